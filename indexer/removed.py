"""Documents taken out of the knowledge folder and kept for a while, in a hidden folder beside the others.

Each lies under its own name in a folder that tells when it was removed: `.removed/<seconds>-<random>/guides/a.md`. So
nothing else has to be kept in step with it, and a move on one disk is all that removing and restoring are.
"""

import math
import re
import secrets
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.folder import FolderError
from indexer.model import IndexerError
from indexer.placing import FolderNotWritable, move_in

KEPT_DAYS = 30
_FOLDER = ".removed"  # hidden: no sync reads it
_ID = re.compile(r"(\d{1,12})-[0-9a-f]{8}")
_DAY = 86_400


class NotRemoved(IndexerError):
    """There is no such document to remove or to restore."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A removed document. `removed_at` is in seconds since the epoch, `days_left` at least 1."""

    id: str
    source: str
    removed_at: int
    days_left: int


class Removed:
    """What was removed from one knowledge folder in the last `KEPT_DAYS` days."""

    def __init__(self, root: Path, *, now: Callable[[], float] = time.time) -> None:
        self._root = root
        self._now = now
        self._moving = threading.Lock()  # a double click finds the document restored, not its name taken

    def remove(self, source: str) -> Kept:
        """Takes a file out of the folder. Raises NotRemoved when it is gone, FolderNotWritable, FolderError."""
        if any(part in {"", ".", ".."} or part.startswith(".") for part in source.split("/")):
            raise NotRemoved(f"{source!r} is no document of the knowledge folder; nothing was removed.")
        kept_id = f"{int(self._now())}-{secrets.token_hex(4)}"
        target = self._root / _FOLDER / kept_id / source
        try:
            target.parent.mkdir(parents=True)
            (self._root / source).rename(target)
        except FileNotFoundError:
            shutil.rmtree(self._root / _FOLDER / kept_id, ignore_errors=True)
            raise NotRemoved(f"{source} is not in the knowledge folder any more; nothing was removed.") from None
        except OSError as error:
            raise FolderNotWritable(
                f"{source} cannot be moved ({error.strerror}); give this user write access."
            ) from error
        return self._kept(kept_id, source)

    def restore(self, kept_id: str) -> str:
        """Puts a document back and gives its source. Raises NotRemoved, NameTaken, FolderNotWritable, FolderError."""
        with self._moving:
            kept = next((one for one in self.kept() if one.id == kept_id), None)
            if kept is None:
                raise NotRemoved(
                    f"Nothing that was removed has the id {kept_id!r}; it may be cleared, or restored already."
                )
            move_in(self._root, self._root / _FOLDER / kept.id / kept.source, kept.source)
            shutil.rmtree(self._root / _FOLDER / kept.id, ignore_errors=True)
            return kept.source

    def kept(self) -> tuple[Kept, ...]:
        """What can be restored, the latest removed first."""
        found = [self._kept(folder.name, source) for folder in self._folders() if (source := _held(folder))]
        return tuple(sorted((kept for kept in found if kept.days_left > 0), key=lambda kept: kept.id, reverse=True))

    def clear(self) -> None:
        """Deletes what was removed more than `KEPT_DAYS` ago."""
        for folder in self._folders():
            if self._days_left(folder.name) <= 0:
                shutil.rmtree(folder, ignore_errors=True)

    def _kept(self, kept_id: str, source: str) -> Kept:
        return Kept(kept_id, source, _removed_at(kept_id), self._days_left(kept_id))

    def _days_left(self, kept_id: str) -> int:
        return math.ceil(KEPT_DAYS - (self._now() - _removed_at(kept_id)) / _DAY)

    def _folders(self) -> Iterator[Path]:
        try:
            entries = list((self._root / _FOLDER).iterdir())
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as error:
            raise FolderError(f"{self._root / _FOLDER} cannot be read ({error.strerror}); give read access.") from error
        yield from (entry for entry in entries if _ID.fullmatch(entry.name) and entry.is_dir())


def _removed_at(kept_id: str) -> int:
    return int(kept_id.partition("-")[0])


def _held(folder: Path) -> str | None:
    """The source of the one file below a folder; None when a kill left none."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_symlink() or not path.is_dir())
    return next((path.relative_to(folder).as_posix() for path in files), None)
