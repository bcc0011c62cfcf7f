"""Weights of `bot.answerers.signs`. Written by `python -m benchmarks.declining --write`; not by hand.

Fitted on 116 answerable questions, 62 near misses and 23 off the subject:
docs/decisions/0006-declining.md has the curve and what was tried.
"""

from collections.abc import Mapping
from typing import Final

WEIGHTS: Final[Mapping[str, float]] = {
    "closeness": 4.47,
    "meaning_kept": 8.70,
    "agreement": 2.89,
    "strangeness": -11.80,
    "focus_missing": -1.79,
    "kind_missing": -3.31,
}
OFFSET: Final = -9.04
LEAST_CHANCE: Final = 0.4
"""Below it Advisor declines: the highest that answers 95% of what can be answered, cross-validated."""
