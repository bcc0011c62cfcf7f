"""Two runs side by side: what is better, what is worse, and where the questions cannot tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.evaluation.intervals import Interval, difference
from bot.evaluation.metrics import METRICS, Metric
from bot.evaluation.model import EvaluationError, Outcome, Run
from bot.evaluation.series import Series

MACHINE_NOISE = 0.25  # times differ by about a quarter from run to run on one machine (docs/measurements.md)


class Finding(StrEnum):
    """What a difference says."""

    BETTER = "better"
    WORSE = "worse"
    NOT_SEEN = "no difference seen"


@dataclass(frozen=True, slots=True)
class Difference:
    """A metric in both runs, over the questions of both; `by` is after less before, `interval` its 95 % interval."""

    metric: Metric
    before: float
    after: float
    by: float
    interval: Interval
    finding: Finding


@dataclass(frozen=True, slots=True)
class Comparison:
    """`left_out` counts the questions of either run that the other did not ask in the same words."""

    before: Run
    after: Run
    questions: int
    left_out: int
    differences: tuple[Difference, ...]


def compare(before: Run, after: Run) -> Comparison:
    """The runs compared over the questions that both asked. Raises EvaluationError when there are none."""
    earlier = {(outcome.key, outcome.question, outcome.kind): outcome for outcome in before.outcomes}
    pairs = [
        (earlier[key], outcome)
        for outcome in after.outcomes
        if (key := (outcome.key, outcome.question, outcome.kind)) in earlier
    ]
    if not pairs:
        raise EvaluationError(
            f"The runs {before.id} and {after.id} have no question in common: compare runs over the same set."
        )
    left_out = len(before.outcomes) + len(after.outcomes) - 2 * len(pairs)
    return Comparison(before, after, len(pairs), left_out, _differences(pairs))


def _differences(pairs: Sequence[tuple[Outcome, Outcome]]) -> tuple[Difference, ...]:
    befores, afters = [before for before, _ in pairs], [after for _, after in pairs]
    both = [(Series.of(metric, befores), Series.of(metric, afters)) for metric in METRICS.values()]
    return tuple(_difference(before, after) for before, after in both if not (before.empty or after.empty))


def _difference(before: Series, after: Series) -> Difference:
    by, interval = difference(before, after)
    was, now = before.whole(), after.whole()
    return Difference(before.metric, was, now, by, interval, _finding(before.metric, was, by, interval))


def _finding(metric: Metric, was: float, by: float, interval: Interval) -> Finding:
    """Better or worse only when the whole interval is on one side of 0; times must beat the machine's noise too."""
    low, high = interval
    if not (low > 0 or high < 0):
        return Finding.NOT_SEEN
    if metric.percentile is not None and abs(by) <= MACHINE_NOISE * was:
        return Finding.NOT_SEEN
    return Finding.BETTER if (by > 0) is metric.higher_is_better else Finding.WORSE
