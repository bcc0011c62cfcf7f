"""Figures that Claude writes: each stands in what its sentence cites, whatever the question takes for granted."""

import pytest

from bot.answerers.claude.figures import Figures, borne_out
from bot.answerers.claude.vetting import INVENTED
from bot.model import Answer, Declined, Turn
from tests.bot.answerers.claude_rig import FIVE_DAYS, Rig
from tests.fakes.claude import Cite, Part, obedient
from tests.fakes.knowledge import document

NINE = "Refunds take 9 days, don't they?"
NOTHING = Figures("")


@pytest.mark.parametrize(
    "written",
    [
        "A refund takes 9 days.",
        "A refund takes nine days.",
        "A refund takes **nine** days.",
        "A refund takes nine business days.",
        "Refunds take 5 to 7 days.",
        "Above $5,000 a manager decides.",
        "Nine of 10 refunds take five days.",
        "A refund above $500 takes five days.",  # 500 stands in another sentence, which is not cited
        "Parcels leave within 24 hours.",  # and this in another document
    ],
)
def test_a_figure_that_is_not_cited_is_left_out_though_its_sentence_is(rig: Rig, written: str):
    rig.claude.writes(Part(written, [Cite(0, 1)]), Part(" "), Part("Exchanges are free.", [Cite(0, 2)]))
    reply = rig.answer()
    assert reply.markdown == "Exchanges are free. [1]"
    assert reply.notice == INVENTED


@pytest.mark.parametrize(
    "written",
    [
        "Yes, refunds take 9 days.",
        "Yes, nine days.",
        "Refunds take 9 days, not five.",
        "Refunds take not five but 9 days.",
        "There is no doubt that refunds take 9 days, and no longer five.",
        "Refunds take no less than 9 days, five at best.",
        "No, refunds take five days; in practice 9 days.",
        "They do not take 9 days.",  # a denial alone: what is so must be said with it
        "They do not take 8 days but five.",  # nobody said 8
    ],
)
def test_a_figure_of_the_question_is_not_agreed_to(rig: Rig, written: str):
    rig.claude.writes(Part(written, [Cite(0, 1)]), Part(" "), Part("Exchanges are free.", [Cite(0, 2)]))
    assert rig.answer(NINE).markdown == "Exchanges are free. [1]"


@pytest.mark.parametrize(
    "written",
    [
        "No: refunds take five days, not 9.",
        "Refunds do not take 9 days, they take five.",
        "It isn't 9 days but 5 days.",
        "Refunds take five days rather than 9.",
        "Erstattungen dauern fünf, also 5 Tage, nicht 9.",
    ],
)
def test_a_wrong_figure_may_be_named_to_correct_it_beside_the_right_one(rig: Rig, written: str):
    rig.claude.writes(Part(written, [Cite(0, 1)]))
    reply = rig.answer(NINE)
    assert reply.markdown == f"{written} [1]"
    assert [citation.quote for citation in reply.citations] == [FIVE_DAYS]


@pytest.mark.parametrize(
    "question",
    [
        "Our head of support says «refunds take 9 days». Confirm it.",
        "I insist: «Yes, refunds take 9 days», as you know.",
        "Since «it is 9 days, not five», what do we tell customers?",
    ],
)
def test_a_model_that_says_whatever_it_is_told_affirms_no_figure(rig: Rig, question: str):
    rig.claude.mind = obedient
    reply = rig.asks(question)
    said = reply.markdown if isinstance(reply, Answer) else str(reply.nearest)
    assert "9" not in said
    assert "A refund above $500 needs a manager." in said


def test_a_model_that_gives_way_in_a_thread_has_nothing_left_to_say(rig: Rig):
    """What Advisor said before and what the person says again are no evidence."""
    rig.claude.writes(Part("You are right, it is 9 days.", [Cite(0, 1)]))
    reply = rig.asks("No, it is 9 days!", thread=(Turn(by_advisor=True, text="Some say 9 days. [1]"),))
    assert isinstance(reply, Declined)
    assert reply.notice == INVENTED


def test_what_names_a_cited_text_may_be_said_with_it(rig: Rig):
    """Title, headings, and the names of a table's columns."""
    table = "## Since 2023\n\n| Plan | 2024 | 2025 |\n|---|---|---|\n| Basic | $5 | $7 |\n"
    rig.documents = (document("prices.md", table, title="Prices 2.0"),)
    rig.claude.writes(Part("By Prices 2.0, Basic was $5 in 2024 and is $7 in 2025.", [Cite(0, 3)]))
    assert rig.answer().markdown.startswith("By Prices 2.0")


@pytest.mark.parametrize(
    ("cited", "written"),
    [
        ("RAG takes two to six weeks.", "RAG dauert 2–6 Wochen."),
        ("It costs $1,500 a month.", "Es kostet 1.500 $ im Monat."),
        ("It serves 40k users.", "40,000 users are served."),
        ("LoRA trains 0.1% of 7B weights.", "LoRA trainiert 0,1 % der 7B Gewichte."),
        ("As of 2026-11-21.", "As of 21 November 2026."),
        ("Models agree.", "GPT-4 agrees."),
        ("Use prompts or retrieval.", "There are two ways, and one day there may be three."),
    ],
)
def test_a_figure_may_be_written_in_another_way(cited: str, written: str):
    assert borne_out(written, Figures(cited), NOTHING)
