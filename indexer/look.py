"""One look at the folder: what moved since the last one is found by its words when it ends, and what is gone is not."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from indexer.catalogue import Indexed, Known
from indexer.chunking import chunk_document
from indexer.derived import DerivedIndexes
from indexer.folder import FileStat, Unsettled, read_settled, scan
from indexer.index import Generation, Index
from indexer.model import Document, IndexerError
from indexer.readers import READERS, read_document
from indexer.readers.decoding import ReadError
from indexer.tally import Tally

Progress = Callable[[int, int], None]
"""Hears how much is done, of how much: documents first, then chunks. What it raises ends the sync where it stands."""

_READ_AT_ONCE = 16  # files between two waits for questions; a wait for each took a look of 400 files from 4 to 8 s
_CHUNKS_AT_ONCE = 2_048  # written and recorded together: what a kill costs at most, and a lexical commit's worth


class SyncStopped(IndexerError):
    """The program is to end, and the next start goes on with the sync. Raised by a `Progress`."""


def silent(_done: int, _of: int) -> None:
    """A `Progress` that tells nobody."""


class Look:
    """Looks at the folder, as often as it is called, and keeps the tally."""

    def __init__(self, index: Index, generation: Generation, tally: Tally) -> None:
        self._index = index
        self._generation = generation
        self._catalogue = generation.catalogue
        self._derived = DerivedIndexes(generation, index.kept_vectors)
        self._tally = tally

    def __call__(self, progress: Progress = silent) -> None:
        """Read what moved, write what changed, drop what is gone. New chunks are left waiting for their vectors."""
        found = scan(self._index.root, READERS, self._index.settings.max_file_bytes)
        self._tally.look(found.refused)
        known = self._catalogue.known_files()
        for batch in self._batches(self._moved(found.files, known), known, progress):
            self._write(batch)
        # After the additions: a document that was renamed is never gone under both names.
        for source in sorted(known.keys() - {file.source for file in found.files}):
            if self._catalogue.remove(source):
                self._tally.removed(source)
        self._drop_stale()

    def _moved(self, files: Sequence[FileStat], known: Mapping[str, Known]) -> list[FileStat]:
        moved = []
        for file in files:
            before = known.get(file.source)
            if before is None or before.stat != file:
                moved.append(file)
            elif not before.refused:
                self._tally.same(file.source)
        return moved

    def _batches(
        self, moved: Sequence[FileStat], known: Mapping[str, Known], progress: Progress
    ) -> Iterator[list[Indexed]]:
        batch: list[Indexed] = []
        chunks = 0
        for done, file in enumerate(moved):
            progress(done, len(moved))
            if done % _READ_AT_ONCE == 0:
                self._index.precedence.give_way()
            item = self._read(file, known.get(file.source))
            if item is not None:
                batch.append(item)
                chunks += max(1, len(item.chunks))
            if chunks >= _CHUNKS_AT_ONCE:
                yield batch
                batch, chunks = [], 0
        if batch:
            yield batch
        progress(len(moved), len(moved))

    def _read(self, file: FileStat, before: Known | None) -> Indexed | None:
        """The document to write for a file that moved, or None when there is nothing to write."""
        try:
            content, stat = read_settled(self._index.root, file.source)
        except PermissionError:
            self._catalogue.refuse(file, "cannot be read; give Advisor's user read access to it")
            return None
        except (Unsettled, OSError):
            # Gone, or a disk's trouble: not recorded, the next look sees it again.
            self._tally.unsettled.append(file.source)
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
            self._tally.same(document.source)
            return None
        self._tally.wrote(document.source, replaced=before is not None)
        return Indexed(document, chunk_document(document, self._index.embedder.token_offsets), stat)

    def _write(self, batch: Sequence[Indexed]) -> None:
        """Words, then the record that makes them visible: a kill in between leaves the old version served."""
        self._index.before_writing(self._generation.name)
        self._derived.write_words(batch)
        self._catalogue.record(batch)

    def _drop_stale(self) -> None:
        if stale := self._catalogue.stale():
            self._index.before_writing(self._generation.name)
            self._derived.drop(stale)
        self._catalogue.forget_stale()
