"""A metric's numbers, one pair a question, and the metric of any sample of those questions."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.evaluation.metrics import Metric, scored_as
from bot.evaluation.model import Outcome, Score

Numbers = NDArray[np.float64]

_NO_SCORE = Score(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Series:
    """`values` and `weights` are (n_questions,) float64; a weight of 0 says that the question has no score."""

    metric: Metric
    values: Numbers
    weights: Numbers

    @staticmethod
    def of(metric: Metric, outcomes: Sequence[Outcome]) -> "Series":
        """The metric's numbers in the order of the outcomes."""
        scores = [outcome.scores.get(scored_as(metric), _NO_SCORE) for outcome in outcomes]
        values, weights = [score.value for score in scores], [score.weight for score in scores]
        return Series(metric, np.array(values, dtype=np.float64), np.array(weights, dtype=np.float64))

    @property
    def empty(self) -> bool:
        """Whether no question has a score."""
        return not self.weights.any()

    def at(self, rows: NDArray[np.intp]) -> Numbers:
        """The metric of each sample, NaN where no question has a score; `rows` is (n_samples, n_questions)."""
        values, weights = self.values[rows], self.weights[rows]
        if self.metric.percentile is None:
            with np.errstate(invalid="ignore"):
                return np.asarray(values.sum(axis=-1) / weights.sum(axis=-1))
        return np.asarray(np.nanpercentile(np.where(weights > 0, values, np.nan), self.metric.percentile, axis=-1))

    def whole(self) -> float:
        """The metric of all questions."""
        return float(self.at(np.arange(len(self.values))[np.newaxis, :])[0])

    def only(self, rows: NDArray[np.bool_]) -> "Series":
        """The series of some of the questions."""
        return Series(self.metric, self.values[rows], self.weights[rows])
