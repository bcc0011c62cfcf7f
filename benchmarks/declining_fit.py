"""Ridge logistic regression over a few figures, cross-validated, and what each threshold of its chance costs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RIDGE = 1.0  # on standardised figures; 0.3 to 3 change hardly a decision
FOLDS, SHUFFLES = 10, 5

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Seen:
    """The figures (n, 5) of a set's questions, and of each whether it is answerable, a near miss, off the subject."""

    figures: Numbers
    answerable: NDArray[np.bool_]
    near: NDArray[np.bool_]

    @property
    def off(self) -> NDArray[np.bool_]:
        """The questions on another subject."""
        return ~self.answerable & ~self.near


@dataclass(frozen=True, slots=True)
class Fit:
    """`chance = 1 / (1 + exp(-(figures @ weights + offset)))`."""

    weights: Numbers
    offset: float

    def chances(self, figures: Numbers) -> Numbers:
        """(n,) in [0, 1]."""
        odds: Numbers = figures @ self.weights + self.offset
        return 1 / (1 + np.exp(-odds))


def fit(figures: Numbers, answerable: NDArray[np.bool_]) -> Fit:
    """Ridge logistic regression by Newton's method, on standardised figures, told in the figures' own units."""
    mean, spread = figures.mean(0), figures.std(0) + 1e-9
    inputs = np.c_[(figures - mean) / spread, np.ones(len(figures))]
    penalty = RIDGE * np.diag([*np.ones(figures.shape[1]), 0.0])
    weights = np.zeros(inputs.shape[1])
    for _ in range(30):
        chances = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (chances - answerable) + penalty @ weights
        weights -= np.linalg.solve((inputs * (chances * (1 - chances))[:, None]).T @ inputs + penalty, slope)
    own = weights[:-1] / spread
    return Fit(own, float(weights[-1] - own @ mean))


def cross_validated(seen: Seen) -> Numbers:
    """(n,) each question's chance by weights that were fitted without it, over a few shuffles."""
    chances = np.zeros(len(seen.answerable))
    for seed in range(SHUFFLES):
        order = np.random.default_rng(seed).permutation(len(chances))
        for fold in range(FOLDS):
            judged = order[fold::FOLDS]
            others = np.setdiff1d(order, judged)
            fitted = fit(seen.figures[others], seen.answerable[others])
            chances[judged] += fitted.chances(seen.figures[judged]) / SHUFFLES
    return chances


def rates(chances: Numbers, seen: Seen, threshold: float) -> tuple[float, float, float]:
    """The shares of answerable questions answered, near misses declined, questions off the subject declined."""
    answered = chances >= threshold
    return (
        float(answered[seen.answerable].mean()),
        float(1 - answered[seen.near].mean()),
        float(1 - answered[seen.off].mean()),
    )
