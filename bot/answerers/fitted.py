"""Weights of `bot.answerers.signs`. Written by `python -m benchmarks.declining --write`; not by hand.

Fitted on 224 answerable questions, 106 near misses and 49 off the subject:
docs/decisions/0006-declining.md has the curve and what was tried.
"""

from collections.abc import Mapping
from typing import Final

WEIGHTS: Final[Mapping[str, float]] = {
    "meaning_kept": 6.67,
    "weakest": 4.98,
    "strangeness": -8.88,
    "kind_missing": -2.28,
    "length": 3.36,
}
OFFSET: Final = -11.82
LEAST_CHANCE: Final = 0.6
"""Below it Advisor declines: the highest that answers 84% of what can be answered, cross-validated."""
SURE_CHANCE: Final = 0.74
"""Below it Advisor answers with a word of doubt: 70% of what can be answered is above it."""
