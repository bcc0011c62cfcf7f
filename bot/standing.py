"""Where a citation stands in its document today, and what stands round it."""

import re
from dataclasses import dataclass

from bot.model import Citation
from indexer.model import Document

_HEADING_AT_END = re.compile(r"(?:\n\s*#{1,6} [^\n]*)+\s*\Z")


@dataclass(frozen=True, slots=True)
class Standing:
    """A quote in the document as it is indexed now: half-open character offsets into its text."""

    document: Document
    start: int
    end: int
    moved: bool = False  # the document was changed since the citation was made

    @property
    def quote(self) -> str:
        """The quoted words."""
        return self.document.text[self.start : self.end]


def standing(citation: Citation, document: Document) -> Standing | None:
    """Where the quote stands: at its own place, else at the nearest place with the same words, else None."""
    if citation.quote and document.text[citation.start : citation.end] == citation.quote:
        return Standing(document, citation.start, citation.end)
    places = (
        [match.start() for match in re.finditer(re.escape(citation.quote), document.text)] if citation.quote else []
    )
    if not places:
        return None
    start = min(places, key=lambda place: abs(place - citation.start))
    return Standing(document, start, start + len(citation.quote), moved=True)


def before(found: Standing, limit: int) -> str:
    """At most `limit` characters that lead to the quote, from the start of a paragraph, a sentence or a word."""
    start = max(found.document.body, found.start - limit)
    text = found.document.text[start : found.start]
    if start == found.document.body:
        return text
    for begins in (r"\n\s*\n", r"(?<=[.!?])\s", r"\s"):
        first = re.search(begins, text)
        if first and first.end() < len(text) * 3 // 4:
            return ("…\n" if "\n" in first[0] else "… ") + text[first.end() :]
    return "… " + text


def after(found: Standing, limit: int) -> str:
    """At most `limit` characters that follow the quote, to the end of a paragraph, a sentence or a word."""
    end = found.end + limit
    text = found.document.text[found.end : end]
    if end >= len(found.document.text):
        return text
    for ends in (r"\n\s*\n", r"[.!?](?=\s)", r"\s"):
        last = max((match.end() for match in re.finditer(ends, text)), default=0)
        if last > len(text) // 4:
            return _HEADING_AT_END.sub("", text[:last]).rstrip() + " …"
    return text + " …"
