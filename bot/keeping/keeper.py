"""The keeper: what is in the knowledge folder, and every change to it that can be made from afar."""

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bot.keeping.names import SUFFIXES, source_for, suffix_of
from bot.keeping.preview import Preview, preview
from bot.keeping.sync_reports import SyncReports
from bot.model import AdvisorError
from indexer.model import Audience, Document, IndexerError, IndexState, Listed, SyncReport
from indexer.placing import NameTaken, is_taken, place
from indexer.readers import read_document
from indexer.readers.decoding import ReadError
from indexer.removed import Removed
from indexer.sync import IndexBusy

_PATIENCE = 120  # looks, one a second, at an index that another sync is writing
_TRIES = 3  # at a name that somebody else takes at the same moment


class AlreadyKnown(AdvisorError):
    """The folder holds this very file already."""

    def __init__(self, source: str) -> None:
        super().__init__(f"{source} has the same content; nothing was added.")
        self.source = source


class Standing(StrEnum):
    """What became of a file that was put into the folder."""

    SEARCHABLE = "searchable"
    REFUSED = "refused"
    LATER = "later"  # another process syncs, or the index is busy: it is found with the next sync


@dataclass(frozen=True, slots=True)
class Saved:
    """A file in the folder, and how it stands in the index. `reason` says why it was refused, `listed` what it is."""

    source: str
    standing: Standing
    reason: str = ""
    listed: Listed | None = None


@dataclass(frozen=True, slots=True)
class Keeper:
    """One knowledge folder in the hands of its admins; `bot.wiring` puts it together.

    `sync_now` is None where another process keeps the index. `wait` takes seconds.
    """

    root: Path
    listed: Callable[[Audience], Sequence[Listed]]
    state: Callable[[], IndexState]
    everyone: Callable[[], Audience]
    count_chunks: Callable[[Document], int]
    sync_now: Callable[[], SyncReport] | None
    reports: SyncReports
    removed: Removed
    max_bytes: int
    wait: Callable[[float], None] = time.sleep

    def all(self) -> Sequence[Listed]:
        """Every indexed document, whoever may read it, by title."""
        return self.listed(self.everyone())

    def preview(self, name: str, content: bytes) -> Preview:
        """What the file would become. Raises ReadError with the reason, or AlreadyKnown."""
        self._refuse_known(content)
        return preview(name, self._source_for(name, content), content, self.count_chunks)

    def add(self, name: str, content: bytes) -> Saved:
        """Saves the file and indexes it. Raises ReadError, AlreadyKnown, FolderNotWritable."""
        self._refuse_known(content)
        for _ in range(_TRIES):
            source = self._source_for(name, content)
            try:
                if not self._holds(source, content):  # else a process saved it that ended before it said so
                    place(self.root, source, content)
            except NameTaken:
                continue  # by a file that came at the same moment: both are kept, under two names
            return self.standing(source)
        raise NameTaken(f"{name} found no free name; give the file another name.")

    def standing(self, source: str) -> Saved:
        """How a file in the folder stands in the index after a sync."""
        try:
            report = self.sync()
        except IndexerError:  # it is in the folder: the next sync that works finds it
            return Saved(source, Standing.LATER)
        reason = next((one.reason for one in (report.refused if report else ()) if one.source == source), "")
        if reason:
            return Saved(source, Standing.REFUSED, reason)
        found = next((listed for listed in self.all() if listed.source == source), None)
        return Saved(source, Standing.SEARCHABLE, listed=found) if found else Saved(source, Standing.LATER)

    def sync(self) -> SyncReport | None:
        """Makes the index equal to the folder, after a sync that runs already; None where another process does it."""
        if self.sync_now is None:
            return None
        for _ in range(_PATIENCE):
            try:
                return self.sync_now()
            except IndexBusy:
                self.wait(1)
        return self.sync_now()

    def _refuse_known(self, content: bytes) -> None:
        digest = hashlib.sha256(content).hexdigest()
        for listed in self.all():
            if listed.content_hash == digest:
                raise AlreadyKnown(listed.source)

    def _source_for(self, name: str, content: bytes) -> str:
        suffix = suffix_of(name)
        if suffix is None:
            raise ReadError(f"is of a type that cannot be added; save it as {' or '.join(SUFFIXES)}")
        kind = read_document(f"document{suffix}", content).kind

        def taken(source: str) -> bool:
            return is_taken(self.root, source) and not self._holds(source, content)

        return source_for(name, kind, content, taken)

    def _holds(self, source: str, content: bytes) -> bool:
        """Whether this very file lies there."""
        file = self.root / source
        return file.is_file() and not file.is_symlink() and file.read_bytes() == content
