"""From the blocks that Claude writes to statements: each sentence with the quotes of the blocks it is made of."""

import re
from collections.abc import Iterator

from bot.model import Quote, Statement
from indexer.sentences import sentence_spans

_LINE = re.compile(r"[^\n]+")
_CLOSED = re.compile(r"""[.!?…。！？]["'”’)\]*_]*$""")
_OPENING = re.compile(r"(?P<space>\s*)(?P<marker>(?:[-*•]|\d{1,2}[.)])[ \t]+)?")


class Sentences:
    """Takes blocks of text, gives each sentence as soon as it is whole.

    What one block with quotes says stays together: they are for all of it.
    """

    def __init__(self) -> None:
        self._text = ""
        self._runs: list[tuple[int, int, tuple[Quote, ...]]] = []  # start and end in the text, of blocks with quotes
        self._first = True

    def add(self, text: str, quotes: tuple[Quote, ...]) -> Iterator[Statement]:
        """The sentences that are whole with this block."""
        if quotes:
            self._runs.append((len(self._text), len(self._text) + len(text.rstrip()), quotes))
        self._text += text
        while (end := self._end()) is not None:
            yield self._taken(end)

    def rest(self) -> Iterator[Statement]:
        """What is left at the end of the answer, though no full stop closes it."""
        if self._text.strip():
            yield self._taken(len(self._text))

    def _end(self) -> int | None:
        """Where the first whole sentence ends, None when there is none yet."""
        inside = [(start, end) for start, end, _ in self._runs]
        whole = (end for end in self._ends() if not any(start < end < stop for start, stop in inside))
        return next(whole, None)

    def _ends(self) -> Iterator[int]:
        for line in _LINE.finditer(self._text):
            spans = sentence_spans(self._text, *line.span())
            yield from (end for _, end in spans[:-1])
            if spans and (line.end() < len(self._text) or _CLOSED.search(self._text[slice(*spans[-1])])):
                yield spans[-1][1]

    def _taken(self, end: int) -> Statement:
        quotes = tuple(dict.fromkeys(one for start, _, many in self._runs if start < end for one in many))
        opening = _OPENING.match(self._text)
        space, marker = (opening["space"], opening["marker"]) if opening else ("", None)
        opens_line = self._first or "\n" in space
        begin = len(space) + (len(marker) if marker and opens_line else 0)
        statement = Statement(self._text[begin:end].strip(), quotes, _joint(space, marker if opens_line else None))
        self._text, self._first = self._text[end:], False
        self._runs = [(start - end, stop - end, many) for start, stop, many in self._runs if stop > end]
        return statement


def _joint(space: str, marker: str | None) -> str:
    breaks = min(space.count("\n"), 2)
    if marker is None:
        return "\n\n" if breaks else " "
    return ("\n" * max(1, breaks)) + ("- " if marker[0] in "-*•" else marker)
