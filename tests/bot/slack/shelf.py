"""A small knowledge folder in memory that tests change while the app runs, and answers that quote it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from bot.checks.checker import Checker
from bot.checks.log import ChecksLog
from bot.citations import cite
from bot.frameworks.panel_source import PanelSource
from bot.model import EXTRACTIVE, Answer, Declined, Question, Quote
from bot.records import Records
from bot.slack.parts import Advice
from indexer.model import Document
from tests.bot.decision.guides import CAUTIOUS, EAGER, HOUSE
from tests.bot.slack.conftest import RunningApp, ScriptedAsk, draw
from tests.fakes.knowledge import FakeLibrary, FakeRetriever
from tests.fakes.slack import FakeSlack

RAG = "guides/rag.md"
TEXT = (
    "---\ntitle: A guide to RAG\n---\n"
    "# A guide to RAG\n\nRetrieval finds passages first.\n\n"
    "## Time to production\n\nTeams ask how long it takes. Retrieval pipelines reach production in two to six weeks. "
    "Fine-tuning takes three to six months.\n\n"
    "## Costs\n\nA search index costs less than a training run.\n"
)
QUOTE = "Retrieval pipelines reach production in two to six weeks."
AS_OF = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def guide(text: str = TEXT, **about: object) -> Document:
    """The guide that answers quote; `about` sets fields of the document."""
    fields = {"title": "A guide to RAG", "body": text.index("# A guide"), "url": "https://example.com/rag"} | about
    return Document(RAG, text, "0" * 64, **fields)  # type: ignore[arg-type] # a test names the fields it needs


class Shelf(FakeLibrary):
    """A library whose documents come and go."""

    def __init__(self, *documents: Document) -> None:
        super().__init__(HOUSE.document, CAUTIOUS.document, EAGER.document, *documents)

    def put(self, document: Document) -> None:
        self._documents = {**self._documents, document.source: document}

    def take(self, source: str) -> None:
        self._documents = {name: held for name, held in self._documents.items() if name != source}


def answer(question: Question, *, text: str = TEXT, quotes: tuple[str, ...] = (QUOTE,), **about: object) -> Answer:
    """An answer that quotes the guide as it stands in `text`."""
    held = guide(text, **about)
    found = [Quote(RAG, text.index(words), text.index(words) + len(words), words, ("Time",)) for words in quotes]
    citations = [cite(held, quote, number, date(2026, 11, 21)) for number, quote in enumerate(found, 1)]
    said = " ".join(f"{citation.quote} [{citation.number}]" for citation in citations)
    return Answer(question.text, said, tuple(citations), EXTRACTIVE, index_as_of=AS_OF)


def declined(question: Question) -> Declined:
    return Declined(question.text, EXTRACTIVE, ("A guide to RAG",), "A new document would help.")


def advice(ask: ScriptedAsk, records: Records, shelf: Shelf) -> Advice:
    """What the app does, over this shelf."""
    ask.reply = answer
    checker = Checker(shelf, FakeRetriever(), PanelSource(shelf), ChecksLog(records.engine))
    return Advice(ask, checker, draw)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(guide())


@pytest.fixture
def app(slack: FakeSlack, ask: ScriptedAsk, records: Records, shelf: Shelf) -> Iterator[RunningApp]:
    running = RunningApp(slack, ask, records, advice=advice(ask, records, shelf)).start()
    yield running
    running.stop()
