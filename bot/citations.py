"""Where citations are checked: a quote is shown only if the document holds it, at its offsets, letter for letter."""

from dataclasses import dataclass
from datetime import date

from bot.model import Citation, Draft, Quote, Statement
from bot.sink import shown
from indexer.model import Audience, Document, Library


@dataclass(frozen=True, slots=True)
class Grounded:
    """What is left of a draft: every statement ends in the numbers of the citations it rests on."""

    markdown: str
    citations: tuple[Citation, ...]


def grounded(draft: Draft, library: Library, asker: Audience, today: date) -> Grounded | None:
    """The draft with its quotes verified and numbered in order of use.

    An empty or altered quote is dropped, and so is one from a document that the asker may not read; a statement left
    without a quote goes too. None when no statement is left.
    """
    grounding = Grounding(library, asker, today)
    for statement in draft.statements:
        grounding.add(statement)
    return grounding.whole()


class Grounding:
    """Verifies and numbers a draft statement by statement, as it is written.

    With `within`, quotes from documents under none of these path prefixes do not hold.
    """

    def __init__(self, library: Library, asker: Audience, today: date, within: tuple[str, ...] = ()) -> None:
        self._numbers = _Numbers(library, asker, today, within)
        self._pieces: list[str] = []
        self._dropped_joint = ""

    def add(self, statement: Statement) -> str:
        """What the statement appends to the Markdown so far; "" when none of its quotes holds."""
        text = shown(statement.text)
        found = {number for quote in statement.quotes if text and (number := self._numbers.of(quote)) is not None}
        if not found:
            self._dropped_joint = max(self._dropped_joint, _break(statement.joint), key=len)
            return ""
        marks = "".join(f"[{number}]" for number in sorted(found))
        self._pieces.append(f"{self._joint(statement)}{text} {marks}")
        return self._pieces[-1]

    def whole(self) -> Grounded | None:
        """All that was added and held; None when nothing did."""
        return Grounded("".join(self._pieces), tuple(self._numbers.citations)) if self._pieces else None

    def _joint(self, statement: Statement) -> str:
        """What stands before the statement; a break that a dropped statement opened is kept."""
        dropped, self._dropped_joint = self._dropped_joint, ""
        if not self._pieces:
            return statement.joint.lstrip()
        if not statement.joint:  # the first statement answers and stands alone; what follows it supports it
            return "\n\n" if len(self._pieces) == 1 else " "
        return statement.joint if len(dropped) <= len(_break(statement.joint)) else dropped + statement.joint.lstrip()


def _break(joint: str) -> str:
    """The white space that a joint begins with."""
    return joint[: len(joint) - len(joint.lstrip())]


class _Numbers:
    """Numbers verified quotes from 1; the same quote keeps its number."""

    def __init__(self, library: Library, asker: Audience, today: date, within: tuple[str, ...]) -> None:
        self._library = library
        self._asker = asker
        self._today = today
        self._within = within
        self.citations: list[Citation] = []

    def of(self, quote: Quote) -> int | None:
        for citation in self.citations:
            if (citation.source, citation.start, citation.end) == (quote.source, quote.start, quote.end):
                return citation.number
        if self._within and not quote.source.startswith(self._within):
            return None
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
