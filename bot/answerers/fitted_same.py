"""Weights of `bot.answerers.same_question`. Written by `python -m benchmarks.same_question --write`.

Fitted on 640 questions: docs/decisions/0021-answers-under-questions.md has the curve.
"""

from collections.abc import Mapping
from typing import Final

WEIGHTS: Final[Mapping[str, float]] = {
    "answering": 11.33,
    "passage": 5.15,
    "wording": 5.78,
    "held": 6.03,
    "kind_missing": -1.80,
    "in_kind": 0.51,
}
NONE: Final = 10.04
"""What "none of them" scores."""
LEAST_SAME: Final = 0.82
"""Of sureness: the lowest threshold at which at most 12 in 100 of the near misses are told one."""
