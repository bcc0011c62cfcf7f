"""Whether every figure in a sentence stands in what the sentence cites: one that does not is invented, or given way to.

A figure of the question's may be said only to deny it, beside the figure that is cited: "five days, not 9".
"""

import re

from bot.facts.numerals import DIGITS
from bot.facts.quantities import Quantity, quantities

_RUN = re.compile(DIGITS)
_ANY_DIGIT = re.compile(r"\d")
_EMPHASIS = re.compile(r"[*_`]+")  # "**nine** days" states what "nine days" does
_APART = re.compile(r"\D")
# "Two ways" counts what the sentence itself lists; "nine days" states a figure as "9 days" does.
_MEASURED = re.compile(
    r"[ -](?:(?:business|working|calendar|full|whole|more|further) )?"
    r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|percent|per cent|dollars?|euros?|times)\b"
)
_DENIED = re.compile(
    r"(?:\b(?:not|never|no|rather than|instead of|nicht|kein|keine|statt)\b|n['’]t\b)"
    r"(?:(?!doubt|question|wrong|false|mistak|zweifel|only|just|weniger|mehr|nur)"
    r"[^\d,;:.!?]){0,40}$"
)


class Figures:
    """Knows every number of a text: as a value ("40k" is 40,000, "two" is 2) and as its digits alone."""

    def __init__(self, text: str) -> None:
        plain = text.casefold()
        self._values = {value for found in quantities(plain) for value in (found.low, found.high)}
        # Other languages group and divide otherwise: 1,500 is 1.500 in German, and both are 1500.
        self._digits = {_APART.sub("", run.group()) for run in _RUN.finditer(plain)}

    def hold(self, found: Quantity, written: str) -> bool:
        """Whether the quantity, `written` so, is one of the text's, in this or in another notation."""
        digits = {_APART.sub("", run.group()) for run in _RUN.finditer(written)}
        return {found.low, found.high} <= self._values or (bool(digits) and digits <= self._digits)


def borne_out(sentence: str, cited: Figures, asked: Figures) -> bool:
    """Whether all figures of the sentence are `cited`, but for those `asked` about and denied. GPT-4 is a name."""
    text = _EMPHASIS.sub("", sentence).casefold()
    corrected = any(found.high > 1 and cited.hold(found, text[found.start : found.end]) for found in quantities(text))
    before = 0
    for found in quantities(text):
        written = text[found.start : found.end]
        if is_figure(text, found) and not cited.hold(found, written):
            denied = corrected and not found.bound and _DENIED.search(text[before : found.start])
            if not denied or not asked.hold(found, written):
                return False
        before = found.end
    return True


def is_figure(text: str, found: Quantity) -> bool:
    """Whether a quantity of a lower-case text states something: in digits, or in words before a unit."""
    if _ANY_DIGIT.search(text, found.start, found.end):
        return True
    return found.high > 1 and _MEASURED.match(text, found.end) is not None
