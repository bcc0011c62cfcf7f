"""Weights of `bot.answerers.same_question`. Written by `python -m benchmarks.same_question --write`.

Fitted on 379 questions: docs/decisions/0021-answers-under-questions.md has the curve.
"""

from collections.abc import Mapping
from typing import Final

WEIGHTS: Final[Mapping[str, float]] = {
    "heading": -2.05,
    "answer": 1.53,
    "of_heading": 3.19,
    "of_section": 4.36,
    "weakest": 3.22,
    "of_question": 1.34,
    "kind_missing": -2.24,
    "in_kind": 0.67,
    "passage": 7.69,
}
NONE: Final = 8.42
"""What "none of them" scores."""
LEAST_SAME: Final = 0.32
"""Of chance: the threshold at which what is told is worth most, a wrong section undoing a right one."""
