"""One number as a person writes it: digits, "40k", "1,5 million", "two hundred", "a few thousand"."""

import re
from decimal import Decimal

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
COUNTED: dict[str, Decimal] = {
    **{word: Decimal(n) for n, word in enumerate([*_ONES.split(), "seventeen", "eighteen", "nineteen"])},
    **{word: Decimal(10 * n) for n, word in enumerate(_TENS.split(), 2)},
    # Vague words count as the least that people mean, so that no threshold is reached by a guess.
    **{"couple": Decimal(2), "few": Decimal(3), "several": Decimal(3), "handful": Decimal(5)},
    **{"half": Decimal("0.5"), "tens": Decimal(20), "dozens": Decimal(24), "hundreds": Decimal(200)},
}
SCALES: dict[str, int] = {
    **{"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9},
    **{"thousands": 1000, "millions": 10**6, "k": 1000, "m": 10**6, "mio": 10**6, "mn": 10**6, "bn": 10**9},
}
_FILLERS = frozenset({"a", "an", "and", "of"})

DIGITS = (
    r"(?:\d{1,3}(?:[,'’ ]\d{3}){1,5}(?:\.\d{1,9})?(?![\d,])"  # 5,000 or 10 000
    r"|\d{1,3}(?:\.\d{3}){2,5}(?!\d)"  # 1.500.000
    r"|\d{1,18}(?:[.,]\d{1,9})?(?!\d))"  # 300, 1.5 or 1,5
)
"""A number in digits, as a piece of a pattern."""

_WRITTEN = re.compile(rf"(?P<sign>-?)(?P<digits>{DIGITS})(?: ?(?P<scale>{'|'.join(SCALES)}))? ?\+?")
_SCIENTIFIC = re.compile(r"-?\d{1,18}(?:\.\d{1,18})?e[+-]?\d{1,4}")


def number_in(text: str) -> int | float | None:
    """The number that this whole lower-case text says; None when it says none, or one that reads two ways."""
    text = text.strip()
    if _SCIENTIFIC.fullmatch(text):
        return float(text)
    written = _WRITTEN.fullmatch(text)
    if not written:
        return _plain(_spelled(re.split(r"[ -]+", text)))
    number = _digits(written["digits"])
    if number is None:
        return None
    return _plain(number * SCALES.get(written["scale"] or "", 1) * (-1 if written["sign"] else 1))


def _digits(text: str) -> Decimal | None:
    """A comma before three digits groups thousands; before one or two it is the decimal sign."""
    whole, comma, decimals = text.rpartition(",")
    if comma and len(decimals) in (1, 2) and whole.isdigit():
        return Decimal(f"{whole}.{decimals}")
    if comma and not re.fullmatch(r"\d{3}(?:\.\d+)?", decimals):
        return None
    if text.count(".") > 1:
        return Decimal(text.replace(".", ""))
    return Decimal(re.sub(r"[,'’ ]", "", text))


def _spelled(words: list[str]) -> Decimal | None:
    """Twenty five thousand: what stands before a scale is multiplied by it, the products are added."""
    total, current = Decimal(0), None
    for word in words:
        if word in COUNTED:
            current = (current or Decimal(0)) + COUNTED[word]
        elif word in SCALES and len(word) > 2:
            times = Decimal(2 if word.endswith("s") else 1) if current is None else current
            current = times * SCALES[word]
            if SCALES[word] >= 1000:
                total, current = total + current, Decimal(0)
        elif word not in _FILLERS:
            return None
    return None if current is None else total + current


def _plain(number: Decimal | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number == int(number) else float(number)
