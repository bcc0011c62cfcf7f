"""Floors: what fell is named with its value; a floor that could never hold or tell is refused."""

from pathlib import Path

import pytest

from bot.evaluation.floors import fallen, read_floors
from bot.evaluation.model import EvaluationError
from bot.evaluation.summary import summary
from tests.bot.evaluation.runs_by_hand import outcomes

HALF = summary(outcomes("answered", [1, 0]))


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "floors.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_metric_below_its_floor_is_named_with_its_value_and_its_floor():
    assert [str(each) for each in fallen(HALF, {"answered": 0.9})] == ["answered is 0.500, below its floor of 0.9."]


def test_a_metric_on_its_floor_has_not_fallen():
    assert fallen(HALF, {"answered": 0.5}) == ()


def test_a_metric_that_was_not_measured_has_fallen():
    assert [str(each) for each in fallen(HALF, {"mrr": 0.1})] == ["mrr was not measured; its floor is 0.1."]


def test_floors_are_read_by_metric(tmp_path: Path):
    assert read_floors(written(tmp_path, "answered: 0.9\nmrr: 1\n")) == {"answered": 0.9, "mrr": 1.0}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("answerd: 0.9", "'answerd' has no floor; one of answered,"),
        ("total_p50: 0.9", "'total_p50' has no floor"),
        ("answered_wrong: 0.1", "'answered_wrong' has no floor"),
        ("answered: 90", "takes a number from 0 to 1"),
        ("answered: yes", "takes a number from 0 to 1"),
        ("", "holds no floors"),
        ("a: [", "cannot be read"),
    ],
)
def test_a_floor_that_cannot_work_is_refused(tmp_path: Path, text: str, words: str):
    with pytest.raises(EvaluationError, match=words):
        read_floors(written(tmp_path, text))


def test_a_file_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(EvaluationError, match="cannot be read"):
        read_floors(tmp_path / "gone.yaml")
