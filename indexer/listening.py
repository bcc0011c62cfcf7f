"""Listens to a folder: tells when something moves in it, also after it was taken away or replaced by another."""

import logging
from collections.abc import Callable
from pathlib import Path
from threading import Event

log = logging.getLogger(__name__)

_LISTENING_MS = 300  # without an event, after which the watcher tells that it listens, and looks at the folder's place
_PAUSE_SECONDS = 60.0  # before another try, where the folder is not there or is too much for the system's watches


def listen(folder: Path, moved: Callable[[], None], stop: Event, *, debounce_ms: int, step_ms: int) -> None:
    """Calls `moved` when it begins to listen, and then when something moved, until `stop` is set.

    What moves after the first call is never missed. A folder that cannot be listened to is told as one that moved, so
    that whoever looks at it finds out why. Changes that come within `debounce_ms` are told as one.
    """
    while not stop.is_set():
        try:
            _listen_to_this_one(folder, moved, stop, debounce_ms, step_ms)
        except FileNotFoundError:  # the look that follows says so
            moved()
            stop.wait(_PAUSE_SECONDS)
        except (OSError, RuntimeError) as error:  # what watchfiles raises, the latter where the system's watcher failed
            log.warning("changes in %s are noticed by the clock alone, it cannot be listened to: %s", folder, error)
            moved()
            stop.wait(_PAUSE_SECONDS)


def _listen_to_this_one(folder: Path, moved: Callable[[], None], stop: Event, debounce_ms: int, step_ms: int) -> None:
    """Ends when another folder, or none, is in this one's place: the kernel tells of the folder, not of its name."""
    from watchfiles import watch

    this_one, begun = _identity(folder), False
    for changes in watch(
        folder,
        debounce=debounce_ms,
        step=step_ms,
        stop_event=stop,
        rust_timeout=_LISTENING_MS,
        yield_on_timeout=True,
        raise_interrupt=False,
    ):
        if _identity(folder) != this_one:
            return
        if changes or not begun:
            moved()
        begun = True


def _identity(folder: Path) -> tuple[int, int]:
    """Raises FileNotFoundError when it is not there."""
    found = folder.stat()
    return found.st_dev, found.st_ino
