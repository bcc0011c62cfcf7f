"""Weights of `bot.answerers.signs`. Written by `python -m benchmarks.declining --write`; not by hand.

Fitted on 184 answerable questions, 85 near misses and 39 off the subject:
docs/decisions/0006-declining.md has the curve and what was tried.
"""

from collections.abc import Mapping
from typing import Final

WEIGHTS: Final[Mapping[str, float]] = {
    "meaning_kept": 7.58,
    "weakest": 4.33,
    "strangeness": -6.93,
    "kind_missing": -2.60,
    "length": 2.46,
}
OFFSET: Final = -10.71
LEAST_CHANCE: Final = 0.82
"""Below it Advisor declines: the highest that answers 68% of what can be answered, cross-validated."""
SURE_CHANCE: Final = 0.88
"""Below it Advisor answers with a word of doubt: 63% of what can be answered is above it."""
