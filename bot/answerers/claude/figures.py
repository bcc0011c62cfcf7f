"""Whether a figure in a sentence stands anywhere in what Claude was given: one that does not is invented."""

import re

from bot.facts.numerals import DIGITS
from bot.facts.quantities import quantities

_RUN = re.compile(DIGITS)
_ANY_DIGIT = re.compile(r"\d")
_APART = re.compile(r"\D")


class Figures:
    """Knows every number of a text: as a value ("40k" is 40,000, "two" is 2) and as its digits alone."""

    def __init__(self, given: str) -> None:
        text = given.casefold()
        self._values = {value for found in quantities(text) for value in (found.low, found.high)}
        # Other languages group and divide otherwise: 1,500 is 1.500 in German, and both are 1500.
        self._digits = {_APART.sub("", run.group()) for run in _RUN.finditer(text)}

    def invented_in(self, sentence: str) -> bool:
        """Whether a number that the sentence writes in digits is none of the text's. GPT-4 is a name, no number."""
        text = sentence.casefold()
        for found in quantities(text):
            written = text[found.start : found.end]
            digits = {_APART.sub("", run.group()) for run in _RUN.finditer(written)}
            if (
                _ANY_DIGIT.search(written)
                and not digits <= self._digits
                and not {found.low, found.high} <= self._values
            ):
                return True
        return False
