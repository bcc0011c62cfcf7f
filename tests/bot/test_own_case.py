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


def test_a_section_on_a_case_is_told_from_a_lower_chance_and_likelier_ones_for_other_options_are_passed_over() -> None:
    page = document("cases.md", "A bot for contracts takes RAG and a good prompt.", title="Cases")
    case = replace(passage(page), heading=("Cases", "We want a bot for contracts: which approach?"), asked=0.1)
    tuning = document("tune.md", "Fine-tuning fits a fixed style.", title="Tune")
    other = replace(passage(tuning), heading=("Tune", "What fits a fixed style?"), asked=0.6)
    _, own = for_own_case((LEAD, GENERAL), Option.RAG, ASKED, [other, case])
    assert own.text == page.text
    weaker = replace(case, heading=("Cases", "Does a bot know contracts?"))
    assert for_own_case((LEAD, GENERAL), Option.RAG, ASKED, [other, weaker]) == (LEAD, GENERAL)


@pytest.mark.parametrize(
    ("first", "speaks"),
    [
        ("The letters take a prompt for the tone and RAG for the facts.", True),
        ("RAG finds the facts.", True),
        ("A prompt does it, but RAG finds the facts.", False),
        ("A prompt beats RAG here.", False),
        ("Fine-tuning takes the tone and RAG the facts.", False),
    ],
)
def test_a_section_speaks_for_what_its_first_sentence_names_beside_prompts_alone(first: str, speaks: bool) -> None:
    page = document("letters.md", first, title="Letters")
    letters = replace(passage(page), heading=("Letters", "Who writes our letters?"), asked=0.6)
    told = for_own_case((LEAD, GENERAL), Option.RAG, ASKED, [letters])
    assert (told[1].text == first) is speaks


def test_where_the_house_advises_nothing_nothing_takes_its_place() -> None:
    assert for_own_case((LEAD,), Option.RAG, ASKED, [section(0.6)]) == (LEAD,)
    assert for_own_case((), Option.RAG, ASKED, [section(0.6)]) == ()
