"""The lines of a run's report: each metric that any question has a score for, with its interval."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.evaluation.intervals import Interval, interval
from bot.evaluation.metrics import METRICS, Metric
from bot.evaluation.model import Outcome
from bot.evaluation.series import Series


@dataclass(frozen=True, slots=True)
class Line:
    """A metric's value, its 95 % interval, and what it is counted over (questions; for citation precision, quotes)."""

    metric: Metric
    value: float
    interval: Interval
    of: int


def summary(outcomes: Sequence[Outcome]) -> tuple[Line, ...]:
    """The lines in the order of a report."""
    found = [Series.of(metric, outcomes) for metric in METRICS.values()]
    return tuple(_line(series) for series in found if not series.empty)


def _line(series: Series) -> Line:
    return Line(series.metric, series.whole(), interval(series), round(series.weights.sum()))
