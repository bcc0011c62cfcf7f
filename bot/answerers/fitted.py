"""Weights of `bot.answerers.signs`. Written by `python -m benchmarks.declining --write`; not by hand.

Fitted on 197 answerable questions, 90 near misses and 46 off the subject:
docs/decisions/0006-declining.md has the curve and what was tried.
"""

from collections.abc import Mapping
from typing import Final

WEIGHTS: Final[Mapping[str, float]] = {
    "meaning_kept": 7.72,
    "weakest": 3.44,
    "strangeness": -6.57,
    "kind_missing": -2.92,
    "length": 2.37,
}
OFFSET: Final = -10.35
LEAST_CHANCE: Final = 0.78
"""Below it Advisor declines: the highest that answers 75% of what can be answered, cross-validated."""
SURE_CHANCE: Final = 0.82
"""Below it Advisor answers with a word of doubt: 70% of what can be answered is above it."""
