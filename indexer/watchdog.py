"""Notices work that hangs (a disk that went away, a server that never answers): no thread can be ended from outside."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_LOOKS = 10  # in the time of its patience: a hang is noticed a tenth late at most


class Watchdog:
    """Calls `hung` once, in a thread of its own, when watched work gave no sign of life for `patience` seconds."""

    def __init__(self, patience: float, hung: Callable[[], None]) -> None:
        self._patience = patience
        self._hung = hung
        self._last_sign = 0.0

    @contextmanager
    def watching(self) -> Iterator[Callable[[], None]]:
        """Watches until it is left; the function given is the sign of life."""
        over = threading.Event()
        self._sign()
        watcher = threading.Thread(target=self._watch, args=(over,), name="advisor-watchdog", daemon=True)
        watcher.start()
        try:
            yield self._sign
        finally:
            over.set()

    def _sign(self) -> None:
        self._last_sign = time.monotonic()

    def _watch(self, over: threading.Event) -> None:
        while not over.wait(self._patience / _LOOKS):
            if time.monotonic() - self._last_sign > self._patience:
                self._hung()
                return
