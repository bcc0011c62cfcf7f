"""Sync: making the index equal to the folder. An unchanged folder is one look at its files and no other work."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from filelock import FileLock, Timeout

from indexer.catalogue import Catalogue, Indexed, Known
from indexer.chunking import chunk_document
from indexer.derived import DerivedIndexes
from indexer.folder import FileStat, Unsettled, read_settled, scan
from indexer.index import Generation, Index
from indexer.model import IndexerError, Refusal, SyncReport
from indexer.readers import READERS, read_document
from indexer.readers.decoding import ReadError

Progress = Callable[[int, int], None]
"""Hears how many documents are done, of how many."""

_CHUNKS_AT_ONCE = 512  # written and recorded together: what a kill costs at most, and a lexical commit's worth


class IndexBusy(IndexerError):
    """Another process is writing this index."""


@dataclass(slots=True)
class _Tally:
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0
    unsettled: list[str] = field(default_factory=list)


def sync(index: Index, *, rebuild: bool = False, progress: Progress = lambda _done, _of: None) -> SyncReport:
    """Make the index equal to the folder and say what that took.

    A rebuild, a new model or another chunking is made beside the served generation, which answers until the new
    one is whole. Raises IndexBusy when another process is writing, FolderError when the folder cannot be read.
    """
    started = time.monotonic()
    with _writing(index):
        served = index.generations.served()
        fits = served is not None and index.generations.identity(served) == index.identity
        name = served if served and fits and not rebuild else index.generations.begin(index.identity)
        generation = index.generation(name)
        _repair(index, generation)
        tally, refused = _bring_up_to_date(index, generation, progress)
        if name != served:
            index.generations.serve(name)
        for other in index.generations.others(name):
            index.drop(other)
        return SyncReport(
            added=tuple(tally.added),
            changed=tuple(tally.changed),
            removed=tuple(tally.removed),
            unchanged=tally.unchanged,
            refused=tuple(refused),
            chunks=generation.catalogue.state().chunks,
            seconds=round(time.monotonic() - started, 3),
            unsettled=tuple(tally.unsettled),
        )


@contextmanager
def _writing(index: Index) -> Iterator[None]:
    index.folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(index.lock_file, timeout=0):
            yield
    except Timeout:
        raise IndexBusy(
            f"Another Advisor process is writing the index in {index.folder}; wait for it to finish, or stop it."
        ) from None


def _repair(index: Index, generation: Generation) -> None:
    """Put right what a killed sync or a lost file left different between the catalogue and the derived indexes."""
    derived = DerivedIndexes(generation, index.kept_vectors)
    if index.generations.unfinished() == generation.name or not derived.complete():
        derived.reconcile()
        index.generations.writing(None)


def _bring_up_to_date(index: Index, generation: Generation, progress: Progress) -> tuple[_Tally, list[Refusal]]:
    catalogue = generation.catalogue
    found = scan(index.root, READERS, index.settings.max_file_bytes)
    known = catalogue.known_files()
    tally = _Tally()
    for source in sorted(known.keys() - {file.source for file in found.files}):
        if catalogue.remove(source):
            tally.removed.append(source)
    moved = [file for file in found.files if not _same(file, known.get(file.source))]
    tally.unchanged = sum(1 for file in found.files if _same(file, k := known.get(file.source)) and k and not k.refused)
    for batch in _batches(index, catalogue, moved, known, tally, progress):
        _write(index, generation, batch)
    _drop_stale(index, generation)
    return tally, [*found.refused, *catalogue.state().refused]


def _same(file: FileStat, known: Known | None) -> bool:
    return known is not None and known.stat == file


def _batches(  # noqa: PLR0913 - the parts of one sync, each used once
    index: Index,
    catalogue: Catalogue,
    moved: Sequence[FileStat],
    known: dict[str, Known],
    tally: _Tally,
    progress: Progress,
) -> Iterator[list[Indexed]]:
    batch: list[Indexed] = []
    for done, file in enumerate(moved):
        progress(done, len(moved))
        item = _read(index, catalogue, file, known.get(file.source), tally)
        if item is not None:
            batch.append(item)
        if sum(len(item.chunks) for item in batch) >= _CHUNKS_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch
    progress(len(moved), len(moved))


def _read(index: Index, catalogue: Catalogue, file: FileStat, before: Known | None, tally: _Tally) -> Indexed | None:
    """The document to write for a file that moved, or None when there is nothing to write."""
    try:
        content, stat = read_settled(index.root, file.source)
        document = read_document(file.source, content)
    except (Unsettled, FileNotFoundError):
        tally.unsettled.append(file.source)  # not recorded, so the next sync looks again
        return None
    except PermissionError:
        catalogue.refuse(file, "cannot be read; give Advisor's user read access to it")
        return None
    except ReadError as error:
        catalogue.refuse(file, str(error))
        return None
    if before and before.content_hash == document.content_hash:
        catalogue.touch(stat)
        tally.unchanged += 1
        return None
    (tally.changed if before and before.content_hash else tally.added).append(file.source)
    return Indexed(document, chunk_document(document, index.embedder.token_offsets), stat)


def _write(index: Index, generation: Generation, batch: Sequence[Indexed]) -> None:
    """New chunks first, then the record that makes them visible: a kill in between leaves the old version served."""
    index.generations.writing(generation.name)
    derived = DerivedIndexes(generation, index.kept_vectors)
    derived.write(batch)
    generation.catalogue.record(batch)
    _drop_stale(index, generation)
    index.generations.writing(None)


def _drop_stale(index: Index, generation: Generation) -> None:
    stale = generation.catalogue.stale()
    if stale:
        index.generations.writing(generation.name)
        DerivedIndexes(generation, index.kept_vectors).drop(stale)
        generation.catalogue.forget_stale()
        index.generations.writing(None)
