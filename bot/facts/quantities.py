"""Every number in a text, with its range and bound, found in one pass."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.facts.numerals import COUNTED, DIGITS, SCALES, number_in

_SHORT = "|".join(scale for scale in SCALES if len(scale) < 4)
_LONG = "|".join(scale for scale in SCALES if len(scale) > 3)
_WORD = "|".join(sorted([*COUNTED, *(scale for scale in SCALES if len(scale) > 3)], key=len, reverse=True))
_NUMBER = (
    rf"(?:{DIGITS}(?:(?: ?(?:{_SHORT})|[ -]?(?:{_LONG}))(?![a-z]))?"
    rf"|(?:\ba )?\b(?:{_WORD})\b(?:(?:[ -]| and a | and | of | a )(?:{_WORD})\b){{0,7}})"
)
_QUANTITY = re.compile(
    r"(?:(?P<below>\b(?:sub|under|below|less than|fewer than|nearly|almost|just under)\b|<)"
    r"|(?P<above>\b(?:over|above|more than|just over)\b|>(?!=)))? {0,4}"
    r"(?:(?:about|around|roughly|approximately|circa|between|only|just) )?"
    r"(?P<currency>[$€£¥] ?)?"
    rf"(?<![\w/.,-])(?P<low>{_NUMBER})"
    rf"(?: ?(?:-|–|—|\bto\b|\bor\b|\band\b) ?(?:[$€£¥] ?)?(?P<high>{_NUMBER}))?\+?"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or a range in a text, `[start, end)`; `low == high` for a single number.

    `bound` is -1 after "under" and its like, +1 after "over", else 0. `currency` is its sign or "".
    """

    start: int
    end: int
    low: float
    high: float
    bound: int = 0
    currency: str = ""


def quantities(text: str) -> Iterator[Quantity]:
    """The quantities of a lower-case text, in order, without overlaps. Linear in the text's length."""
    for match in _QUANTITY.finditer(text.replace("sub-", "sub ")):
        low = number_in(match["low"])
        high = number_in(match["high"]) if match["high"] else low
        if low is None or high is None:
            continue
        low = _same_scale(low, high, match["high"] or "")
        bound = -1 if match["below"] else 1 if match["above"] else 0
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        currency = (match["currency"] or "").strip()
        yield Quantity(start, match.end(), min(low, high), max(low, high), bound, currency)


def _same_scale(low: float, high: float, written: str) -> float:
    """In "2 to 3 million" the 2 means millions too; in "500 to 1k" the 500 does not."""
    scale = re.search(rf"(?:{_LONG}|{_SHORT})$", written)
    if scale and low * SCALES[scale[0]] <= high:
        return low * SCALES[scale[0]]
    return low
