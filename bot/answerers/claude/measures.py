"""What a sentence measures: its words apart from its figures, so that two can be found to differ in one figure."""

import math
import re
from dataclasses import dataclass

from bot.answerers.claude.figures import is_figure
from bot.answerers.claude.wordings import meanings, stem
from bot.facts.quantities import Quantity, quantities

_BOUNDS = (
    (re.compile(r"\b(?:up to|at most|no more than|not more than|a maximum of)\b"), "under"),
    (re.compile(r"\b(?:at least|no less than|not less than|a minimum of)\b"), "over"),
)
_PASSED_OVER = "usually typically normally generally often currently roughly approximately every within after per once"
_HEDGES = frozenset(map(stem, _PASSED_OVER.split()))
_LEAST = 2  # words that two sentences share beside their figures; of fewer they are alike by chance
_FEW = 3  # words: a subject, what it does, and a unit
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Measures:
    """A sentence's words of meaning, units among them, and its figures, each in their order."""

    words: tuple[str, ...]
    figures: tuple[Quantity, ...]
    written: tuple[str, ...]


def measures(sentence: str) -> Measures:
    """The sentence taken apart."""
    plain = sentence.casefold()
    for pattern, bound in _BOUNDS:
        plain = pattern.sub(bound, plain)
    figures = tuple(found for found in quantities(plain) if is_figure(plain, found))
    words, at = "", 0
    for found in figures:
        words, at = f"{words}{plain[at : found.start]} ", found.end
    written = tuple(plain[found.start : found.end] for found in figures)
    meant = tuple(word for word in meanings(words + plain[at:]) if word not in _HEDGES)
    return Measures(meant, figures, written)


def differing_figure(one: Measures, other: Measures) -> int | None:
    """Which figure it is that alone sets the sentences apart; None when more does, or nothing does.

    Figures that both may be true do not differ ("2 to 6 days", "3 days"), nor do years: times pass. Two limits do,
    though the laxer one is true of both: they are rules.
    """
    if not _on_the_same(one.words, other.words) or len(one.figures) != len(other.figures):
        return None
    pairs = list(zip(one.figures, other.figures, strict=True))
    unlike = [at for at, (first, second) in enumerate(pairs) if _range(first) != _range(second)]
    return unlike[0] if len(unlike) == 1 and _exclude_each_other(*pairs[unlike[0]]) else None


def _on_the_same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Few words are the same in any order; of more the order counts: RAG may beat fine-tuning, or it may RAG."""
    return len(one) >= _LEAST and (one == other or (len(one) <= _FEW and sorted(one) == sorted(other)))


def _exclude_each_other(one: Quantity, other: Quantity) -> bool:
    if one.currency != other.currency or {one.low, other.low} <= set(_YEARS):
        return False
    if one.bound and one.bound == other.bound:
        return True
    (low, high), (other_low, other_high) = _range(one), _range(other)
    return high < other_low or other_high < low


def _range(found: Quantity) -> tuple[float, float]:
    return (-math.inf if found.bound < 0 else found.low, math.inf if found.bound > 0 else found.high)
