"""Whether a sentence recites the standing prompt: told to by a document, a model may, backwards or in a cipher too.

What stands unbroken over many letters, as base64 does, is left out by `bot.sink`.
"""

import codecs
import re

_WORD = re.compile(r"\w+")
_RUN = 7  # words in a row; prose that shares so many with a text has copied it


class Recital:
    """Knows one text's runs of words."""

    def __init__(self, text: str) -> None:
        self._runs = set(_runs(text))

    def heard_in(self, sentence: str) -> bool:
        """Whether the sentence says a run of the text, in one of the ways in which that is easily hidden."""
        backwards, words = sentence[::-1], " ".join(reversed(sentence.split()))
        readings = (sentence, backwards, words, codecs.encode(sentence, "rot13"))
        return any(run in self._runs for reading in readings for run in _runs(reading))


def _runs(text: str) -> list[tuple[str, ...]]:
    words = [word.casefold() for word in _WORD.findall(text)]
    return [tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]
