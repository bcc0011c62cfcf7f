"""What product people write in plain words: the fact that they mean, and none where they mean something else."""

import pytest

from bot.decision_questions import asks_for_decision
from bot.facts import Facts, read_facts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # people ask what stands in texts, or what the model says is old
        ("About 400 help centre articles, and a bot that answers customer questions.", {"need": "knowledge"}),
        ("The policies are long and employees ask HR the same things.", {"need": "knowledge"}),
        ("Guests ask about the sauna, which is explained in our brochures.", {"need": "knowledge"}),
        ("It's all in Confluence.", {"need": "knowledge"}),
        ("The answers are scattered over many folders.", {"need": "knowledge"}),
        ("Brokers want answers about tariffs from our data sheets.", {"need": "knowledge"}),
        ("The sales team wants to ask about contracts.", {"need": "knowledge"}),
        ("It quotes expired prices.", {"need": "knowledge"}),
        ("The bot keeps offering discontinued phones.", {"need": "knowledge"}),
        ("Prices in them are often out of date.", {"need": "knowledge", "knowledge_changes": "monthly"}),
        ("The statutes stay the same for years.", {"knowledge_changes": "never"}),
        ("The reference is regenerated every two weeks.", {"knowledge_changes": "monthly"}),
        # how it writes
        ("The bot sounds rude.", {"need": "behaviour"}),
        ("Its newsletters are bland.", {"need": "behaviour"}),
        ("The descriptions never sound like us.", {"need": "behaviour"}),
        ("It phrases things awkwardly.", {"need": "behaviour"}),
        ("The voice isn't ours.", {"need": "behaviour"}),
        ("The letters it writes look different each time.", {"need": "behaviour"}),
        ("The newsletters never sound like us and the prices are outdated.", {"need": "both"}),
        ("It makes errors in the XML one time in twenty.", {"need": "behaviour", "base_model_fails": "sometimes"}),
        ("It gets it wrong in 95% of cases.", {"base_model_fails": "consistently"}),
        ("It forgets the date in 10% of cases.", {"base_model_fails": "sometimes"}),
        ("The draft is wrong about half the time.", {"base_model_fails": "sometimes"}),
        ("Every fifth reply leaves out the greeting.", {"base_model_fails": "sometimes"}),
        ("Reports must have the same sections.", {"strict_style": True}),
        # what it does, and what it could learn from
        ("We want it to open pull requests.", {"need": "actions"}),
        ("A bot that puts shoes into the basket.", {"need": "actions"}),
        ("It should actually do the refund.", {"need": "actions"}),
        ("It reads names and totals from receipts.", {"task_scope": "narrow"}),
        ("Spam or not spam.", {"task_scope": "narrow"}),
        ("Route the mails to one of eight teams.", {"task_scope": "narrow"}),
        ("Say for each claim whether it is fraud.", {"task_scope": "narrow"}),
        ("3,000 finished reports exist.", {"labelled_examples": 3000}),
        ("We have 10k routed mails.", {"labelled_examples": 10_000}),
        ("900 messages with the right language are there.", {"labelled_examples": 900}),
        ("3,000 are sorted by hand.", {"labelled_examples": 3000}),
        ("We only have a dozen examples.", {"labelled_examples": 12}),
        # what prompting does, what must be shown, who may see it
        ("It gets it right with three samples in the prompt.", {"few_shot_suffices": True}),
        ("It doesn't do what we need with three examples.", {"few_shot_suffices": False}),
        ("All of it has to be backed by a source.", {"citations_needed": True}),
        ("They want replies with links to the guideline.", {"citations_needed": True}),
        ("Managers may see salaries but staff must not.", {"per_user_permissions": True}),
        ("Trainees aren't allowed to see the client files.", {"per_user_permissions": True}),
    ],
)
def test_facts_are_read_in_plain_words(text: str, expected: dict[str, object]) -> None:
    assert dict(read_facts(text).facts) == dict(Facts.of(**expected))


@pytest.mark.parametrize(
    "text",
    [
        "Customers ask for refunds and attach policies.",
        "We sort the questions that employees ask about our policies.",
        "Nobody asks questions about the wiki.",
        "The bot does not answer questions from the handbook.",
        "We want to ask about fine-tuning.",
        "Our agents ask customers questions and write notes.",
        "What do our customers ask about in the help pages?",
        "The prices are never out of date.",
        "Yesterday's information is already out of date.",
        "The tickets are about wrong prices.",
        "If a customer sounds rude, the bot hands over.",
        "Replies are not bland.",
        "Does the newsletter sound bland?",
        "Users upload broken JSON.",
        "Formatting errors are not tolerated.",
        "It is wrong nine times in ten.",
        "Every third Monday we are off.",
        "It should not open pull requests.",
        "Explain how to book a hotel.",
        "We pull answers out of our contracts.",
        "We care whether or not it works.",
        "We assign the project to two teams.",
        "We have 4,000 good reviews in the shop.",
        "We received 3,000 tickets with the label missing.",
        "It works well after training on a few examples.",
        "The bot sends newsletters with a link to the page.",
        "The plan is backed by our investors.",
        "Everybody may see the reports but they cannot edit them.",
        "The model is not allowed to see customer names.",
    ],
)
def test_plain_words_that_mean_something_else_state_no_fact(text: str) -> None:
    assert not read_facts(text).facts


def test_that_people_ask_what_stands_in_texts_gives_way_to_a_lack_that_is_named() -> None:
    text = "Customers ask what our help pages explain. The replies are correct, but the bot sounds rude."
    assert read_facts(text).facts["need"] == "behaviour"


def test_a_style_that_the_model_breaks_is_not_read_as_no_style_required() -> None:
    assert "strict_style" not in read_facts("It never follows our house style.").facts


@pytest.mark.parametrize(
    "text",
    [
        "Which of the three fixes that?",
        "Which of these should we use?",
        "Which of the options?",
        "Which technology do we need?",
        "Would fine-tuning help?",
        "Do we need RAG? Should we train it?",
        "Our bot sounds odd. Fine-tune?",
        "It keeps repeating itself. RAG?",
        "We sell lamps. Maybe prompting?",
        "The bot should book a hotel for the guest, what does it take?",
    ],
)
def test_everyday_ways_to_ask_which_option_ask_for_a_decision(text: str) -> None:
    assert asks_for_decision(text, read_facts(text))


@pytest.mark.parametrize(
    "text",
    [
        "Which of the three case studies used RAG?",
        "Which of these is cheapest?",
        "Which of the options needs labelled data?",
        "Which of the techniques fixes hallucinations?",
        "Which technology did Listen2RE use?",
        "Would RAG help people who read badly?",
        "Should we train people?",
        "What does it take to fine-tune a model?",
        "What does RAG cost?",
        "How many examples do we need?",
        "RAG?",
        "What is RAG? And fine-tuning?",
    ],
)
def test_a_question_for_information_in_like_words_asks_for_no_decision(text: str) -> None:
    assert not asks_for_decision(text, read_facts(text))
