"""Syncs while the program is up: on file events at once, and every so often for folders that send none."""

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

_DEBOUNCE_MS = 400  # an editor's save is several events; one sync serves them all


class Schedule:
    """Runs `sync_now` one call at a time: when something in `folder` moves, and every `every_seconds`.

    `sync_now` must not raise. It says whether it wants to be called again soon (a file was still being written).
    """

    def __init__(self, folder: Path, every_seconds: float, sync_now: Callable[[], bool]) -> None:
        self._folder = folder
        self._sync_now = sync_now
        self._stop = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="advisor-watch", daemon=True)
        # One worker: syncs queue behind each other instead of meeting at the writer's lock.
        self._scheduler = BackgroundScheduler(executors={"default": ThreadPoolExecutor(1)}, timezone="UTC")
        self._scheduler.add_job(
            self._run,
            "interval",
            seconds=every_seconds,
            id="interval",
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )

    def __enter__(self) -> "Schedule":
        self._scheduler.start()
        self._watcher.start()
        self.soon()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._scheduler.shutdown(wait=True)
        self._watcher.join(timeout=5)

    def soon(self, seconds: float = 0) -> None:
        """Sync once, after the one that is running; calls before it starts count as one."""
        run_at = datetime.fromtimestamp(datetime.now().timestamp() + seconds).astimezone()
        # Two instances: one that runs, and one waiting that will see whatever changed meanwhile.
        self._scheduler.add_job(
            self._run,
            "date",
            run_date=run_at,
            id="soon",
            replace_existing=True,
            max_instances=2,
            misfire_grace_time=None,
        )

    def _run(self) -> None:
        if self._sync_now() and not self._stop.is_set():
            self.soon(seconds=1)

    def _watch(self) -> None:
        from watchfiles import watch

        for _changes in watch(
            self._folder, debounce=_DEBOUNCE_MS, step=100, stop_event=self._stop, raise_interrupt=False
        ):
            self.soon()
