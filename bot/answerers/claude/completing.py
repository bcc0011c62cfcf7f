"""Claude filling in a form: it implements `Complete` for reading facts and rewriting questions."""

import logging
import time
from collections.abc import Callable, Mapping

from bot.answerers.claude.breaker import Breaker
from bot.answerers.claude.events import Block, Ended
from bot.answerers.claude.meter import Meter, write_down
from bot.answerers.claude.reading import read
from bot.answerers.claude.request import Request
from bot.answerers.claude.trouble import BECAUSE, BUDGET, DECLINED, PAUSED, Failure, Kind
from bot.answerers.claude.wire import Wire
from bot.completion import Unfilled
from bot.spending import Spending
from bot.watching import Stopping, never

log = logging.getLogger(__name__)

DEADLINE = 6.0
"""Seconds, at most: whoever waits for the form waits for the answer after it too."""
SHARE = 0.3
"""Of the deadline of a whole answer."""


class ClaudeCompletion:
    """Asks, unless the budget is spent or Claude keeps failing; then, and after any failure, there is no form."""

    def __init__(
        self, wire: Wire, spending: Callable[[], Spending], name: str, breaker: Breaker, deadline: float = DEADLINE
    ) -> None:
        self._wire = wire
        self._spending = spending
        self._name = name
        self._breaker = breaker
        self._deadline = deadline

    def __call__(
        self, system: str, text: str, schema: Mapping[str, object], team: str = "", stopped: Stopping = never
    ) -> str | Unfilled:
        """The JSON that Claude wrote, else why there is none."""
        if self._spending().is_spent(team):
            return Unfilled(BUDGET)
        if not self._breaker.allows():
            return Unfilled(PAUSED)
        try:
            said = self._said(Request(system, (), text, schema=schema), team, stopped)
        except Failure as failure:
            log.warning("%s: done without a model: %s", self._name, failure)
            self._breaker.failed(for_good=failure.for_good)
            return Unfilled(BECAUSE[failure.kind])
        except BaseException:  # a Stop, or a bug of ours, tells nothing of Claude, but the probe is over
            self._breaker.gave_up()
            raise
        self._breaker.succeeded()
        return said

    def _said(self, request: Request, team: str, stopped: Stopping) -> str | Unfilled:
        meter = Meter()
        text: list[str] = []
        ended = ""
        self._wire.open()  # not Claude's time
        until = time.monotonic() + self._deadline
        try:
            for event in read(self._wire, request, until, stopped):
                meter.take(event)
                if isinstance(event, Block):
                    text.append(event.text)
                elif isinstance(event, Ended):
                    ended = event.reason
        finally:
            write_down(self._spending, team, self._wire.model, self._name, meter.tokens)
        if ended == "end_turn":
            return "".join(text)
        return Unfilled(DECLINED if ended == "refusal" else BECAUSE[Kind.BROKEN])
