"""What a month costs at the volume that a question names."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.estimate import estimate
from tests.bot.decision.guides import GUIDES

WORDS = [
    "what",
    "does",
    "RAG",
    "fine-tuning",
    "cost",
    "at",
    "20",
    "3.5",
    "million",
    "1e9",
    "users",
    "queries",
    "a",
    "per",
    "month",
    "day",
    "each",
    "~",
    ",",
    "?",
    "$",
    "maybe",
]
RAG = "The queries are the part that grows, at $0.01–0.05 each, on top of $50–500 that come every month."


def told(question: str) -> str:
    return " ".join(statement.text for statement in estimate(question, GUIDES))


def test_people_times_their_questions_are_a_volume() -> None:
    said = told(
        "Ballpark monthly cost for a RAG assistant serving ~200 internal users, maybe 15 questions each per day?"
    )
    assert said.startswith("Your numbers come to 90,000 queries a month, for which RAG costs about $950–5,000. ")
    assert RAG in said
    assert said.endswith("Setting it up comes on top, at $500–2,000, and each update costs $10–50.")


@pytest.mark.parametrize(
    ("question", "volume"),
    [
        ("How much would RAG cost at 3 million queries a month?", "At 3,000,000 queries a month RAG costs"),
        ("rough monthly cost for a RAG bot doing 20k conversations, ~6 turns each?", "Your numbers come to 120,000"),
        ("1,200 staff, maybe 10 questions each per week: what would RAG cost?", "Your numbers come to about 51,000"),
        ("We write 600 letters a day with RAG. What is the bill?", "Your numbers come to 18,000 queries"),
        ("Budget for RAG for ~300 fee earners, maybe 20 queries a day each?", "Your numbers come to 180,000 queries"),
        ("monthly cost for RAG with 60k customer chats, avg maybe 5 turns each?", "Your numbers come to 300,000"),
        (
            "RAG: rough monthly cost with about 8,000 questions a month over ~2,000 documents?",
            "At 8,000 queries a month",
        ),
        ("What would RAG cost at maybe 20k questions a day?", "Your numbers come to 600,000 queries"),
        ("What does RAG cost at 1,000 to 2,000 questions a month?", "At 2,000 queries a month RAG costs"),
    ],
)
def test_each_way_of_naming_a_volume_is_read(question: str, volume: str) -> None:
    assert told(question).startswith(volume)


def test_the_prices_are_quoted_word_for_word() -> None:
    (statement,) = estimate("What does RAG cost at 20,000 queries a month?", GUIDES)
    texts = {guide.document.source: guide.document.text for guide in GUIDES}
    assert statement.quotes
    for quote in statement.quotes:
        assert texts[quote.source][quote.start : quote.end] == quote.text


def test_two_options_are_told_beside_each_other_with_the_volume_from_which_the_other_is_cheaper() -> None:
    few = told("Is fine-tuning or RAG cheaper for 1,000 queries a month?")
    many = told("Is fine-tuning or RAG cheaper for 100,000 queries a month?")
    assert "RAG costs about $60–550 and fine-tuning $5–20." in few
    assert "RAG costs about $1,000–5,500 and fine-tuning $500–2,000." in many
    assert few.endswith("and yours are fewer.")
    assert many.endswith("and yours are more.")


def test_where_no_option_is_named_all_that_have_a_price_are_told() -> None:
    said = told("What will it cost us at 10,000 questions a month?")
    assert "RAG costs about" in said
    assert "fine-tuning" in said


@pytest.mark.parametrize(
    "question",
    [
        "What does RAG cost?",  # at no volume
        "What does RAG cost per 1,000 queries?",
        "Is long context cheaper than RAG at 2,000 questions a day?",  # no guide has a price for long context
        "We pay $500 a month for 3 seats. What does RAG cost?",
        "We have 20,000 queries a month. How slow is RAG?",  # not about costs
        "What does RAG cost with 20 questions a day per user?",  # of how many?
        "What does it cost to update 20 documents a day?",
        "What does it cost with 20 documents updated a day?",
        "We had 20,000 queries a month and then 90,000 queries a month. What does RAG cost?",  # which?
        "",
    ],
)
def test_without_a_volume_or_a_question_on_costs_nothing_is_reckoned(question: str) -> None:
    assert not told(question)


@given(st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join))
@example("What does RAG cost at 99999999999999999999 queries a month?")
def test_any_question_is_taken_and_nothing_is_said_without_a_quote(question: str) -> None:
    for statement in estimate(question, GUIDES):
        assert statement.quotes
        assert "queries a month" in statement.text


def test_guides_without_prices_give_no_estimate() -> None:
    assert estimate("What does RAG cost at 20,000 queries a month?", ()) == ()
