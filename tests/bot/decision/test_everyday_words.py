"""Facts and questions for a decision in the words of people who know none of ours; denied, they say the opposite."""

import pytest

from bot.decision_questions import asks_for_decision
from bot.facts import Facts, read_facts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6,500 emails have already been labelled by hand.", {"labelled_examples": 6500}),
        ("The team has hand-tagged about sixty chats.", {"labelled_examples": 60}),
        ("Nobody here has labelled anything.", {"labelled_examples": 0}),
        ("A couple of seconds per answer is fine.", {"latency_ms": 2000}),
        ("Three weeks to go.", {"weeks_to_ship": 3}),
        ("The handbook has roughly 30,000 words.", {"knowledge_tokens": 40_000}),
        ("The handbook gets revised every January.", {"knowledge_changes": "yearly"}),
        ("The rulebook hasn't been changed for years.", {"knowledge_changes": "never"}),
        ("Clerks may only see the files of their own clients.", {"per_user_permissions": True}),
        ("Everybody may see the same things.", {"per_user_permissions": False}),
        ("Every answer has to say which page it comes from.", {"citations_needed": True}),
        ("Nobody will ask where it came from.", {"citations_needed": False}),
        ("How the assistant phrases things is not the issue.", {"strict_style": False}),
        ("The model has no idea of our rules.", {"need": "knowledge"}),
        ("It uses the wrong tone.", {"need": "behaviour"}),
        ("It doesn't know our products and sounds like a robot.", {"need": "both"}),
        ("It should issue refunds on its own.", {"need": "actions"}),
        ("The bot must know our prices, and it has to cancel orders by itself.", {"need": "actions"}),
        ("In our tests it got the form wrong almost every time.", {"base_model_fails": "consistently"}),
        ("Now and then it comes out too chummy.", {"base_model_fails": "sometimes", "need": "behaviour"}),
        ("A few examples in the prompt didn't fix it.", {"few_shot_suffices": False, "prompting_tried": True}),
        ("We haven't written a single prompt yet.", {"prompting_tried": False}),
    ],
)
def test_facts_are_read_in_everyday_words(text: str, expected: dict[str, object]) -> None:
    assert dict(read_facts(text).facts) == dict(Facts.of(**expected))


@pytest.mark.parametrize(
    "text",
    [
        "The assistant doesn't need to book anything.",
        "It should not cancel orders.",
        "Users ask how to cancel an order.",
        "It isn't a knowledge problem.",
        "The docs do not change weekly.",
        "The model does not fail every time.",
        "We showed it 5 examples.",
        "2,000 emails are to be labelled by spring.",
        "The context window holds 128,000 tokens.",
        "We talked about citations yesterday.",
        "What if we needed citations?",
        "New colleagues join every week.",
    ],
)
def test_what_is_denied_supposed_or_said_of_something_else_states_no_fact(text: str) -> None:
    assert not read_facts(text).facts


@pytest.mark.parametrize(
    "question",
    ["Overkill?", "Where do we begin?", "What's the design?", "Which kind of system is that?", "Train a model?", "So?"],
)
def test_a_short_question_after_a_fact_asks_for_a_decision(question: str) -> None:
    text = f"Our docs change weekly. {question}"
    assert asks_for_decision(text, read_facts(text))
    assert not asks_for_decision(question.replace("begin", "sit"), read_facts(question))


@pytest.mark.parametrize(
    "question",
    [
        "How much does RAG cost?",
        "Why is that?",
        "What does chunking do?",
        "What did Listen2RE decide?",
        "How do we measure it?",
    ],
)
def test_a_question_for_information_after_a_fact_stays_one(question: str) -> None:
    text = f"Our docs change weekly. {question}"
    assert not asks_for_decision(text, read_facts(text))
