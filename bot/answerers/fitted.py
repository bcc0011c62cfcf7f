"""Weights of `bot.answerers.signs`. Written by `python -m benchmarks.declining --write`; not by hand.

Fitted on 116 answerable questions, 62 near misses and 23 off the subject:
docs/decisions/0006-declining.md has the curve and what was tried.
"""

from collections.abc import Mapping
from typing import Final

WEIGHTS: Final[Mapping[str, float]] = {
    "closeness": 4.53,
    "meaning_kept": 7.06,
    "agreement": 3.58,
    "strangeness": -11.70,
    "focus_missing": -1.46,
    "kind_missing": -2.18,
}
OFFSET: Final = -7.73
LEAST_CHANCE: Final = 0.54
"""Below it Advisor declines: the highest that answers 93% of what can be answered, cross-validated."""
