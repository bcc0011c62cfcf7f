"""Sync: making the index equal to the folder. An unchanged folder is one look at its files and no other work."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from filelock import FileLock, Timeout

from indexer.catalogue import Indexed, Known
from indexer.chunking import chunk_document
from indexer.derived import DerivedIndexes
from indexer.folder import FileStat, Unsettled, read_settled, scan
from indexer.healing import heal
from indexer.index import Generation, Index
from indexer.model import Document, IndexerError, Refusal, SyncReport
from indexer.readers import READERS, read_document
from indexer.readers.decoding import ReadError

Progress = Callable[[int, int], None]
"""Hears how many documents are done, of how many."""

_CHUNKS_AT_ONCE = 512  # written and recorded together: what a kill costs at most, and a lexical commit's worth


class IndexBusy(IndexerError):
    """Another process is writing this index."""


def sync(index: Index, *, rebuild: bool = False, progress: Progress = lambda _done, _of: None) -> SyncReport:
    """Make the index equal to the folder and say what that took.

    A rebuild, a new model or another chunking is made beside the served generation, which answers until the new
    one is whole; the replaced one stays until the next sync, for questions that are under way. Raises IndexBusy
    when another process is writing, FolderError when the folder cannot be read.
    """
    started = time.monotonic()
    with _writing(index):
        served = index.generations.served()
        for other in index.generations.others(served or ""):
            index.drop(other)
        name = served if served and index.is_current() and not rebuild else index.generations.begin(index.identity)
        generation = index.generation(name)
        _repair(index, generation)
        run = _Run(index, generation, progress)
        run.bring_up_to_date()
        if index.generations.unfinished(name):
            index.generations.end_writing(name)
        if name != served:
            index.generations.serve(name)
        return run.report(round(time.monotonic() - started, 3))


@contextmanager
def _writing(index: Index) -> Iterator[None]:
    index.folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(index.lock_file, timeout=0):
            heal(index)
            try:
                yield
            finally:  # an error leaves too little or too much in whole files; only a kill can leave half a file
                if not index.seal.is_affixed():
                    index.seal.affix()
    except Timeout:
        raise IndexBusy(
            f"Another Advisor process is writing the index in {index.folder}; wait for it to finish, or stop it."
        ) from None


def _repair(index: Index, generation: Generation) -> None:
    """Put right what a killed sync or a lost file left different between the catalogue and the derived indexes."""
    derived = DerivedIndexes(generation, index.kept_vectors)
    if index.generations.unfinished(generation.name) or not derived.complete():
        _before_writing(index, generation)
        derived.reconcile()


def _before_writing(index: Index, generation: Generation) -> None:
    """Leave word for the next sync, in case an error or a kill ends this one."""
    if index.seal.is_affixed() or not index.generations.unfinished(generation.name):
        index.generations.begin_writing(generation.name)
        index.seal.lift()


class _Run:
    """One sync of one generation, and the tally of what it did."""

    def __init__(self, index: Index, generation: Generation, progress: Progress) -> None:
        self._index = index
        self._generation = generation
        self._catalogue = generation.catalogue
        self._progress = progress
        self._added: list[str] = []
        self._changed: list[str] = []
        self._removed: list[str] = []
        self._unsettled: list[str] = []
        self._refused: list[Refusal] = []
        self._unchanged = 0

    def bring_up_to_date(self) -> None:
        """Read what moved, write what changed, drop what is gone."""
        found = scan(self._index.root, READERS, self._index.settings.max_file_bytes)
        known = self._catalogue.known_files()
        moved: list[FileStat] = []
        for file in found.files:
            before = known.get(file.source)
            if before is None or before.stat != file:
                moved.append(file)
            elif not before.refused:
                self._unchanged += 1
        for batch in self._batches(moved, known):
            self._write(batch)
        # After the additions: a document that was renamed is never gone under both names.
        gone = sorted(known.keys() - {file.source for file in found.files})
        self._removed = [source for source in gone if self._catalogue.remove(source)]
        self._drop_stale()
        self._refused = [*found.refused, *self._catalogue.state().refused]

    def report(self, seconds: float) -> SyncReport:
        """What was done, in `seconds` of wall time."""
        return SyncReport(
            added=tuple(self._added),
            changed=tuple(self._changed),
            removed=tuple(self._removed),
            unchanged=self._unchanged,
            refused=tuple(self._refused),
            chunks=self._catalogue.state().chunks,
            seconds=seconds,
            unsettled=tuple(self._unsettled),
        )

    def _batches(self, moved: Sequence[FileStat], known: Mapping[str, Known]) -> Iterator[list[Indexed]]:
        batch: list[Indexed] = []
        for done, file in enumerate(moved):
            self._progress(done, len(moved))
            item = self._read(file, known.get(file.source))
            if item is not None:
                batch.append(item)
            if sum(len(item.chunks) for item in batch) >= _CHUNKS_AT_ONCE:
                yield batch
                batch = []
        if batch:
            yield batch
        self._progress(len(moved), len(moved))

    def _read(self, file: FileStat, before: Known | None) -> Indexed | None:
        """The document to write for a file that moved, or None when there is nothing to write."""
        try:
            content, stat = read_settled(self._index.root, file.source)
        except PermissionError:
            self._catalogue.refuse(file, "cannot be read; give Advisor's user read access to it")
            return None
        except (Unsettled, OSError):
            self._unsettled.append(file.source)  # gone, or a disk's trouble: not recorded, the next sync looks again
            return None
        try:
            document = read_document(file.source, content)
        except ReadError as error:
            self._catalogue.refuse(stat, str(error))
            return None
        return self._changed_document(document, stat, before.content_hash if before else None)

    def _changed_document(self, document: Document, stat: FileStat, before: str | None) -> Indexed | None:
        if before == document.content_hash:
            self._catalogue.touch(stat)
            self._unchanged += 1
            return None
        (self._changed if before else self._added).append(document.source)
        return Indexed(document, chunk_document(document, self._index.embedder.token_offsets), stat)

    def _write(self, batch: Sequence[Indexed]) -> None:
        """New chunks, then the record that makes them visible: a kill in between leaves the old version served."""
        _before_writing(self._index, self._generation)
        DerivedIndexes(self._generation, self._index.kept_vectors).write(batch)
        self._catalogue.record(batch)

    def _drop_stale(self) -> None:
        if stale := self._catalogue.stale():
            _before_writing(self._index, self._generation)
            DerivedIndexes(self._generation, self._index.kept_vectors).drop(stale)
            self._catalogue.forget_stale()
