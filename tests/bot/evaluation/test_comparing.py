"""Two runs compared: who is better, and when the questions cannot tell."""

from dataclasses import replace

import pytest

from bot.evaluation.comparing import Comparison, Difference, Finding, compare
from bot.evaluation.model import EvaluationError
from tests.bot.evaluation.runs_by_hand import outcome, outcomes, run

HALF = [1.0, 0.0] * 50


def compared(name: str, before: list[float], after: list[float], metric: str = "") -> Difference:
    found = compare(run(*outcomes(name, before)), run(*outcomes(name, after)))
    return {each.metric.name: each for each in found.differences}[metric or name]


def test_twenty_more_of_a_hundred_right_is_better():
    found = compared("answered_right", HALF, [1.0] * 20 + HALF[20:])
    assert found.by == pytest.approx(0.1)
    assert found.interval[0] > 0
    assert found.finding is Finding.BETTER


def test_where_less_is_better_the_same_rise_is_worse():
    assert compared("answered_wrong", HALF, [1.0] * 20 + HALF[20:]).finding is Finding.WORSE


def test_one_more_of_a_hundred_right_is_no_difference():
    found = compared("answered_right", HALF, [1.0, 1.0, *HALF[2:]])
    assert found.by > 0
    assert found.finding is Finding.NOT_SEEN


def test_equal_runs_do_not_differ_at_all():
    found = compared("mrr", HALF, HALF)
    assert (found.by, found.interval, found.finding) == (0, (0, 0), Finding.NOT_SEEN)


def test_pairing_sees_a_small_gain_that_every_question_makes():
    # Over the questions the values range from 0 to 0.99, so two unpaired samples of 100 could not tell 0.01.
    before = [number / 100 for number in range(100)]
    assert compared("mrr", before, [value + 0.01 for value in before]).finding is Finding.BETTER


def test_before_and_after_swapped_gives_the_opposite():
    better, worse = compared("mrr", HALF, [1.0] * 100), compared("mrr", [1.0] * 100, HALF)
    assert better.by == -worse.by
    assert better.interval == pytest.approx((-worse.interval[1], -worse.interval[0]))
    assert (better.finding, worse.finding) == (Finding.BETTER, Finding.WORSE)


@pytest.mark.parametrize(("factor", "finding"), [(1.2, Finding.NOT_SEEN), (2.0, Finding.WORSE), (0.5, Finding.BETTER)])
def test_times_must_differ_by_more_than_the_machines_noise(factor: float, finding: Finding):
    times = [float(number) for number in range(50, 150)]
    assert compared("total", times, [time * factor for time in times], "total_p50").finding is finding


def test_only_questions_asked_in_both_runs_in_the_same_words_are_compared():
    first, second, third = outcomes("mrr", [1, 1, 1])
    reworded = replace(second, question="Something else?")
    found = compare(run(first, second), run(first, reworded, third))
    assert isinstance(found, Comparison)
    assert (found.questions, found.left_out) == (1, 3)


def test_runs_without_a_common_question_cannot_be_compared():
    with pytest.raises(EvaluationError, match="no question in common"):
        compare(run(outcome("a/q1", {"mrr": 1.0})), run(outcome("b/q1", {"mrr": 1.0})))
