"""An answerer behind another: when the first cannot answer, the second does, and the answer says so."""

import logging
import math
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.answerers import NO_LISTENER, Answerer, Listener
from bot.model import AdvisorError, Draft, Question, Usage
from indexer.model import Passage

log = logging.getLogger(__name__)

TellAdmins = Callable[[str, str], None]
"""`(key, text)`: a sentence that admins should hear."""

_DAY = 86_400.0  # seconds

INSTEAD = "so these are sentences of the documents themselves."


class Unavailable(AdvisorError):
    """The first answerer cannot answer now. Its text is for the log.

    `because` is for the asker, a clause without a full stop: "Claude did not answer in time". `admins` is the key and
    the sentence that admins should hear, None when there is nothing that they could do. `usage` is what the attempt
    took all the same, None when nothing.
    """

    def __init__(
        self, because: str, detail: str, admins: tuple[str, str] | None = None, usage: Usage | None = None
    ) -> None:
        super().__init__(f"{because}: {detail}" if detail else because)
        self.because = because
        self.admins = admins
        self.usage = usage


class FallbackAnswerer:
    """Implements `Answerer`; what the first had written when it gave up is void."""

    def __init__(self, first: Answerer, second: Answerer, tell_admins: TellAdmins) -> None:
        self._first = first
        self._second = second
        self._tell_admins = tell_admins

    def answer(self, question: Question, passages: Sequence[Passage], listener: Listener = NO_LISTENER) -> Draft:
        """The first's draft, else the second's with the reason in its notice, and what the first took in its usage."""
        try:
            return self._first.answer(question, passages, listener)
        except Unavailable as trouble:
            log.warning("answering without a model: %s", trouble)
            if trouble.admins:
                self._tell_admins(*trouble.admins)
            listener.begin_again()
            draft = self._second.answer(question, passages, listener)
            notice = " ".join(filter(None, [f"{trouble.because}, {INSTEAD}", draft.notice]))
            return replace(draft, notice=notice, usage=draft.usage or trouble.usage)


class Once:
    """A `TellAdmins` that passes each key on once a day."""

    def __init__(self, tell: TellAdmins, *, now: Callable[[], float] = time.monotonic) -> None:
        self._tell = tell
        self._now = now
        self._told: dict[str, float] = {}
        self._lock = threading.Lock()

    def __call__(self, key: str, text: str) -> None:
        """Tells it, unless it was told within a day."""
        with self._lock:
            if self._now() - self._told.get(key, -math.inf) < _DAY:
                return
            self._told[key] = self._now()
        self._tell(key, text)


def log_for_admins(_key: str, text: str) -> None:
    """`TellAdmins` where nobody but the log listens."""
    log.error("%s", text)
