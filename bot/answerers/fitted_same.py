"""Weights of `bot.answerers.same_question`. Written by `python -m benchmarks.same_question --write`.

Fitted on 499 questions: docs/decisions/0021-answers-under-questions.md has the curve.
"""

from collections.abc import Mapping
from typing import Final

WEIGHTS: Final[Mapping[str, float]] = {
    "relevance": -3.69,
    "answering": 12.09,
    "passage": 5.48,
    "wording": 5.36,
    "held": 9.65,
    "kind_missing": -1.71,
    "in_kind": 0.64,
}
NONE: Final = 8.06
"""What "none of them" scores."""
LEAST_SAME: Final = 0.52
"""Of chance: the lowest threshold at which at most one in eight of the near misses is told a section."""
