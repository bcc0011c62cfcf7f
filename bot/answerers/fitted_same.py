"""Weights of `bot.answerers.same_question`. Written by `python -m benchmarks.same_question --write`.

Fitted on 379 questions: docs/decisions/0021-answers-under-questions.md has the curve.
"""

from collections.abc import Mapping
from typing import Final

WEIGHTS: Final[Mapping[str, float]] = {
    "heading": -1.99,
    "answer": 1.53,
    "of_heading": 3.13,
    "of_section": 4.35,
    "weakest": 3.24,
    "of_question": 1.30,
    "kind_missing": -2.24,
    "in_kind": 0.67,
    "passage": 7.70,
}
NONE: Final = 8.41
"""What "none of them" scores."""
LEAST_SAME: Final = 0.24
"""Of chance: from here on more of what is told answers than does not."""
SURELY_SAME: Final = 0.28
"""Below it a section is told with a word of doubt: above it 85% answer, at least in part."""
