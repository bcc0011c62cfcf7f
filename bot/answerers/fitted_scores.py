"""Weights of `bot.answerers.scoring`. Written by `python -m benchmarks.evidence --write`; not by hand.

Fitted on 167 questions: docs/decisions/0020-evidence-word-by-word.md has what each is worth and what was tried.
"""

from collections.abc import Mapping
from typing import Final

WEIGHTS: Final[Mapping[str, float]] = {
    "match": 15.34,
    "passage": 5.79,
    "in_kind": 3.25,
    "defines": 1.35,
}
