"""Weights of `bot.answerers.same_question`. Written by `python -m benchmarks.same_question --write`.

Fitted on 379 questions: docs/decisions/0021-answers-under-questions.md has the curve.
"""

from collections.abc import Mapping
from typing import Final

WEIGHTS: Final[Mapping[str, float]] = {
    "heading": -1.99,
    "answer": 1.55,
    "of_heading": 3.00,
    "of_section": 4.44,
    "weakest": 3.06,
    "of_question": 1.33,
    "kind_missing": -2.33,
    "in_kind": 0.51,
    "passage": 7.61,
}
NONE: Final = 8.39
"""What "none of them" scores."""
LEAST_SAME: Final = 0.24
"""Of chance: from here on more of what is told answers than does not."""
SURELY_SAME: Final = 0.28
"""Below it a section is told with a word of doubt: above it 85% answer, at least in part."""
