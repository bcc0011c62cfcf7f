"""How far a figure may be from that of all questions that could have been asked: 95 % intervals.

A share of whole things (questions, quotes) gets Wilson's score interval (1927), which is honest at 22 of 22 too. All
else, and every difference between two runs, gets a percentile bootstrap over questions (Efron 1979): 2,000 resamples
from a fixed seed, so that the same run gives the same interval.
"""

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from bot.evaluation.series import Numbers, Series

RESAMPLES = 2_000
SEED = 20_261_121
_Z = 1.959964  # the normal distribution's 97.5th percentile

Interval = tuple[float, float]


def interval(series: Series) -> Interval:
    """The 95 % interval of a series' metric."""
    scored = series.only(series.weights > 0)
    whole = bool(np.all(scored.values % 1 == 0) and np.all(scored.weights % 1 == 0))
    if series.metric.percentile is None and whole:
        return _wilson(float(scored.values.sum()), float(scored.weights.sum()))
    return _middle(scored.at(_resampled(len(scored.values))))


def difference(before: Series, after: Series) -> tuple[float, Interval]:
    """By how much a metric is higher after than before, and the 95 % interval of that.

    Row for row the two are of the same questions, which are resampled together: what makes a question hard for both
    cancels out.
    """
    scored = (before.weights > 0) | (after.weights > 0)
    before, after = before.only(scored), after.only(scored)
    rows = _resampled(len(before.values))
    return after.whole() - before.whole(), _middle(after.at(rows) - before.at(rows))


def _resampled(questions: int) -> NDArray[np.intp]:
    return np.random.default_rng(SEED).integers(0, questions, size=(RESAMPLES, questions))


def _middle(samples: Numbers) -> Interval:
    """Where the middle 95 % of samples lie; NaN where no sample has a figure."""
    if np.isnan(samples).all():
        return float("nan"), float("nan")
    low, high = np.nanpercentile(samples, [2.5, 97.5])
    return float(low), float(high)


def _wilson(successes: float, trials: float) -> Interval:
    share = successes / trials
    denominator = 1 + _Z**2 / trials
    centre = (share + _Z**2 / (2 * trials)) / denominator
    half = _Z * sqrt(share * (1 - share) / trials + _Z**2 / (4 * trials**2)) / denominator
    return max(0.0, centre - half), min(1.0, centre + half)
