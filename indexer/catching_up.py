"""Catching up: the vectors of the chunks that wait for them, while the folder is kept in view.

Embedding fifty thousand pages takes most of an hour. A page saved meanwhile is found by its words within seconds.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Event, Thread

from indexer.derived import DerivedIndexes
from indexer.index import Generation, Index
from indexer.listening import listen
from indexer.look import Progress

_FIRST_BATCH = 64  # chunks; what a kill costs at most is one batch
_MOST = 1_024
_BATCH_SECONDS = 0.5  # how long a saved page waits for its turn
_DEBOUNCE_MS, _STEP_MS = 100, 50
_REST = 10  # a look without an event comes after ten times the last one's time, so that looks cost a tenth at most


def catch_up(index: Index, generation: Generation, look: Callable[[], None], progress: Progress) -> None:
    """Embed what waits, with a look at the folder in between whenever something moved in it."""
    waiting = generation.waiting
    left = waiting.count()
    if not left:
        return
    index.before_writing(generation.name)
    derived = DerivedIndexes(generation, index.kept_vectors)
    done, size = 0, _FIRST_BATCH
    # A page or two are done at once: no look, no watcher.
    with _looking(index.root, look) if left > _FIRST_BATCH else nullcontext(_not_due) as look_if_due:
        while batch := waiting.first(size):
            progress(done, done + left)
            started = time.monotonic()
            derived.write_vectors(batch)
            waiting.embedded(batch)
            done += len(batch)
            size = _next_size(len(batch), time.monotonic() - started)
            look_if_due()
            left = waiting.count()
    progress(done, done)


def _next_size(size: int, seconds: float) -> int:
    """As many chunks as fit in a batch's time; vectors that are kept are written by the thousand."""
    return max(_FIRST_BATCH, min(_MOST, 2 * size, int(size * _BATCH_SECONDS / max(seconds, 0.001))))


def _not_due() -> None:
    pass


@contextmanager
def _looking(folder: Path, look: Callable[[], None]) -> Iterator[Callable[[], None]]:
    """Within it, the function given looks if something moved in the folder, or if the last look is long ago."""
    moved, stop = Event(), Event()
    watcher = Thread(target=_listen, args=(folder, moved, stop), name="advisor-catching-up", daemon=True)
    watcher.start()
    soonest = due = time.monotonic()  # something may have moved before the watcher began

    def look_if_due() -> None:
        nonlocal soonest, due
        started = time.monotonic()
        if started < (soonest if moved.is_set() else due):
            return
        moved.clear()
        look()
        took = time.monotonic() - started
        soonest = started + 2 * took  # where files move all the time, every other second is still the embedder's
        due = soonest + max(1.0, _REST * took)

    try:
        yield look_if_due
    finally:
        stop.set()
        watcher.join(timeout=10)


def _listen(folder: Path, moved: Event, stop: Event) -> None:
    listen(folder, moved.set, stop, debounce_ms=_DEBOUNCE_MS, step_ms=_STEP_MS)
