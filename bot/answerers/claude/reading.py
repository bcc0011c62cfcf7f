"""Reads an answer in a thread of its own, so that a deadline and a Stop hold whatever the connection does."""

import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

from bot.answerers.claude.events import Ended, Event
from bot.answerers.claude.request import Request
from bot.answerers.claude.trouble import Failure, Kind
from bot.answerers.claude.wire import Wire
from bot.watching import Stopped

ATTEMPTS = 3
FIRST_PAUSE = 0.3  # seconds before the second attempt; doubled before the third
_LOOK = 0.1  # seconds between two looks at whether somebody pressed Stop


def read(
    wire: Wire, request: Request, until: float, stopped: Callable[[], bool], attempts: int = ATTEMPTS
) -> Iterator[Event]:
    """The events of the answer, asked for again while nothing has come and asking again may help.

    `until` is a time of `time.monotonic`. Raises Failure (LATE once that has come) or Stopped.
    """
    for attempt in range(1, attempts + 1):
        begun = False
        try:
            for event in _attempt(wire, request, until, stopped):
                begun = True
                yield event
            return
        except Failure as failure:
            pause = max(failure.retry_after or 0.0, FIRST_PAUSE * 2 ** (attempt - 1))
            hopeless = begun or failure.kind is not Kind.BUSY or attempt == attempts
            if hopeless or time.monotonic() + pause >= until:
                raise
        _wait(pause, stopped)


def _attempt(wire: Wire, request: Request, until: float, stopped: Callable[[], bool]) -> Iterator[Event]:
    reader = _Reader(wire, request, until)
    reader.start()
    try:
        while True:
            event = reader.next(until, stopped)
            if event is None:
                return
            yield event
            if isinstance(event, Ended):
                return
    finally:
        reader.leave()


def _wait(seconds: float, stopped: Callable[[], bool]) -> None:
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if stopped():
            raise Stopped
        time.sleep(min(left, _LOOK))


class _Reader(threading.Thread):
    """Fills a queue with the events of one attempt, then None, or the Failure that ended it."""

    def __init__(self, wire: Wire, request: Request, until: float) -> None:
        super().__init__(name="claude-reader", daemon=True)  # daemon: a silent provider must not hold up the exit
        self._wire, self._request, self._until = wire, request, until
        self._events: queue.SimpleQueue[Event | Failure | None] = queue.SimpleQueue()
        self._close: Callable[[], None] = lambda: None
        self._whole = self._abandoned = False

    def run(self) -> None:
        """Reads until the end, a failure, or until nobody wants it."""
        try:
            for event in self._wire.events(self._request, self._until - time.monotonic(), self._opened):
                if self._abandoned:
                    return
                self._whole = isinstance(event, Ended)
                self._events.put(event)
            self._events.put(None)
        except Failure as failure:
            self._events.put(failure)

    def next(self, until: float, stopped: Callable[[], bool]) -> Event | None:
        """The next event, None after the last."""
        while True:
            if stopped():
                raise Stopped
            left = until - time.monotonic()
            if left <= 0:
                raise Failure(Kind.LATE, "the deadline is over")
            with suppress(queue.Empty):
                got = self._events.get(timeout=min(left, _LOOK))
                if isinstance(got, Failure):
                    raise got
                return got

    def leave(self) -> None:
        """Ends the connection, unless the answer is whole: then it is read to its end, fit for the next question.

        A thread that waits for bytes ends with the next ones, or with its own timeout.
        """
        if self._whole:
            return
        self._abandoned = True
        with suppress(Exception):  # closing what another thread reads may fail in ways of its own: it is closed then
            self._close()

    def _opened(self, close: Callable[[], None]) -> None:
        self._close = close
        if self._abandoned:
            close()
