"""Weights of `bot.answerers.signs`. Written by `python -m benchmarks.declining --write`; not by hand.

Fitted on 223 answerable questions, 105 near misses and 48 off the subject:
docs/decisions/0006-declining.md has the curve and what was tried.
"""

from collections.abc import Mapping
from typing import Final

WEIGHTS: Final[Mapping[str, float]] = {
    "meaning_kept": 6.27,
    "weakest": 5.03,
    "strangeness": -8.98,
    "kind_missing": -0.75,
    "length": 3.21,
}
OFFSET: Final = -11.28
LEAST_CHANCE: Final = 0.66
"""Below it Advisor declines: the highest that answers 75% of what can be answered, cross-validated."""
SURE_CHANCE: Final = 0.74
"""Below it Advisor answers with a word of doubt: 70% of what can be answered is above it."""
