"""Syncs while the program is up: on file events at once, and every so often for folders that send none."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

from indexer.listening import listen
from indexer.look import SyncStopped
from indexer.watchdog import Watchdog

_DEBOUNCE_MS, _STEP_MS = 400, 100  # an editor's save is several events; one sync serves them all
_AGAIN_SECONDS = 1.0  # until a file that was being written is looked at again
_LATEST = 2  # intervals; APScheduler goes by the wall clock, and after one that was set back it sleeps for too long

SignOfLife = Callable[[], None]


class _Every(BaseTrigger):  # type: ignore[misc] # APScheduler ships no types
    """Due so many seconds after it was last looked at, however late that was.

    APScheduler's own interval first lists every run that was missed: 30 million for a clock that starts in 1970.
    """

    def __init__(self, seconds: float) -> None:
        self._interval = timedelta(seconds=seconds)

    def get_next_fire_time(self, _previous: datetime | None, now: datetime) -> datetime:
        """See `BaseTrigger`."""
        return now + self._interval


class Schedule:
    """Runs `sync_now` one call at a time: on entering, when something in `folder` moves, and every `every_seconds`.

    The first one begins when the folder is listened to, so that nothing is missed that is saved while it looks. What is
    wanted while a sync runs brings one more sync after it, however often it was wanted. `sync_now` must not raise. It
    says whether it wants to be called again soon, because a file was still being written. It gives signs of life, by
    calling what it is given: without any, the watchdog takes it to hang. That raises SyncStopped once the schedule is
    left, so that the process does not end while its thread is in the middle of the model's work.
    """

    def __init__(
        self, folder: Path, every_seconds: float, sync_now: Callable[[SignOfLife], bool], watchdog: Watchdog
    ) -> None:
        self._folder = folder
        self._every_seconds = every_seconds
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
            self.soon, _Every(every_seconds), max_instances=1, coalesce=True, misfire_grace_time=None
        )

    def __enter__(self) -> "Schedule":
        self._scheduler.start()
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._wanted.set()
        self._scheduler.shutdown(wait=False)
        for thread in self._threads:
            thread.join(timeout=10)  # one batch is half a second; a sync that hangs is repaired by the next start

    def soon(self) -> None:
        """Sync once more, after the sync that is running if there is one."""
        self._wanted.set()

    def _work(self) -> None:
        while True:
            self._wanted.wait(_LATEST * self._every_seconds)
            if self._stop.is_set():
                return
            self._wanted.clear()
            with self._watchdog.watching() as alive:
                again = self._sync_now(lambda: self._go_on(alive))
            if again and not self._stop.wait(_AGAIN_SECONDS):
                self.soon()

    def _go_on(self, alive: SignOfLife) -> None:
        alive()
        if self._stop.is_set():
            raise SyncStopped("Advisor was stopped in the middle of a sync; the next start goes on with it.")

    def _watch(self) -> None:
        listen(self._folder, self.soon, self._stop, debounce_ms=_DEBOUNCE_MS, step_ms=_STEP_MS)
