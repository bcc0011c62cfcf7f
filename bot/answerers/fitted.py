"""Weights of `bot.answerers.signs`. Written by `python -m benchmarks.declining --write`; not by hand.

Fitted on 116 answerable questions, 62 near misses and 23 off the subject:
docs/decisions/0006-declining.md has the curve and what was tried.
"""

from collections.abc import Mapping
from typing import Final

WEIGHTS: Final[Mapping[str, float]] = {
    "closeness": 4.44,
    "meaning_kept": 8.72,
    "agreement": 2.54,
    "strangeness": -11.72,
    "focus_missing": -1.78,
    "kind_missing": -4.43,
}
OFFSET: Final = -8.97
LEAST_CHANCE: Final = 0.5
"""Below it Advisor declines: the highest that answers 94% of what can be answered, cross-validated."""
