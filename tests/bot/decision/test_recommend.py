"""Recommendations: only where a question asks for a decision, and from the facts that it states."""

import pytest

from bot.model import Option
from bot.recommend import recommend
from tests.bot.decision.guides import HOUSE, document, read

EXAMPLE = "We have 300 labelled examples and our docs change weekly. Fine-tune or RAG?"


@pytest.mark.parametrize(
    "question",
    [
        "what is LoRA?",
        "How soon could a RAG pipeline be ready?",
        "How do I reset my VPN password?",
        "What's the difference between RAG and fine-tuning?",
        "Can RAG and fine-tuning solve the same problems?",
        "How much does fine-tuning cost?",
        "How much would RAG cost at 3 million queries a month?",
        "Is RAG always slower than fine-tuning?",
        "When does RAG win?",
        "How many examples should we have for fine-tuning?",
        "Should we use Chroma or Pinecone for RAG?",
        "Why do teams fine-tune?",
        "Who wrote the house framework?",
        "agent vs fixed workflow for invoices - when is an agent overkill",
        "IT here: how do we enforce permissions in retrieval so that HR files stay closed?",
        "How do we stop it from giving legal advice, is a line in the system prompt enough?",
        "Fine-tuned on 2,500 examples of our brand voice, but now it makes up features. why and how do we fix it",
        "Answers take 15 seconds and nobody uses it any more. What can we cut?",
        "Is hybrid search worth the effort over plain embeddings?",
        "Is prompt caching worth it if every request carries the same 60k tokens?",
        "Our bot does not know which hotel's policy applies and quotes the wrong one. where do I start looking?",
        "The bot does not know our rules any more and says so way too often. Where do I start debugging?",
        "What team do we need to get a first RAG pilot live? We have two backend devs.",
        "The tone is off and the base model fails sometimes, where do we look first",
        "Our bot does not know the new regulation. What do we check first?",
        "The bot must book appointments and cancel orders. How do I tell if we need agents?",
        "Our answers need citations. What should we do about access rights?",
        "The response time is 9 seconds. What can we do without losing quality?",
        "Latency on our shopping agent is 9 seconds and customers leave. Options?",
        "Retrieval looks fine in the logs, but the dosage that the answers cite is wrong. What could be causing it?",
        "Retrieval finds the right page but the answer is wrong. Why, and what do we do about it?",
        "",
    ],
)
def test_a_question_that_asks_for_no_decision_gets_no_recommendation(question: str) -> None:
    assert recommend(question, HOUSE) is None


@pytest.mark.parametrize(
    "question",
    ["Should we fine-tune?", "RAG or fine-tuning?", "Do we need RAG?", "Which approach fits us?", "What should we do?"],
)
def test_a_decision_without_facts_needs_more_information_and_names_what_to_find_out(question: str) -> None:
    recommendation = recommend(question, HOUSE)
    assert recommendation is not None
    assert recommendation.option is Option.NEED_MORE_INFORMATION
    assert len(recommendation.missing) == 3
    assert recommendation.because.endswith("?")


@pytest.mark.parametrize(
    ("question", "option"),
    [
        (EXAMPLE, Option.RAG),
        ("Is fine-tuning right for a support bot whose docs change daily?", Option.RAG),
        ("Support bot, docs change weekly, citations needed.", Option.RAG),
        ("Fine-tune or prompt? It is a behaviour problem and we have 2,000 labelled examples.", Option.FINE_TUNING),
        ("Few-shot prompting already works well. Should we still build RAG?", Option.PROMPT_ENGINEERING),
        ("Our catalogue changes daily and we need our brand voice. Which approach?", Option.RAG_AND_FINE_TUNING),
    ],
)
def test_the_house_framework_decides_on_the_facts_stated(question: str, option: Option) -> None:
    recommendation = recommend(question, HOUSE)
    assert recommendation is not None
    assert recommendation.option is option


def test_the_reason_states_the_facts_and_the_rule() -> None:
    recommendation = recommend(EXAMPLE, HOUSE)
    assert recommendation is not None
    assert recommendation.because == (
        "The knowledge changes weekly. Retrieval keeps up with the knowledge and shows its sources."
    )
    assert "labelled_examples" not in recommendation.missing


