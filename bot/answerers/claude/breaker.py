"""A circuit breaker: after some failures in a row nobody asks for a while, then one asks and decides for all."""

import threading
import time
from collections.abc import Callable

FAILURES = 3  # in a row
PAUSE, LONGEST_PAUSE = 15.0, 240.0  # seconds; doubled by each probe that fails


class Breaker:
    """Closed at first. Each `allows` that says yes is followed by one of `succeeded`, `failed` and `gave_up`."""

    def __init__(self, *, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._failures = 0
        self._pause = PAUSE
        self._open_until: float | None = None
        self._probing = False

    def allows(self) -> bool:
        """Whether to ask now: always while closed; once the pause is over, one caller at a time."""
        with self._lock:
            if self._open_until is None:
                return True
            if self._now() < self._open_until or self._probing:
                return False
            self._probing = True
            return True

    def succeeded(self) -> None:
        """Closes it."""
        with self._lock:
            self._failures, self._pause = 0, PAUSE
            self._open_until, self._probing = None, False

    def failed(self, *, for_good: bool = False) -> None:
        """Counts a failure; one that is `for_good` (a wrong key) opens it at once."""
        with self._lock:
            self._failures += 1
            if self._open_until is not None:
                self._pause = min(2 * self._pause, LONGEST_PAUSE)
            elif not for_good and self._failures < FAILURES:
                return
            self._open_until = self._now() + self._pause
            self._probing = False

    def gave_up(self) -> None:
        """Says that the asking told nothing: somebody pressed Stop, or the fault was ours."""
        with self._lock:
            self._probing = False
