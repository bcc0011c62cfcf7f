from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.citations import grounded, holds
from bot.model import Draft, Quote, Statement
from indexer.model import PUBLIC
from tests.fakes.knowledge import FakeLibrary, document, quote

TODAY = date(2026, 11, 21)
REFUNDS = document("refunds.md", "Refunds take five days. Exchanges are free.", title="Refunds")
SECRET = document("pay.md", "Salaries are reviewed in May.", audience=frozenset({"board"}))
LIBRARY = FakeLibrary(REFUNDS, SECRET)


def draft(*statements: Statement) -> Draft:
    return Draft(statements, "extractive")


def test_a_verified_quote_is_numbered_and_its_statement_marked():
    said = Statement("Refunds take five days.", (quote(REFUNDS, "Refunds take five days."),))
    result = grounded(draft(said), LIBRARY, PUBLIC, TODAY)
    assert result is not None
    assert result.markdown == "Refunds take five days. [1]"
    (citation,) = result.citations
    assert REFUNDS.text[citation.start : citation.end] == citation.quote == "Refunds take five days."


@pytest.mark.parametrize(
    "invented",
    [
        Quote("refunds.md", 0, 23, "Refunds take nine days."),
        Quote("refunds.md", 1, 24, "Refunds take five days."),
        Quote("refunds.md", 0, 0, ""),
        Quote("refunds.md", 23, 24, " "),
        Quote("refunds.md", -4, 9, "Refunds t"),
        Quote("refunds.md", 24, 400, "Exchanges are free."),
        Quote("nowhere.md", 0, 7, "Refunds"),
    ],
)
def test_a_statement_whose_only_quote_is_altered_or_empty_is_dropped(invented: Quote):
    assert grounded(draft(Statement("Refunds take nine days.", (invented,))), LIBRARY, PUBLIC, TODAY) is None


def test_a_quote_from_a_document_that_the_asker_may_not_read_is_dropped():
    leak = Statement("Salaries are reviewed in May.", (quote(SECRET, "Salaries are reviewed in May."),))
    assert grounded(draft(leak), LIBRARY, PUBLIC, TODAY) is None
    assert grounded(draft(leak), LIBRARY, frozenset({"board"}), TODAY) is not None


def test_the_same_quote_keeps_its_number_and_numbers_follow_use():
    first, second = quote(REFUNDS, "Exchanges are free."), quote(REFUNDS, "Refunds take five days.")
    result = grounded(
        draft(Statement("A.", (first,)), Statement("B.", (second, first)), Statement("C.", (first,))),
        LIBRARY, PUBLIC, TODAY,
    )  # fmt: skip
    assert result is not None
    assert result.markdown == "A. [1]\n\nB. [1][2] C. [1]"
    assert [citation.quote for citation in result.citations] == [first.text, second.text]


@given(start=st.integers(-60, 60), end=st.integers(-60, 60), text=st.text(max_size=30))
def test_a_quote_holds_only_when_it_is_the_slice_and_says_something(start: int, end: int, text: str):
    if holds(REFUNDS, Quote("refunds.md", start, end, text)):
        assert 0 <= start < end
        assert REFUNDS.text[start:end] == text
        assert text.strip()


@given(st.integers(0, 42), st.integers(0, 42))
def test_every_slice_that_says_something_holds(a: int, b: int):
    start, end = sorted((a, b))
    text = REFUNDS.text[start:end]
    assert holds(REFUNDS, Quote("refunds.md", start, end, text)) == bool(text.strip())
