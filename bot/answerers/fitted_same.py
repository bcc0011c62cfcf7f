"""Weights of `bot.answerers.same_question`, by `python -m benchmarks.same_question --write`; not by hand.

Fitted on 379 questions: docs/decisions/0021-answers-under-questions.md has the curve.
"""

from collections.abc import Mapping
from typing import Final

WEIGHTS: Final[Mapping[str, float]] = {
    "heading": 0.57,
    "answer": 1.26,
    "of_heading": 2.65,
    "of_section": 3.52,
    "weakest": 1.85,
    "of_question": 2.08,
    "kind_missing": -1.74,
    "in_kind": 0.86,
    "passage": 6.41,
}
NONE: Final = 8.90
"""What "none of them" scores."""
LEAST_SAME: Final = 0.32
"""Of chance: from here on more of what is told answers than does not."""
SURELY_SAME: Final = 0.44
"""Below it a section is told with a word of doubt: above it 90% answer, at least in part."""
