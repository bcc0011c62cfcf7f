"""Whether the evidence answers the question: by the question above it, else by a logistic regression over its signs."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from enum import Enum, auto

from bot.answerers.fitted import LEAST_CHANCE, OFFSET, SURE_CHANCE, WEIGHTS
from bot.answerers.likeness import Likeness
from bot.answerers.scoring import Scored
from bot.answerers.signs import Signs, signs


class Answers(Enum):
    """Whether something answers: told plainly, told with a word of doubt, or not told."""

    YES = auto()
    PERHAPS = auto()
    NO = auto()


def judged(question: str, ranked: Sequence[Scored], likeness: Likeness) -> Answers:
    """Whether this evidence, in its order, answers the question."""
    if ranked and ranked[0].asked:
        return Answers.YES
    found = chance_of(question, ranked, likeness)
    return Answers.NO if found < LEAST_CHANCE else Answers.YES if found >= SURE_CHANCE else Answers.PERHAPS


def chance_of(question: str, ranked: Sequence[Scored], likeness: Likeness) -> float:
    """The chance that this evidence answers the question, in [0, 1], by its signs; 0 without evidence."""
    return chance(signs(question, ranked, likeness)) if ranked else 0.0


def chance(seen: Signs, weights: Mapping[str, float] = WEIGHTS, offset: float = OFFSET) -> float:
    """In [0, 1]; higher is likelier to answer."""
    figures: Mapping[str, float] = asdict(seen)
    return 1 / (1 + math.exp(-(offset + sum(weight * figures[name] for name, weight in weights.items()))))
