"""Weights of `bot.answerers.signs`. Written by `python -m benchmarks.declining --write`; not by hand.

Fitted on 224 answerable questions, 106 near misses and 49 off the subject:
docs/decisions/0006-declining.md has the curve and what was tried.
"""

from collections.abc import Mapping
from typing import Final

WEIGHTS: Final[Mapping[str, float]] = {
    "meaning_kept": 6.47,
    "weakest": 4.40,
    "strangeness": -8.51,
    "kind_missing": -1.84,
    "length": 2.59,
}
OFFSET: Final = -10.13
LEAST_CHANCE: Final = 0.54
"""Below it Advisor declines: the highest that answers 84% of what can be answered, cross-validated."""
SURE_CHANCE: Final = 0.74
"""Below it Advisor answers with a word of doubt: 70% of what can be answered is above it."""