def test_who_asks_what_is_wrong_with_an_option_in_place_is_not_told_to_take_it() -> None:
    for asked in ("Where do I start looking?", "How do we fix that?"):
        text = (
            f"Our docs change weekly. The bot keeps quoting the old price list though the new one is indexed. {asked}"
        )
        assert recommend(text, HOUSE) is None
    which = recommend("Our docs change weekly and are indexed. Should we fine-tune or stay with RAG?", HOUSE)
    assert which is not None
    assert which.option is Option.RAG


@pytest.mark.parametrize(
    "asked",
    [
        "What did we do wrong?",
        "How do we fix this?",
        "What happened",
        "and why?",
        "Normal? How to fix?",
        "Is that a data problem?",
    ],
)
def test_who_asks_what_went_wrong_with_an_option_in_place_gets_no_other_instead(asked: str) -> None:
    text = f"We fine-tuned a model on 4,000 texts and the tone is off. {asked}"
    assert recommend(text, HOUSE) is None
    assert recommend(f"{text} Should we go back to prompts?", HOUSE) is not None


def test_who_asks_to_choose_between_other_things_than_the_options_gets_none() -> None:
    text = "Our docs change weekly. {}"
    assert recommend(text.format("RAG now, or clean up the docs first?"), HOUSE) is None
    assert recommend(text.format("RAG or fine-tuning?"), HOUSE) is not None


def test_agents_are_no_settled_matter_where_a_workflow_is_weighed_against_them() -> None:
    house = read(
        document(
            "guides/acting.md",
            "Build an agent for actions.",
            """
name: Acting
rules:
  - {id: acting, when: {need: actions}, option: agents, because: Acting., quote: Build an agent for actions.}
""",
            kind="framework",
        )
    )
    text = "It must book rooms and cancel orders. Do we need an agent{}?"
    for weighed, option in (("", Option.AGENTS), (" or is a fixed workflow enough", Option.NEED_MORE_INFORMATION)):
        recommendation = recommend(text.format(weighed), house)
        assert recommendation is not None
        assert recommendation.option is option


def test_long_context_that_was_asked_about_is_open_while_its_rule_waits_for_a_fact() -> None:
    house = read(
        document(
            "guides/sizes.md",
            "Paste what is short and stable. Search what is lacking.",
            """
name: Sizes
rules:
  - id: short
    when: {knowledge_tokens: {at_most: 100000}, knowledge_changes: never}
    option: long_context
    because: Short.
    quote: Paste what is short and stable.
  - {id: lacking, when: {need: knowledge}, option: rag, because: Lacking., quote: Search what is lacking.}
""",
            kind="framework",
        )
    )
    size = "We have a knowledge problem. The manual has {} pages. "
    asked = "Can we just paste the whole manual into the prompt every time?"
    for text, option in (
        (size.format(90) + asked, Option.NEED_MORE_INFORMATION),
        (size.format(900) + asked, Option.RAG),
        (size.format(90) + "Which approach?", Option.RAG),
    ):
        recommendation = recommend(text, house)
        assert recommendation is not None
        assert recommendation.option is option


def test_a_contradiction_is_asked_about() -> None:
    recommendation = recommend("Docs change weekly. The docs never change. RAG or fine-tuning?", HOUSE)
    assert recommendation is not None
    assert recommendation.option is Option.NEED_MORE_INFORMATION
    assert "different things about how often the knowledge changes" in recommendation.because


def test_without_a_house_framework_there_is_no_recommendation() -> None:
    assert recommend(EXAMPLE, None) is None


BEHAVIOUR = "Fine-tune or prompt? It is a behaviour problem and we have 100 labelled examples."


def test_facts_stated_earlier_in_the_thread_count() -> None:
    recommendation = recommend(
        "So, RAG or fine-tuning?", HOUSE, ["Our docs change weekly.", "Answers must cite sources."]
    )
    assert recommendation is not None
    assert recommendation.option is Option.RAG


def test_what_was_said_last_holds() -> None:
    before, now = recommend(BEHAVIOUR, HOUSE), recommend("And with 5,000 labelled examples?", HOUSE, [BEHAVIOUR])
    assert before is not None
    assert now is not None
    assert (before.option, now.option) == (Option.PROMPT_ENGINEERING, Option.FINE_TUNING)


def test_a_question_for_information_in_a_thread_about_a_decision_gets_no_recommendation() -> None:
    assert recommend("How much does labelling 5,000 examples cost?", HOUSE, [BEHAVIOUR]) is None
