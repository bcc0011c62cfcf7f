"""Claude as an answerer: asked within a deadline and a budget, and not at all while it keeps failing."""

import time
from collections.abc import Callable, Sequence

from bot.answerers import NO_LISTENER, Listener
from bot.answerers.claude.breaker import Breaker
from bot.answerers.claude.differing import differences
from bot.answerers.claude.meter import write_down
from bot.answerers.claude.reading import read
from bot.answerers.claude.recital import Recital
from bot.answerers.claude.request import Request, Room, composed
from bot.answerers.claude.trouble import BECAUSE, BUDGET, DECLINED, FOR_ADMINS, PAUSED, SILENT, Failure, Kind
from bot.answerers.claude.wire import Wire
from bot.answerers.claude.writing import Writing
from bot.answerers.fallback import Unavailable
from bot.follow_up import standalone
from bot.model import Draft, Question, Usage
from bot.prices import Tokens, usage
from bot.prompts import ANSWER, prompt
from bot.spending import Spending
from indexer.model import Passage

_BUDGET_FOR_ADMINS = (
    "A workspace has spent its Claude budget of today (ANTHROPIC_DAILY_BUDGET_USD). "
    "Until midnight UTC its answers are extractive."
)
_SHARE = 0.95  # of the deadline; the rest is for the answerer that then takes over
_NOT_ITS_FAULT = (Kind.TOO_LONG, Kind.REFUSED)


class ClaudeAnswerer:
    """Implements `Answerer`. Raises Unavailable for whatever keeps Claude from a whole answer within the deadline."""

    def __init__(
        self, wire: Wire, spending: Callable[[], Spending], deadline_seconds: float, breaker: Breaker | None = None
    ) -> None:
        self._wire = wire
        self._spending = spending
        self._deadline = _SHARE * deadline_seconds
        self._breaker = breaker or Breaker()
        self._system = prompt(ANSWER)
        self._recital = Recital(self._system)

    def answer(self, question: Question, passages: Sequence[Passage], listener: Listener = NO_LISTENER) -> Draft:
        """Claude's draft; without passages there is nothing to ask it for."""
        if not passages:
            return Draft((), self._wire.model)
        if self._spending().is_spent(question.team):
            raise Unavailable(BUDGET, "", (f"budget {question.team}", _BUDGET_FOR_ADMINS))
        if not self._breaker.allows():
            raise Unavailable(PAUSED, "")
        tried: list[Writing] = []
        try:
            self._try(question, passages, listener, tried)
        except Failure as failure:
            self._count(failure)
            because, told = BECAUSE[failure.kind], FOR_ADMINS.get(failure.kind)
            admins = (failure.kind.name, told) if told else None
            raise Unavailable(because, failure.detail, admins, self._taken(tried)) from None
        except BaseException:  # a Stop, or a bug of ours: it tells nothing of Claude, but the probe is over
            self._breaker.gave_up()
            raise
        self._breaker.succeeded()
        return self._draft(tried, question)

    def _try(self, question: Question, passages: Sequence[Passage], listener: Listener, tried: list[Writing]) -> None:
        """Adds to what was `tried`; once more, with a third of the request, when Claude finds it too long."""
        until = self._until(question)
        for room in (Room(), Room().smaller()):
            request = composed(self._system, question, passages, listener.said, room)
            tried.append(Writing(request, listener, self._recital))
            try:
                self._write(tried[-1], request, until, listener)
            except Failure as failure:
                if failure.kind is not Kind.TOO_LONG or len(tried) > 1:
                    raise
                listener.begin_again()
            else:
                return
            finally:
                write_down(self._spending, question.team, self._wire.model, ANSWER, tried[-1].tokens)

    def _until(self, question: Question) -> float:
        asked = time.monotonic()
        self._wire.open()  # not Claude's time
        loading = time.monotonic() - asked
        return (question.begun or asked) + loading + self._deadline

    def _write(self, writing: Writing, request: Request, until: float, listener: Listener) -> None:
        for event in read(self._wire, request, until, lambda: listener.stopped):
            writing.take(event)

    def _draft(self, tried: Sequence[Writing], question: Question) -> Draft:
        writing, taken = tried[-1], self._taken(tried)
        if writing.refused or writing.is_empty:
            raise Unavailable(DECLINED if writing.refused else SILENT, "", usage=taken)
        differing = differences(standalone(question), writing.statements, writing.sources)
        return Draft((*writing.statements, *differing), self._wire.model, " ".join(writing.notices), taken)

    def _taken(self, tried: Sequence[Writing]) -> Usage | None:
        """What the attempts took together; None when Claude began none of them."""
        began = [writing.tokens for writing in tried if writing.tokens]
        return usage(self._wire.model, sum(began, Tokens())) if began else None

    def _count(self, failure: Failure) -> None:
        if failure.kind in _NOT_ITS_FAULT:
            self._breaker.gave_up()
        else:
            self._breaker.failed(for_good=failure.for_good)
