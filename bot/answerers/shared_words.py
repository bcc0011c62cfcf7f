"""How many of their words a question and other texts have in common, those that few of the texts have first."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set

from bot.answerers.function_words import FUNCTION_WORDS
from bot.answerers.nearness import stems_of

_HOLDS_TOGETHER = 0.1  # of what a stem weighs, for one that only holds a question together
_FUNCTION_STEMS = stems_of(" ".join(FUNCTION_WORDS))


def share_held(question: str, texts: Sequence[str]) -> list[float]:
    """The share of the question's words, by weight, that each text has, in [0, 1]."""
    asked, held = stems_of(question), [stems_of(text) for text in texts]
    weights = _weights(asked, held)
    whole = _sum(weights, asked) or 1.0
    return [_sum(weights, asked & each) / whole for each in held]


def likest(question: str, wordings: Sequence[Sequence[str]]) -> list[float]:
    """For each list of wordings, how like the question the likest is, in [0, 1].

    Twice the weight of the words that both have, by the weight of each one's own (Dice's coefficient).
    """
    asked, held = stems_of(question), [[stems_of(wording) for wording in each] for each in wordings]
    weights = _weights(asked, [frozenset().union(*each) for each in held])
    return [max((_dice(asked, one, weights) for one in each), default=0.0) for each in held]


def _weights(asked: Set[str], held: Sequence[Set[str]]) -> Mapping[str, float]:
    """Of each stem; it weighs less, the more of the texts have it."""
    seen = Counter(stem for each in held for stem in each)
    return {
        stem: math.log(1 + (len(held) + 1) / (1 + seen[stem])) * (_HOLDS_TOGETHER if stem in _FUNCTION_STEMS else 1)
        for stem in asked | seen.keys()
    }


def _dice(one: Set[str], other: Set[str], weights: Mapping[str, float]) -> float:
    each = _sum(weights, one) + _sum(weights, other)
    return 2 * _sum(weights, one & other) / each if each else 0.0


def _sum(weights: Mapping[str, float], stems: Iterable[str]) -> float:
    return sum(weights[stem] for stem in stems)
