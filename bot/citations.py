"""Where citations are checked: a quote is shown only if the document holds it, at its offsets, letter for letter."""

from dataclasses import dataclass
from datetime import date

from bot.model import Citation, Draft, Quote, Statement
from indexer.model import Audience, Document, Library


@dataclass(frozen=True, slots=True)
class Grounded:
    """What is left of a draft: every paragraph ends in the numbers of the citations it rests on."""

    markdown: str
    citations: tuple[Citation, ...]


def grounded(draft: Draft, library: Library, asker: Audience, today: date) -> Grounded | None:
    """The draft with its quotes verified and numbered in order of use.

    An empty or altered quote is dropped, and so is one from a document that the asker may not read; a statement left
    without a quote goes too. None when no statement is left.
    """
    numbers = _Numbers(library, asker, today)
    sentences = [_marked(statement, numbers) for statement in draft.statements]
    kept = [sentence for sentence in sentences if sentence]
    if not kept:
        return None
    # The first statement answers and stands alone; what follows it supports it.
    paragraphs = [kept[0], " ".join(kept[1:])] if len(kept) > 1 else kept
    return Grounded("\n\n".join(paragraphs), tuple(numbers.citations))


def _marked(statement: Statement, numbers: "_Numbers") -> str:
    found = sorted({number for quote in statement.quotes if (number := numbers.of(quote)) is not None})
    marks = "".join(f"[{number}]" for number in found)
    return f"{statement.text.strip()} {marks}" if found and statement.text.strip() else ""


class _Numbers:
    """Numbers verified quotes from 1; the same quote keeps its number."""

    def __init__(self, library: Library, asker: Audience, today: date) -> None:
        self._library = library
        self._asker = asker
        self._today = today
        self.citations: list[Citation] = []

    def of(self, quote: Quote) -> int | None:
        for citation in self.citations:
            if (citation.source, citation.start, citation.end) == (quote.source, quote.start, quote.end):
                return citation.number
        document = self._library.document(quote.source, asker=self._asker)
        if document is None or not holds(document, quote):
            return None
        self.citations.append(cite(document, quote, len(self.citations) + 1, self._today))
        return len(self.citations)


def holds(document: Document, quote: Quote) -> bool:
    """Whether the document's text at the quote's offsets is the quote, and the quote says something."""
    in_range = 0 <= quote.start < quote.end <= len(document.text)
    return in_range and bool(quote.text.strip()) and document.text[quote.start : quote.end] == quote.text


def cite(document: Document, quote: Quote, number: int, today: date) -> Citation:
    """A citation of a quote that the document holds."""
    return Citation(
        number=number,
        source=document.source,
        title=document.title,
        heading=quote.heading,
        start=quote.start,
        end=quote.end,
        quote=quote.text,
        url=document.url,
        as_of=document.as_of or document.published,
        expired=document.expired(today),
    )
