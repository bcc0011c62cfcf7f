"""The journey of a question: passages, a draft, verified citations, an answer; or declined."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from bot.answerers import Answerer
from bot.answerers.evidence import plain
from bot.answerers.extractive import UNSURE
from bot.answerers.same_question import answer_under, question_above
from bot.citations import Grounding
from bot.decision_questions import asks_besides
from bot.estimate import is_for_its_volume
from bot.follow_up import standalone
from bot.model import EXTRACTIVE, Answer, Declined, Draft, Option, Question, Recommendation, Statement, Usage
from bot.own_case import for_own_case, likeliest, statement_of
from bot.page import Page
from bot.today import utc_today
from bot.watching import NOBODY, Stopped, Watcher
from indexer.model import Library, Passage, Retriever

_MOST_MEANT = 2  # questions
_NEARLY = 0.24  # of chance: a section that likely is told beside a decline, with its question
_RATHER = 0.5  # of chance: a section is the one asked rather than not
_NEARER = 0.35  # of chance: "Where do we start with AI?" asks for a first step rather than for what would decide
PASSAGES = 12  # for an answerer to choose from: about 2,300 tokens

Recommend = Callable[[Question], tuple[Recommendation | None, tuple[Statement, ...]]]
"""The recommendation for a question, None when it asks for no decision, and the statements that justify it; beside None
what the code has reckoned for the question, if anything."""


@dataclass(frozen=True, slots=True)
class Advisor:
    """Answers questions from the parts it is given; `bot.wiring` chooses them."""

    retriever: Retriever
    library: Library
    answerer: Answerer
    recommend: Recommend
    today: Callable[[], date] = utc_today
    query: Callable[[Question], str] = standalone

    def ask(self, question: Question, watcher: Watcher = NOBODY) -> Answer | Declined:
        """An answer whose every citation is a verified quote of a document that the asker may read, else Declined.

        The watcher is told of each step. Raises Stopped when it says that nobody waits any more.
        """
        clock = _Clock()
        question = replace(question, begun=time.monotonic())
        query = self.query(question)
        watcher.searching(query)
        passages = self.retriever.retrieve(query, k=PASSAGES, asker=question.asker, within=question.within)
        clock.lap("retrieve")
        if watcher.stopped:
            raise Stopped
        watcher.reading(passages)
        recommendation, reasons = self.recommend(question)
        asks_back = recommendation is not None and recommendation.option is Option.NEED_MORE_INFORMATION
        if recommendation is None and reasons and is_for_its_volume(_likely(passages), question.text):
            reasons = ()  # what stands written on that volume is told before what is reckoned
        settled = bool(reasons) and not asks_back
        if settled and recommendation is not None:
            reasons = for_own_case(reasons, recommendation.option, question.text, passages)
        page = Page(
            reasons if settled else (),
            lambda: Grounding(self.library, question.asker, self.today(), question.within),
            watcher,
        )
        draft = self.answerer.answer(question, passages, page)
        if asks_back and (draft.doubtful or not draft.statements):
            draft = _undecided(draft, reasons, passages)
        elif settled and draft.answerer == EXTRACTIVE and not (recommendation and asks_besides(question.text)):
            draft = replace(draft, statements=(), notice="")  # it is answered already
        verified = page.finished(draft)
        clock.lap("answer")
        told = _Told(recommendation, self.library.as_of(), clock.timings(), query, draft.notice, draft.usage)
        if verified is None:
            return Declined(question.text, draft.answerer, **_nearest(passages)._asdict(), **told._asdict())
        return Answer(question.text, verified.markdown, verified.citations, draft.answerer, *told)


def _likely(passages: Sequence[Passage]) -> str:
    section = likeliest(passages, _RATHER)
    return section.text if section else ""


def _undecided(draft: Draft, reasons: tuple[Statement, ...], passages: Sequence[Passage]) -> Draft:
    """The draft with what would decide; where nothing was said, with the section that comes nearer than that.

    What would decide is said only where nothing else surely can be: a question may ask for less than a decision.
    """
    section = None if draft.statements else likeliest(passages, _NEARER)
    near = section and statement_of(section)
    return replace(draft, statements=(near,), notice=UNSURE) if near else replace(draft, statements=reasons, notice="")


class _Told(NamedTuple):
    """What answers and declines tell alike, in the order of their fields."""

    recommendation: Recommendation | None
    index_as_of: datetime | None
    timings_ms: dict[str, float]
    searched_for: str
    notice: str
    usage: Usage | None


def _titles(passages: Sequence[Passage]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(passage.title for passage in passages))[:3]


class _Near(NamedTuple):
    """The fields of Declined that tell what comes nearest."""

    nearest: tuple[str, ...]
    suggestion: str
    closest: str = ""
    meant: tuple[str, ...] = ()


def _nearest(passages: Sequence[Passage]) -> _Near:
    """What comes nearest. It quotes the documents named alone, so that who may read these may read it."""
    titles = _titles(passages)
    if not titles:
        return _Near((), "The folder holds nothing near it: an admin can add a document that answers it.")
    sections = [passage for passage in passages if passage.title in titles and question_above(passage)]
    ranked = sorted(sections, key=lambda section: -section.asked)
    if ranked and ranked[0].asked >= _NEARLY and (answer := _answer_under(ranked[0])):
        return _Near((ranked[0].title,), answer, question_above(ranked[0]))
    if meant := tuple(dict.fromkeys(question_above(section) for section in ranked))[:_MOST_MEANT]:
        return _Near(titles, "", meant=meant)
    extend = "If one of these documents should say it, an admin can extend it; otherwise a new one would help."
    return _Near(titles, extend)


def _answer_under(section: Passage) -> str:
    """The answer under its question, "" where it leads elsewhere: what no citation verifies has no address."""
    said = plain(answer_under(section))
    return "" if "://" in said else said


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
