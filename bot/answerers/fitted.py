"""Weights of `bot.answerers.signs`. Written by `python -m benchmarks.declining --write`; not by hand.

Fitted on 197 answerable questions, 91 near misses and 46 off the subject:
docs/decisions/0006-declining.md has the curve and what was tried.
"""

from collections.abc import Mapping
from typing import Final

WEIGHTS: Final[Mapping[str, float]] = {
    "meaning_kept": 8.31,
    "weakest": 3.28,
    "strangeness": -7.69,
    "kind_missing": -3.02,
    "length": 2.35,
}
OFFSET: Final = -10.72
LEAST_CHANCE: Final = 0.76
"""Below it Advisor declines: the highest that answers 75% of what can be answered, cross-validated."""
SURE_CHANCE: Final = 0.82
"""Below it Advisor answers with a word of doubt: 70% of what can be answered is above it."""
