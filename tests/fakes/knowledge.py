"""Small fakes of the indexer's ports: documents in memory, passages given by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.model import Quote
from indexer.model import PUBLIC, Audience, Document, IndexState, Passage


def document(source: str, text: str, *, audience: Audience = PUBLIC, title: str = "") -> Document:
    return Document(source, text, "0" * 64, title or source, audience=audience)


def passage(held: Document, text: str | None = None, *, score: float = 1.0, relevance: float = 0.6) -> Passage:
    """A passage of the document: all of it, or the place of this text."""
    text = held.text if text is None else text
    start = held.text.index(text)
    return Passage(held.source, held.title, (), start, start + len(text), text, score, relevance)


def found(held: Passage) -> Passage:
    """The passage with the figures of one that is found for a question and answers it."""
    return replace(held, score=0.6, relevance=0.6, answering=0.7)


def hardly_found(held: Passage) -> Passage:
    """The passage with the figures of one that is found beside what answers."""
    return replace(held, score=0.3, relevance=0.3, answering=0.3)


def quote(held: Document, text: str) -> Quote:
    start = held.text.index(text)
    return Quote(held.source, start, start + len(text), text)


class FakeLibrary:
    def __init__(self, *documents: Document) -> None:
        self._documents: Mapping[str, Document] = {held.source: held for held in documents}

    def document(self, source: str, *, asker: Audience) -> Document | None:
        held = self._documents.get(source)
        return held if held and held.readable_by(asker) else None

    def documents(self, *, asker: Audience) -> Sequence[Document]:
        return [held for held in self._documents.values() if held.readable_by(asker)]

    def frameworks(self, *, asker: Audience) -> Sequence[Document]:
        return [held for held in self.documents(asker=asker) if held.framework]

    def case_studies(self, *, asker: Audience) -> Sequence[Document]:
        return [held for held in self.documents(asker=asker) if held.decision]

    def folders(self) -> Sequence[str]:
        return sorted({source.rpartition("/")[0] + "/" for source in self._documents if "/" in source})

    def as_of(self) -> datetime | None:
        return None

    def state(self, asker: Audience | None = None) -> IndexState:
        found = [held for held in self._documents.values() if asker is None or held.readable_by(asker)]
        return IndexState(len(found), len(found), None)


class FakeRetriever:
    def __init__(self, *passages: Passage) -> None:
        self._passages = passages
        self.queries: list[str] = []

    def retrieve(self, query: str, *, k: int, asker: Audience, within: Sequence[str] = ()) -> Sequence[Passage]:
        self.queries.append(query)
        here = [found for found in self._passages if not within or found.source.startswith(tuple(within))]
        return here[:k]
