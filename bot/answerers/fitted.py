"""Weights of `bot.answerers.signs`. Written by `python -m benchmarks.declining --write`; not by hand.

Fitted on 221 answerable questions, 101 near misses and 48 off the subject:
docs/decisions/0006-declining.md has the curve and what was tried.
"""

from collections.abc import Mapping
from typing import Final

WEIGHTS: Final[Mapping[str, float]] = {
    "meaning_kept": 6.95,
    "weakest": 3.80,
    "strangeness": -7.64,
    "kind_missing": -1.34,
    "length": 2.95,
}
OFFSET: Final = -10.89
LEAST_CHANCE: Final = 0.72
"""Below it Advisor declines: the highest that answers 75% of what can be answered, cross-validated."""
SURE_CHANCE: Final = 0.76
"""Below it Advisor answers with a word of doubt: 70% of what can be answered is above it."""
