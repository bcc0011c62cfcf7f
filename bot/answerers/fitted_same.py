"""Weights of `bot.answerers.same_question`. Written by `python -m benchmarks.same_question --write`.

Fitted on 499 questions: docs/decisions/0021-answers-under-questions.md has the curve.
"""

from collections.abc import Mapping
from typing import Final

WEIGHTS: Final[Mapping[str, float]] = {
    "relevance": -3.40,
    "answering": 12.30,
    "passage": 5.33,
    "wording": 5.15,
    "held": 7.58,
    "kind_missing": -1.82,
    "in_kind": 0.77,
}
NONE: Final = 8.29
"""What "none of them" scores."""
LEAST_SAME: Final = 0.32
"""Of chance: the threshold at which what is told is worth most, a wrong section undoing a right one."""
SURE_SAME: Final = 0.48
"""The same: from here on at most one in ten of what is told is wrong, and it is told with no word of doubt."""
