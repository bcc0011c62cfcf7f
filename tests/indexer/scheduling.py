"""A schedule in a process of its own, which writes a line for all that happens to it.

    python -m tests.indexer.scheduling FOLDER SECONDS

"sync" is a sync; the first one saves a file in the folder. "woke" is that the process was stopped for a second or
more, and "later" that another second has passed since. Ends when its input does.
"""

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from indexer.schedule import Schedule
from indexer.watchdog import Watchdog

_saying = threading.Lock()


def say(word: str) -> None:
    with _saying:
        print(word, flush=True)  # noqa: T201 - what the test reads


def run(folder: Path, every_seconds: float) -> None:
    saved = folder / "saved.md"

    def sync(_alive: Callable[[], None]) -> bool:
        if not saved.exists():
            saved.write_text("# Saved\n", encoding="utf-8")
        say("sync")
        return False

    threading.Thread(target=notice_stops, daemon=True).start()
    with Schedule(folder, every_seconds, sync, Watchdog(600, lambda: say("hung"))):
        sys.stdin.read()


def notice_stops() -> None:
    before = time.monotonic()
    while True:
        time.sleep(0.05)
        now = time.monotonic()
        if now - before > 1:
            say("woke")
            time.sleep(1)
            say("later")
            now = time.monotonic()
        before = now


if __name__ == "__main__":
    run(Path(sys.argv[1]), float(sys.argv[2]))
