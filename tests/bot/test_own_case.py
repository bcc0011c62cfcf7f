"""Beside a decision a section tells the asker's own case, where it speaks for the option."""

from dataclasses import replace

import pytest

from bot.model import Option, Statement
from bot.own_case import ADVICE, for_own_case
from indexer.model import Passage
from tests.fakes.knowledge import document, passage, quote

ASKED = "We release weekly. Can a bot keep up?"
PAGE = document(
    "page.md",
    "Yes, RAG keeps up with weekly releases, since an index is updated in minutes.\n\nAlso asked: Can it keep up?",
    title="Page",
)
HOUSE = document("house.md", "RAG comes next. Index the pages that people ask about most.")
LEAD = Statement("Use RAG, since it changes.", (quote(HOUSE, "RAG comes next."),))
GENERAL = Statement("Index the pages that people ask about most.", (quote(HOUSE, "Index the pages"),), ADVICE)


def section(asked: float, heading: str = "Can a bot keep up with our releases?") -> Passage:
    return replace(passage(PAGE), heading=("Page", heading), asked=asked)


def test_the_likeliest_section_takes_the_place_of_the_general_advice_word_for_word() -> None:
    lead, own = for_own_case((LEAD, GENERAL), Option.RAG, ASKED, [section(0.3), section(0.6)])
    assert lead == LEAD
    assert own.text == "RAG keeps up with weekly releases, since an index is updated in minutes."
    (quoted,) = own.quotes
    assert PAGE.text[quoted.start : quoted.end] == quoted.text
    assert own.joint == ADVICE


@pytest.mark.parametrize(
    ("option", "passages"),
    [
        (Option.RAG, [section(0.1)]),  # hardly the one asked
        (Option.FINE_TUNING, [section(0.6)]),  # speaks for another option
        (Option.RAG_AND_FINE_TUNING, [section(0.6)]),  # for one half
        (Option.RAG, [section(0.6, heading="Releases")]),  # stands under no question
        (Option.RAG, [section(0.6, heading="Releases come weekly: RAG or long context?")]),  # a choice nobody named
        (Option.RAG, []),
    ],
)
def test_otherwise_the_general_advice_stays(option: Option, passages: list[Passage]) -> None:
    assert for_own_case((LEAD, GENERAL), option, ASKED, passages) == (LEAD, GENERAL)


def test_a_section_for_both_options_speaks_for_neither_alone() -> None:
    page = document("both.md", "You need both RAG and fine-tuning when facts and tone are missing.", title="Both")
    both = replace(passage(page), heading=("Both", "When do we need both?"), asked=0.6)
    assert for_own_case((LEAD, GENERAL), Option.RAG, ASKED, [both]) == (LEAD, GENERAL)
    _, own = for_own_case((LEAD, GENERAL), Option.RAG_AND_FINE_TUNING, ASKED, [both])
    assert own.text == page.text


def test_where_the_house_advises_nothing_nothing_takes_its_place() -> None:
    assert for_own_case((LEAD,), Option.RAG, ASKED, [section(0.6)]) == (LEAD,)
    assert for_own_case((), Option.RAG, ASKED, [section(0.6)]) == ()
