"""The page and the picture: whole, safe to open, the same each time."""

import re
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from bot.evaluation.comparing import compare
from bot.evaluation.contract import evaluation_json
from bot.evaluation.floors import fallen
from bot.evaluation.model import EvaluationError, Kind, Run
from bot.evaluation.plots import plots_png
from bot.evaluation.report import page, write_report
from bot.evaluation.results import Results
from bot.evaluation.summary import summary
from bot.model import Usage
from tests.bot.evaluation.runs_by_hand import outcome, run

SCRIPT = "<script>alert(1)</script>"
RIGHT = {"answered": 1.0, "answered_right": 1.0, "citation_recall": 1.0, "mrr": 0.5, "retrieve": 3.0, "total": 9.0}
WRONG = {**RIGHT, "answered_right": 0.0, "citation_recall": 0.0}
RUN = run(
    outcome("set/q1", RIGHT),
    outcome("set/q2", WRONG, question=f"Why {SCRIPT}?", answer=f"So {SCRIPT}."),
    outcome("set/n1", {"answered_near_miss": 0.0, "declined_near_miss": 1.0}, kind=Kind.NEAR_MISS, answered=False),
)


def results(against: Run | None = None, **floors: float) -> Results:
    lines = summary(RUN.outcomes)
    comparison = compare(against, RUN) if against else None
    return Results(RUN, lines, Path("run.json"), comparison, floors, fallen(lines, floors))


def test_the_page_shows_every_figure_and_what_went_wrong():
    shown = page(results(), b"")
    for words in ("citation recall", "0.50", "near miss declined", "set/q2", "cites no expected source"):
        assert words in shown
    assert "set/q1" not in shown


@pytest.mark.parametrize(
    ("answers", "judge", "cost"),
    [
        (None, None, ""),
        (None, Usage(4, 2, 0, None), "Claude took 6 tokens for judging them."),
        (
            Usage(1_000, 5, 1, 0.5),
            Usage(4, 2, 0, 0.25),
            "Claude took 1,005 tokens ($0.5000) for the answers and 6 tokens ($0.2500) for judging them.",
        ),
    ],
)
def test_what_the_run_cost_is_told_on_the_page_and_as_json(answers: Usage | None, judge: Usage | None, cost: str):
    found = replace(results(), run=replace(RUN, answers_took=answers, judge_took=judge))
    assert found.cost == cost
    assert cost in page(found, b"")
    assert evaluation_json(found)["took"] == {
        "answers": asdict(answers) if answers else None,
        "judge": asdict(judge) if judge else None,
    }


def test_the_page_names_what_fell_and_what_changed():
    shown = page(results(RUN, answered_right=0.9), b"")
    assert "answered_right is 0.500, below its floor of 0.9." in shown
    assert f"Against {RUN.id}" in shown
    assert "no difference seen" in shown


def test_words_from_documents_and_users_stay_words():
    shown = page(results(), b"")
    assert SCRIPT not in shown
    assert "&lt;script&gt;" in shown


def test_the_page_needs_nothing_but_itself():
    shown = page(results(), b"picture")
    assert re.findall(r'(?:src|href)="(?!data:)', shown) == []
    assert "<script" not in shown


@pytest.mark.parametrize("against", [None, RUN], ids=["alone", "compared"])
def test_the_same_results_give_the_same_picture(against: Run | None):
    first, second = (plots_png(results(against, answered=0.9)) for _ in range(2))
    assert first.startswith(b"\x89PNG")
    assert first == second


def test_a_page_or_a_picture_is_written_by_the_files_name(tmp_path: Path):
    write_report(results(), tmp_path / "report.html")
    write_report(results(), tmp_path / "report.png")
    assert (tmp_path / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert (tmp_path / "report.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("name", ["report.pdf", "nowhere/report.html"])
def test_a_report_that_cannot_be_written_is_told(tmp_path: Path, name: str):
    with pytest.raises(EvaluationError, match="report"):
        write_report(results(), tmp_path / name)
