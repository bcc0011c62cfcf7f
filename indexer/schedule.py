"""Syncs while the program is up: on file events at once, and every so often for folders that send none."""

import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from apscheduler.schedulers.background import BackgroundScheduler

from indexer.watchdog import Watchdog

_DEBOUNCE_MS = 400  # an editor's save is several events; one sync serves them all
_AGAIN_SECONDS = 1.0  # until a file that was being written is looked at again

SignOfLife = Callable[[], None]


class Schedule:
    """Runs `sync_now` one call at a time: on entering, when something in `folder` moves, and every `every_seconds`.

    What is wanted while a sync runs brings one more sync after it, however often it was wanted. `sync_now` must not
    raise. It says whether it wants to be called again soon, because a file was still being written. It gives signs of
    life, by calling what it is given: without any, the watchdog takes it to hang.
    """

    def __init__(
        self, folder: Path, every_seconds: float, sync_now: Callable[[SignOfLife], bool], watchdog: Watchdog
    ) -> None:
        self._folder = folder
        self._sync_now = sync_now
        self._watchdog = watchdog
        self._wanted = threading.Event()
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=target, name=name, daemon=True)
            for name, target in (("advisor-sync", self._work), ("advisor-watch", self._watch))
        ]
        self._scheduler = BackgroundScheduler(timezone="UTC")
        # The job only raises the flag, so it never hangs; a run that is late (a suspended machine) still counts once.
        self._scheduler.add_job(
            self.soon, "interval", seconds=every_seconds, max_instances=1, coalesce=True, misfire_grace_time=None
        )

    def __enter__(self) -> "Schedule":
        self._scheduler.start()
        for thread in self._threads:
            thread.start()
        self.soon()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._wanted.set()
        self._scheduler.shutdown(wait=False)
        for thread in self._threads:
            thread.join(timeout=10)  # a sync that takes longer is repaired by the next start

    def soon(self) -> None:
        """Sync once more, after the sync that is running if there is one."""
        self._wanted.set()

    def _work(self) -> None:
        while True:
            self._wanted.wait()
            if self._stop.is_set():
                return
            self._wanted.clear()
            with self._watchdog.watching() as alive:
                again = self._sync_now(alive)
            if again and not self._stop.wait(_AGAIN_SECONDS):
                self.soon()

    def _watch(self) -> None:
        from watchfiles import watch

        for _changes in watch(
            self._folder, debounce=_DEBOUNCE_MS, step=100, stop_event=self._stop, raise_interrupt=False
        ):
            self.soon()
