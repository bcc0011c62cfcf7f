"""A weighed sum that puts the pieces that answer above the others: fitted over lists, judged on sets it did not see."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

_RIDGE = 0.01  # on standardised figures; 0.003 to 0.1 change hardly a place
_STEPS = 30
_LONGEST_STEP = (
    1.0  # on standardised figures: what is taken of the second derivative may be too little far from the end
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A question's pieces: their figures (pieces, n), which of them answer, and the set that the question is from."""

    figures: Numbers
    answers: NDArray[np.bool_]
    group: str


def fit(lists: Sequence[Listed]) -> Numbers:
    """(n,) weights. Maximises the chance that a piece drawn by softmax of its score answers (ListNet, Cao et al. 2007).

    Newton's method; of a list's second derivative the part that is always positive is taken.
    """
    figures = np.vstack([one.figures for one in lists])
    mean, spread = figures.mean(0), figures.std(0) + 1e-9
    inputs = [((one.figures - mean) / spread, one.answers) for one in lists]
    weights = np.zeros(figures.shape[1])
    for _ in range(_STEPS):
        slope, bend = _RIDGE * weights, _RIDGE * np.eye(len(weights))
        for rows, answers in inputs:
            chances = _softmax(rows @ weights)
            right = _softmax(rows[answers] @ weights)
            expected = chances @ rows
            slope += (expected - right @ rows[answers]) / len(inputs)
            bend += ((rows - expected).T * chances) @ (rows - expected) / len(inputs)
        step = np.linalg.solve(bend, slope)
        weights -= step * min(1.0, _LONGEST_STEP / np.abs(step).max(initial=1e-9))
    return weights / spread


def places(lists: Sequence[Listed], weights: Numbers) -> Numbers:
    """(questions,) the place, from 1, of the first piece that answers."""
    orders = (one.answers[np.argsort(-(one.figures @ weights), kind="stable")] for one in lists)
    return np.array([1 + int(np.argmax(order)) for order in orders])


def places_unseen(lists: Sequence[Listed]) -> Numbers:
    """(questions,) the same, each by weights fitted on the other sets."""
    found = np.zeros(len(lists))
    for group in {one.group for one in lists}:
        weights = fit([one for one in lists if one.group != group])
        judged = [at for at, one in enumerate(lists) if one.group == group]
        found[judged] = places([lists[at] for at in judged], weights)
    return found


def _softmax(scores: Numbers) -> Numbers:
    raised: Numbers = np.exp(scores - scores.max())
    return raised / raised.sum()
