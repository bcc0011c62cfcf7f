"""Work that a click or a file begins and that takes longer than Slack waits: done in threads of its own, in order."""

import logging
import threading
from collections.abc import Callable
from queue import SimpleQueue

from bot.slack.references import new_reference

log = logging.getLogger(__name__)

SIZE = 2  # at a time: an upload must not wait for a long sync, and nobody needs more

Sorry = Callable[[str], object]
"""Tells who waits for the work that it failed; given the reference under which the log has the cause."""


class Errands:
    """Runs what it is given, in order; nothing that it is given after it was stopped."""

    def __init__(self, size: int = SIZE) -> None:
        self._waiting: SimpleQueue[tuple[Callable[[], object], Sorry] | None] = SimpleQueue()
        # Daemons: an errand that hangs must not keep the process from ending.
        self._threads = [threading.Thread(target=self._work, name=f"errand-{n}", daemon=True) for n in range(size)]

    def start(self) -> None:
        """Starts working."""
        for thread in self._threads:
            thread.start()

    def run(self, work: Callable[[], object], sorry: Sorry) -> None:
        """Has the work done soon; `sorry` is called if it raises."""
        self._waiting.put((work, sorry))

    def stop(self, seconds: float = 5.0) -> None:
        """Lets the errands that it has finish, for so many seconds a thread."""
        for _ in self._threads:
            self._waiting.put(None)
        for thread in self._threads:
            thread.join(seconds)

    def _work(self) -> None:
        while (errand := self._waiting.get()) is not None:
            work, sorry = errand
            try:
                work()
            except Exception:  # the thread must live, and who waits be told; the log holds the cause
                reference = new_reference()
                log.exception("an errand failed, reference %s", reference)
                self._apologise(sorry, reference)

    def _apologise(self, sorry: Sorry, reference: str) -> None:
        try:
            sorry(reference)
        except Exception:  # not even the apology went through; the log has both causes
            log.exception("nobody was told of %s", reference)
