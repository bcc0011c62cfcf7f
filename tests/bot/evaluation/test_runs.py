"""Saved runs come back as they were; what is no run is refused in one sentence."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.evaluation.model import EvaluationError, Kind, Score
from bot.evaluation.runs import LAST, Runs, read_run
from bot.model import Option, Usage
from tests.bot.evaluation.runs_by_hand import MADE_AT, outcome, run

SETS = frozenset({"set"})


def test_a_run_is_read_as_it_was_saved(tmp_path: Path):
    full = outcome("set/q1", {"citation_precision": Score(2, 3)}, cited=("a.md",))
    declined = outcome("set/n1", {}, kind=Kind.NEAR_MISS, answered=False, answer="")
    made = run(full, declined)
    assert read_run(Runs(tmp_path / "runs").save(made)) == made


def test_an_option_survives_the_file(tmp_path: Path):
    decided = replace(outcome("set/q1", {}), option=Option.RAG)
    assert read_run(Runs(tmp_path).save(run(decided))).outcomes[0].option is Option.RAG


def test_what_models_took_survives_the_file(tmp_path: Path):
    made = replace(run(), answers_took=Usage(10, 5, 1, 0.5), judge_took=Usage(4, 2, 0, None))
    assert read_run(Runs(tmp_path).save(made)) == made


def test_the_last_run_is_the_latest_over_the_same_sets(tmp_path: Path):
    runs = Runs(tmp_path)
    early, late = run(), run(made_at=MADE_AT + timedelta(hours=1))
    other = run(made_at=MADE_AT + timedelta(hours=2), sets=("other",))
    for each in (late, other, early):
        runs.save(each)
    assert runs.find(LAST, SETS) == late


def test_a_run_is_found_by_its_file_or_its_name(tmp_path: Path):
    runs = Runs(tmp_path)
    file = runs.save(run())
    assert runs.find(str(file), SETS) == runs.find(file.stem, SETS) == run()


@pytest.mark.parametrize(("named", "words"), [("gone", "no saved run 'gone'"), (LAST, "no run over set")])
def test_a_run_that_is_not_there_is_told(tmp_path: Path, named: str, words: str):
    with pytest.raises(EvaluationError, match=words):
        Runs(tmp_path).find(named, SETS)


@pytest.mark.parametrize("content", ["", "[]", '{"format": "advisor-run-2"}', '{"format": "advisor-run-1"}'])
def test_a_file_that_is_no_run_is_refused(tmp_path: Path, content: str):
    file = tmp_path / "run.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(EvaluationError, match="is no run that advisor eval saved"):
        read_run(file)
