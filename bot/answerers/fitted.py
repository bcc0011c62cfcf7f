"""Weights of `bot.answerers.signs`. Written by `python -m benchmarks.declining --write`; not by hand.

Fitted on 193 answerable questions, 89 near misses and 43 off the subject:
docs/decisions/0006-declining.md has the curve and what was tried.
"""

from collections.abc import Mapping
from typing import Final

WEIGHTS: Final[Mapping[str, float]] = {
    "meaning_kept": 6.98,
    "weakest": 4.22,
    "strangeness": -6.69,
    "kind_missing": -1.36,
    "length": 2.27,
}
OFFSET: Final = -9.93
LEAST_CHANCE: Final = 0.72
"""Below it Advisor declines: the highest that answers 75% of what can be answered, cross-validated."""
SURE_CHANCE: Final = 0.78
"""Below it Advisor answers with a word of doubt: 70% of what can be answered is above it."""
