"""Weights of `bot.answerers.same_question`. Written by `python -m benchmarks.same_question --write`.

Fitted on 499 questions: docs/decisions/0021-answers-under-questions.md has the curve.
"""

from collections.abc import Mapping
from typing import Final

WEIGHTS: Final[Mapping[str, float]] = {
    "relevance": -3.76,
    "answering": 12.36,
    "passage": 5.40,
    "wording": 5.33,
    "held": 9.38,
    "kind_missing": -1.74,
    "in_kind": 0.68,
}
NONE: Final = 8.08
"""What "none of them" scores."""
LEAST_SAME: Final = 0.48
"""Of chance: the lowest threshold at which at most one in six of the near misses is told a section."""
