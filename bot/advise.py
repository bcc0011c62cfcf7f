"""The journey of a question: passages, a draft, verified citations, an answer; or declined."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.answerers import Answerer
from bot.citations import grounded
from bot.follow_up import standalone
from bot.model import Answer, Declined, Draft, Question, Recommendation, Statement
from indexer.model import Library, Passage, Retriever

PASSAGES = 8  # for an answerer to choose from: about 1,600 tokens

_MOST_STATEMENTS = 4

Recommend = Callable[[Question], tuple[Recommendation | None, tuple[Statement, ...]]]
"""The recommendation for a question, None when it asks for no decision, and the statements that justify it."""


def _today() -> date:
    return datetime.now(UTC).date()


@dataclass(frozen=True, slots=True)
class Advisor:
    """Answers questions from the parts it is given; `bot.wiring` chooses them."""

    retriever: Retriever
    library: Library
    answerer: Answerer
    recommend: Recommend
    today: Callable[[], date] = _today

    def ask(self, question: Question) -> Answer | Declined:
        """An answer whose every citation is a verified quote of a document that the asker may read, else Declined."""
        clock = _Clock()
        passages = self.retriever.retrieve(standalone(question), k=PASSAGES, asker=question.asker)
        clock.lap("retrieve")
        recommendation, reasons = self.recommend(question)
        draft = _led_by(reasons, self.answerer.answer(question, passages))
        verified = grounded(draft, self.library, question.asker, self.today())
        clock.lap("answer")
        as_of = self.library.as_of()
        if verified is None:
            near = _titles(passages)
            return Declined(
                question.text, draft.answerer, near, _suggestion(near), recommendation, as_of, clock.timings()
            )
        return Answer(
            question.text,
            verified.markdown,
            verified.citations,
            draft.answerer,
            recommendation,
            as_of,
            clock.timings(),
        )


def _led_by(reasons: Sequence[Statement], draft: Draft) -> Draft:
    """The draft with the reasons of the recommendation first: a decision question is answered by a decision."""
    quoted = {quote for reason in reasons for quote in reason.quotes}
    rest = [statement for statement in draft.statements if not quoted.intersection(statement.quotes)]
    return Draft((*reasons, *rest)[: max(_MOST_STATEMENTS, len(reasons))], draft.answerer)


def _titles(passages: Sequence[Passage]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(passage.title for passage in passages))[:3]


def _suggestion(nearest: Sequence[str]) -> str:
    if not nearest:
        return "The folder holds nothing near it: an admin can add a document that answers it."
    return "If one of these should say it, an admin can extend it; otherwise a new document would help."


class _Clock:
    """Milliseconds between laps."""

    def __init__(self) -> None:
        self._started = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self._laps[name] = round((now - self._last) * 1000, 1)
        self._last = now

    def timings(self) -> dict[str, float]:
        return {**self._laps, "total": round((self._last - self._started) * 1000, 1)}
