"""What a sentence may take its figures from: the words that it cites, and what names them where they stand."""

import re
from collections.abc import Iterator, Sequence

from bot.answerers.claude.sources import Source
from bot.model import Quote

_COLUMN_NAMES = re.compile(r"^(\|.*)\n\|[ :|-]*-[ :|-]*$", re.MULTILINE)


def bearing(quotes: Sequence[Quote], given: Sequence[Source]) -> str:
    """The quotes as one text, each with its document's title, its headings and, of a table's row, the columns' names.

    A row says "$5 | $7", and only its head that these are of 2024 and 2025.
    """
    return "\n".join(part for quote in quotes for part in (quote.text, *quote.heading, *_named(quote, given)))


def _named(quote: Quote, given: Sequence[Source]) -> Iterator[str]:
    for source in given:
        passage = source.passage
        if passage.source == quote.source and passage.start <= quote.start < passage.end:
            yield passage.title
            if quote.text.startswith("|"):
                yield from _COLUMN_NAMES.findall(passage.text)
