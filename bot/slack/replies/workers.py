"""A bounded pool of threads that answers what is in the inbox, this process's messages and a dead one's."""

import logging
import threading
import time
from collections.abc import Callable

from bot.message import Pending
from bot.records import Records

log = logging.getLogger(__name__)

Answer = Callable[[Pending], None]


class Workers:
    """Claims messages and answers them, `size` at a time, from `start` to `stop`.

    The inbox is the queue: it is looked into when `wake` is called, and once in `poll` seconds for what another
    process left behind.
    """

    def __init__(self, records: Records, answer: Answer, *, size: int, poll: float = 1.0) -> None:
        self._records = records
        self._answer = answer
        self._poll = poll
        self._looking = threading.Lock()
        self._news = threading.Event()
        self._stopped = threading.Event()
        self._busy: set[str] = set()
        # Daemons: an answer that hangs must not keep the process from ending; its message stays in the inbox.
        self._threads = [
            *(threading.Thread(target=self._work, name=f"answer-{n}", daemon=True) for n in range(size)),
            threading.Thread(target=self._stay_alive, name="answer-leases", daemon=True),
        ]

    def start(self) -> None:
        """Starts answering."""
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """Says that there is a new message."""
        self._news.set()

    def stop(self, seconds: float = 5.0) -> None:
        """Lets the answers under way finish for so many seconds, then gives the rest back to the inbox."""
        self._stopped.set()
        self._news.set()
        deadline = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        self._records.release()

    def _work(self) -> None:
        while (pending := self._next()) is not None:
            try:
                self._answer(pending)
            except Exception:  # the thread must live; the lease ends, and the message is tried again
                log.exception("%s: answering failed", pending.id)
            finally:
                self._busy.discard(pending.id)

    def _next(self) -> Pending | None:
        """The next message, waited for; None when stopped. One thread looks at a time, for all that are idle."""
        with self._looking:
            while not self._stopped.is_set():
                self._news.clear()
                pending = self._claimed()
                if pending is not None:
                    self._busy.add(pending.id)
                    return pending
                self._news.wait(self._poll)
        return None

    def _claimed(self) -> Pending | None:
        try:
            return self._records.claim(tuple(self._busy))
        except Exception:  # a database that is away for a while must not end the bot
            log.exception("the inbox cannot be read, trying again in %s s", self._poll)
            return None

    def _stay_alive(self) -> None:
        while not self._stopped.wait(self._records.lease / 3):
            try:
                self._records.shorten()
                self._records.renew(tuple(self._busy))
            except Exception:  # as above; a lease that ends costs a repeated update, no answer
                log.exception("leases cannot be renewed, trying again")
