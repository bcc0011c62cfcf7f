"""The chance that the evidence answers the question: a logistic regression over its signs."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from bot.answerers.fitted import OFFSET, WEIGHTS
from bot.answerers.likeness import Likeness
from bot.answerers.scoring import Scored
from bot.answerers.signs import Signs, signs


def chance_of(question: str, ranked: Sequence[Scored], likeness: Likeness) -> float:
    """The chance that this evidence answers the question, in [0, 1]; 0 without evidence."""
    return chance(signs(question, ranked, likeness)) if ranked else 0.0


def chance(seen: Signs, weights: Mapping[str, float] = WEIGHTS, offset: float = OFFSET) -> float:
    """In [0, 1]; higher is likelier to answer."""
    figures: Mapping[str, float] = asdict(seen)
    return 1 / (1 + math.exp(-(offset + sum(weight * figures[name] for name, weight in weights.items()))))
