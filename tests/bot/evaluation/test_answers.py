"""What answers are measured by; the files judge the quotes, not the answer."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.evaluation.answers import answer_scores
from bot.evaluation.folder import Folder
from bot.evaluation.model import Item, Kind, Score
from bot.model import Answer, Citation, Declined, Option, Recommendation

TEXT = "---\ntitle: Guide\n---\nRAG takes 3–6 weeks. Tuning takes months.\n"
ITEM = Item("set", "q1", "How long?", Kind.ANSWERABLE, ("guide.md",), (("3-6 weeks",),), figures=True)
DECLINED = Declined("How long?", "scripted")
YES, NO = Score(1.0), Score(0.0)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    (tmp_path / "guide.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "other.md").write_text("RAG takes 3–6 weeks.", encoding="utf-8")
    return Folder(tmp_path)


def cited(quote: str, source: str = "guide.md") -> Citation:
    start = TEXT.index(quote) if source == "guide.md" else 0
    return Citation(1, source, "Guide", (), start, start + len(quote), quote)


def answer(*citations: Citation, option: Option | None = None) -> Answer:
    recommendation = Recommendation(option, "Because.") if option else None
    return Answer("How long?", "It takes weeks. [1]", citations, "scripted", recommendation)


WEEKS = cited("RAG takes 3–6 weeks.")


def test_an_answer_with_the_expected_source_and_phrase_is_right(folder: Folder):
    scores = answer_scores(ITEM, answer(WEEKS), folder)
    assert scores == {
        "citation_precision": YES, "citation_recall": YES, "key_phrases": YES, "key_figures": YES,
        "answered": YES, "answered_right": YES, "answered_wrong": NO, "declined_wrong": NO,
    }  # fmt: skip


@pytest.mark.parametrize(
    "false",
    [
        replace(WEEKS, quote="RAG takes 3–6 months"),
        replace(WEEKS, start=WEEKS.start + 1),
        replace(WEEKS, source="gone.md"),
        replace(WEEKS, source="../guide.md"),
        replace(WEEKS, start=-5, end=0, quote=""),
    ],
    ids=["altered words", "shifted", "no such file", "outside the folder", "empty"],
)
def test_a_quote_that_the_file_does_not_hold_costs_precision(folder: Folder, false: Citation):
    assert answer_scores(ITEM, answer(WEEKS, false), folder)["citation_precision"] == Score(1, 2)


def test_precision_follows_the_file_and_not_the_index(tmp_path: Path):
    (tmp_path / "guide.md").write_text(TEXT.replace("3–6", "4–8"), encoding="utf-8")
    assert answer_scores(ITEM, answer(WEEKS), Folder(tmp_path))["citation_precision"] == Score(0, 1)


def test_an_answer_without_citations_counts_against_precision(folder: Folder):
    assert answer_scores(ITEM, answer(), folder)["citation_precision"] == Score(0, 1)


def test_an_answer_from_elsewhere_is_wrong_though_it_holds_the_figure(folder: Folder):
    scores = answer_scores(ITEM, answer(cited("RAG takes 3–6 weeks.", "other.md")), folder)
    assert (scores["citation_recall"], scores["key_figures"]) == (NO, YES)
    assert (scores["answered_right"], scores["answered_wrong"]) == (NO, YES)


def test_an_answer_that_lacks_the_figure_is_wrong(folder: Folder):
    scores = answer_scores(ITEM, answer(cited("Tuning takes months.")), folder)
    assert (scores["citation_recall"], scores["key_figures"], scores["answered_right"]) == (YES, NO, NO)


def test_declining_what_the_folder_says_is_wrong_and_loses_the_figure(folder: Folder):
    scores = answer_scores(ITEM, DECLINED, folder)
    assert (scores["declined_wrong"], scores["answered"], scores["key_figures"]) == (YES, NO, NO)
    assert "citation_precision" not in scores


@pytest.mark.parametrize("kind", [Kind.OFF_SUBJECT, Kind.NEAR_MISS])
def test_declining_what_the_folder_does_not_say_is_right_and_answering_it_wrong(folder: Folder, kind: Kind):
    item = Item("set", "n1", "Who pays?", kind)
    assert answer_scores(item, DECLINED, folder) == {f"declined_{kind}": YES, f"answered_{kind}": NO}
    answered = answer_scores(item, answer(WEEKS), folder)
    assert (answered[f"declined_{kind}"], answered[f"answered_{kind}"]) == (NO, YES)


def test_an_option_counts_only_where_one_is_expected_and_also_when_declined(folder: Folder):
    decision = replace(ITEM, option=Option.RAG)
    assert "options" not in answer_scores(ITEM, answer(WEEKS, option=Option.RAG), folder)
    assert answer_scores(decision, answer(WEEKS, option=Option.RAG), folder)["options"] == YES
    assert answer_scores(decision, answer(WEEKS), folder)["options"] == NO
    declined = replace(DECLINED, recommendation=Recommendation(Option.RAG, "Because."))
    assert answer_scores(decision, declined, folder)["options"] == YES
