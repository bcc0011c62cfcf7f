"""A run's lines: values, what they are counted over, and intervals that can be checked by hand."""

import pytest

from bot.evaluation.model import Score
from bot.evaluation.summary import Line, summary
from tests.bot.evaluation.runs_by_hand import outcome, outcomes


def line(name: str, *held: object) -> Line:
    return {each.metric.name: each for each in summary(held)}[name]  # type: ignore[arg-type]


def test_a_share_is_all_values_over_all_weights():
    quotes = [outcome("a", {"citation_precision": Score(1, 1)}), outcome("b", {"citation_precision": Score(1, 3)})]
    told = line("citation_precision", *quotes)
    assert (told.value, told.of) == (0.5, 4)


def test_a_metric_without_scores_has_no_line():
    assert [each.metric.name for each in summary(outcomes("answered", [1, 0]))] == ["answered"]


def test_a_question_without_a_score_is_not_counted():
    told = line("options", outcome("a", {"options": 1.0}), outcome("b", {"answered": 1.0}))
    assert (told.value, told.of) == (1, 1)


def test_percentiles_are_of_the_times_of_those_that_have_one():
    times = [*outcomes("total", list(range(1, 101))), outcome("untimed", {"answered": 1.0})]
    assert line("total_p50", *times).value == pytest.approx(50.5)
    assert line("total_p95", *times).value == pytest.approx(95.05)
    assert line("total_p95", *times).of == 100


def test_the_interval_of_22_of_22_is_wilsons():
    low, high = line("answered", *outcomes("answered", [1] * 22)).interval
    assert low == pytest.approx(22 / (22 + 1.959964**2))
    assert high == pytest.approx(1)


def test_the_interval_of_a_mean_holds_it_and_narrows_with_more_questions():
    few, many = (line("mrr", *outcomes("mrr", [0.5, 1, 0.25, 0] * times)) for times in (5, 50))
    for told in (few, many):
        low, high = told.interval
        assert low < told.value < high
    assert many.interval[1] - many.interval[0] < (few.interval[1] - few.interval[0]) / 2


def test_the_same_run_gives_the_same_intervals():
    held = outcomes("mrr", [0.5, 1, 0.25, 0] * 5)
    assert summary(held) == summary(held)
