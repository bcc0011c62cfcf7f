"""Advisor with Claude before a scripted answerer, over two small documents, against the fake Claude."""

import threading
from collections.abc import Sequence
from pathlib import Path

from pydantic import SecretStr

from bot.advise import Advisor
from bot.answerers import NO_LISTENER, Listener
from bot.answerers.claude.answerer import ClaudeAnswerer
from bot.answerers.claude.breaker import Breaker
from bot.answerers.claude.wire import Wire
from bot.answerers.fallback import FallbackAnswerer, Once
from bot.model import EXTRACTIVE, Answer, Declined, Draft, Option, Question, Recommendation, Statement, Turn
from bot.spending import Spending
from bot.watching import NOBODY, Watcher
from indexer.database import open_database
from indexer.model import Document, Passage
from tests.fakes.claude import Cite, FakeClaude, Part, Reply
from tests.fakes.knowledge import FakeLibrary, FakeRetriever, document, passage, quote

REFUNDS = document(
    "refunds.md",
    "# Refunds\n\nRefunds take five days. Exchanges are free. A refund above $500 needs a manager.\n",
    title="Refund policy",
)
SHIPPING = document("shipping.md", "Parcels leave within 24 hours. They take 2 to 6 days.", title="Shipping")
FIVE_DAYS = "Refunds take five days."
MODEL = "claude-sonnet-5-5"
RAG = Recommendation(Option.RAG, "It changes.")
TWO_SENTENCES = Reply([Part(FIVE_DAYS, [Cite(0, 1)]), Part(" "), Part("Exchanges are free.", [Cite(0, 2)])])


class Plain:
    """Stands for the extractive answerer."""

    def answer(self, question: Question, passages: Sequence[Passage], _listener: Listener = NO_LISTENER) -> Draft:
        return Draft(
            (Statement("Extracted: exchanges are free.", (quote(REFUNDS, "Exchanges are free."),)),), EXTRACTIVE
        )


class Keeping:
    """A watcher that keeps what it is told; `stopped` once it has been given `stop_after` pieces."""

    def __init__(self, stop_after: int = 1_000) -> None:
        self.told: list[str] = []
        self.queries: list[str] = []
        self._stop_after = stop_after

    @property
    def stopped(self) -> bool:
        return len(self.told) >= self._stop_after

    def searching(self, query: str) -> None:
        self.queries.append(query)

    def reading(self, passages: Sequence[Passage]) -> None:
        """Nothing."""

    def wrote(self, markdown: str) -> None:
        self.told.append(markdown)

    def begun_again(self) -> None:
        self.told.append("BEGUN AGAIN")


class Clock:
    """A time that tests move: Saturday, 21 November 2026, noon UTC."""

    def __init__(self) -> None:
        self.now = 1_795_262_400.0

    def __call__(self) -> float:
        return self.now


class Rig:
    """Asks, and keeps what admins are told."""

    def __init__(self, claude: FakeClaude, place: Path, *, deadline: float = 5.0, budget: float = 20.0) -> None:
        self.claude = claude
        claude.mind = lambda _body: TWO_SENTENCES
        self.clock = Clock()
        self.told_admins: list[str] = []
        self.spending = Spending(open_database(f"sqlite:///{place / 'records.db'}"), budget, now=self.clock)
        self.deadline = deadline
        self.key, self.url = claude.key, claude.url
        self.model = MODEL
        self.documents: tuple[Document, ...] = (REFUNDS, SHIPPING)
        self.reasons: tuple[Statement, ...] = ()
        self.breaker = Breaker(now=self.clock)
        self._advisor: Advisor | None = None

    def advisor(self) -> Advisor:
        wire = Wire(self.model, SecretStr(self.key), self.url)
        claude = ClaudeAnswerer(wire, lambda: self.spending, self.deadline, self.breaker)
        once = Once(lambda _key, text: self.told_admins.append(text), now=self.clock)
        return Advisor(
            FakeRetriever(*map(passage, self.documents)),
            FakeLibrary(*self.documents),
            FallbackAnswerer(claude, Plain(), once),
            lambda _question: (RAG if self.reasons else None, self.reasons),
        )

    def ready(self) -> "Rig":
        """Loads the SDK, which takes seconds: before a test looks at the clock."""
        Wire(self.model, SecretStr(self.key), self.url).open()
        return self

    def asks(
        self, text: str = "How long do refunds take?", watcher: Watcher = NOBODY, thread: tuple[Turn, ...] = ()
    ) -> Answer | Declined:
        self._advisor = self._advisor or self.advisor()
        return self._advisor.ask(Question(text, team="T1", thread=thread), watcher)

    def answer(self, text: str = "How long do refunds take?", watcher: Watcher = NOBODY) -> Answer:
        reply = self.asks(text, watcher)
        assert isinstance(reply, Answer), reply
        return reply


def wait_until_nobody_reads() -> None:
    """An answer that was given up leaves no thread behind."""
    for thread in threading.enumerate():
        if thread.name == "claude-reader":
            thread.join(5)
            assert not thread.is_alive()
