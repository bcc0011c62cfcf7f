"""Questions before syncs: a sync leaves a core to questions while people ask, and waits for them between short steps.

Both want the same cores, and Python's one interpreter lock, which Chroma holds for as long as it writes. Where a
question shared them with a sync, it took two to three times as long (docs/measurements.md).
"""

import math
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from threading import Condition

Turn = Callable[[], AbstractContextManager[None]]
"""Gives what one step of background computing is done within; entering may take a while."""

GiveWay = Callable[[], None]
"""Called before a step that holds the interpreter; comes back when no question is being answered, or after a while."""

at_once: Turn = nullcontext
"""A `Turn` for work that stands aside for nobody."""

_MOST_SECONDS = 0.1  # that a step waits: questions without end slow a sync down, and never stop it
_STILL_ASKING_SECONDS = 1.0  # who asks will ask again, and Slack brings questions in bursts


def never() -> None:
    """A `GiveWay` for work that stands aside for nobody."""


class Precedence:
    """Knows which questions are being answered in this process, and how many of `threads` compute beside them."""

    def __init__(
        self,
        threads: int,
        most_seconds: float = _MOST_SECONDS,
        still_asking_seconds: float = _STILL_ASKING_SECONDS,
    ) -> None:
        self._threads = threads
        self._most_seconds = most_seconds
        self._still_asking_seconds = still_asking_seconds
        self._answering = 0
        self._asked = -math.inf
        self._computing = 0
        self._changed = Condition()

    @contextmanager
    def question(self) -> Iterator[None]:
        """Within it, and for a second after, background work leaves a core alone."""
        with self._changed:
            self._answering += 1
        try:
            yield
        finally:
            with self._changed:
                self._answering -= 1
                self._asked = time.monotonic()
                self._changed.notify_all()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """See `Turn`: as many at once as there are threads, and one fewer, but one, while people ask."""
        with self._changed:
            while self._computing >= self._allowed():
                self._changed.wait(self._most_seconds)
            self._computing += 1
        try:
            yield
        finally:
            with self._changed:
                self._computing -= 1
                self._changed.notify_all()

    def give_way(self) -> None:
        """See `GiveWay`."""
        with self._changed:
            self._changed.wait_for(lambda: not self._answering, self._most_seconds)

    def _allowed(self) -> int:
        asking = self._answering or time.monotonic() - self._asked < self._still_asking_seconds
        return max(1, self._threads - 1) if asking else self._threads
