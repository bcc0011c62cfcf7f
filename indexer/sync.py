"""Sync: making the index equal to the folder. An unchanged folder is one look at its files and no other work."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from indexer.catching_up import catch_up
from indexer.derived import DerivedIndexes
from indexer.healing import heal, of_chroma_s_files
from indexer.index import Generation, Index
from indexer.look import Look, Progress, SyncStopped, silent
from indexer.model import IndexerError, IndexState, SyncReport
from indexer.room import room_for
from indexer.tally import Tally

log = logging.getLogger(__name__)

__all__ = ["IndexBusy", "Progress", "SyncStopped", "sync"]


class IndexBusy(IndexerError):
    """Another process is writing this index."""


def sync(index: Index, *, rebuild: bool = False, progress: Progress = silent) -> SyncReport:
    """Make the index equal to the folder and say what that took.

    What moved is found by its words first, and by its meaning when its vectors are made. A rebuild, a new model,
    another chunking or other readers make a generation beside the served one, which answers until the new one is
    whole; the replaced one stays until the next sync, for questions that are under way. Raises IndexBusy when
    another process is writing, FolderError when the folder cannot be read, DiskFull, NotWritable.
    """
    started, tally = time.monotonic(), Tally()
    with room_for(index), _writing(index) as sealed:
        try:
            state = _synced(index, tally, rebuild, progress, sealed=sealed)
        except Exception as error:  # Chroma's errors have no type in common
            if not of_chroma_s_files(index, error):
                raise
            log.warning("Chroma cannot use its files, as those of another version; they are made again: %s", error)
            index.discard(index.chroma_folder.name)
            state = _synced(index, tally, rebuild, progress, sealed=False)
    return tally.report(state.refused, state.chunks, round(time.monotonic() - started, 3))


def _synced(index: Index, tally: Tally, rebuild: bool, progress: Progress, *, sealed: bool) -> IndexState:
    served = index.generations.served()
    for other in index.generations.others(served or ""):
        index.drop(other)
    name = served if served and index.is_current() and not rebuild else index.generations.begin(index.identity)
    generation = index.generation(name)
    _repair(index, generation, sealed=sealed)
    look = Look(index, generation, tally)
    look(progress)
    if served is None:  # answers by words are better than none while the vectors are made
        index.generations.serve(name)
    catch_up(index, generation, look, progress)
    if index.generations.unfinished(name):
        index.generations.end_writing(name)
    if name != served:
        index.generations.serve(name)
    return generation.catalogue.state()


@contextmanager
def _writing(index: Index) -> Iterator[bool]:
    """Holds the writer's lock; gives whether all derived files are as the last sync left them."""
    index.folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(index.lock_file, timeout=0):
            sealed = heal(index)
            try:
                yield sealed
            finally:  # an error leaves too little or too much in whole files; only a kill can leave half a file
                if not index.seal.is_of(state := index.catalogue_state()):
                    index.seal.affix(state)
    except Timeout:
        raise IndexBusy(
            f"Another Advisor process is writing the index in {index.folder}; wait for it to finish, or stop it."
        ) from None


def _repair(index: Index, generation: Generation, *, sealed: bool) -> None:
    """Put right what a killed sync or a lost file left different between the catalogue and the derived indexes."""
    derived = DerivedIndexes(generation, index.kept_vectors)
    # Without a seal, counts that agree prove nothing: files put back from a backup may hold as many chunks, and others.
    trusted = sealed and not index.generations.unfinished(generation.name)
    local = index.settings.chroma_url is None  # no seal is on a server
    if not trusted or not derived.complete(sealed=local):
        index.before_writing(generation.name)
        derived.reconcile(sealed=local)
