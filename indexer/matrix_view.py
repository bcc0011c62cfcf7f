"""The matrix's file as it is when somebody looks at it, and what is kept from one look to the next.

A look costs as much as there are new rows; one at a file that did not change costs one `stat`.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from indexer.growing import Growing
from indexer.model import Audience
from indexer.shortlist import Shortlist
from indexer.tables import audience_key

HELD, DROPPED = 1, 2
"""The states of a record: a chunk's vector, or that the chunk is gone. A later record of a chunk voids an earlier."""

Rows = NDArray[np.intp]


def record_type(dimension: int) -> "np.dtype[np.void]":
    """A record of the file."""
    # 32 bytes in front of each vector, so that rows stay aligned and BLAS can read them where they lie.
    fields = [("id", "V16"), ("audience", "<u8"), ("state", "<u4"), ("_", "<u4"), ("vector", "<f4", (dimension,))]
    return np.dtype(fields)


def audience_code(audience: Audience) -> int:
    """What stands for an audience in a record."""
    return int.from_bytes(hashlib.sha256(audience_key(audience).encode()).digest()[:8], "little")


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept from one look at the same file to the next."""

    inode: int
    row_of: dict[bytes, int]  # the living rows, also those that were added after an older view
    alive: Growing[np.bool_]
    codes: Growing[np.uint64]  # of the rows' audiences, side by side: in the file each is on a page of its own
    shortlist: Shortlist

    @classmethod
    def of(cls, inode: int) -> "_Kept":
        return cls(inode, {}, Growing(np.bool_), Growing(np.uint64), Shortlist())

    def add(self, records: NDArray[np.void]) -> None:
        """Take in the records behind those that are known."""
        first = len(self.codes)
        new = records[first:]
        self.codes.add(new["audience"])
        self.alive.add(np.zeros(len(new), np.bool_))
        alive = self.alive.first(len(records))
        for row, (chunk_id, state) in enumerate(zip(new["id"].tolist(), new["state"].tolist(), strict=True), first):
            if (old := self.row_of.pop(chunk_id, None)) is not None:
                alive[old] = False
            if state == HELD:
                self.row_of[chunk_id] = row
                alive[row] = True


@dataclass(frozen=True, slots=True)
class View:
    """The file as it was when it was last looked at."""

    kept: _Kept
    records: NDArray[np.void]
    alive: NDArray[np.bool_]
    allowed: dict[frozenset[Audience], Rows]  # kept from question to question: 1 ms at 250,000 rows

    @property
    def shortlist(self) -> Shortlist:
        """Finds the best of the file's rows."""
        return self.kept.shortlist

    def ids(self) -> list[bytes]:
        """The ids of the chunks that are held."""
        return list(self.kept.row_of)

    def count(self) -> int:
        """How many chunks are held."""
        return len(self.kept.row_of)

    def rows(self, audiences: Sequence[Audience]) -> Rows:
        """The rows held for these audiences, in the order of the file."""
        wanted = frozenset(audiences)
        if wanted not in self.allowed:
            codes = self.kept.codes.first(len(self.records))
            theirs = np.zeros(len(codes), np.bool_)
            for audience in wanted:
                theirs |= codes == np.uint64(audience_code(audience))
            self.allowed[wanted] = np.flatnonzero(self.alive & theirs)
        return self.allowed[wanted]

    def row_of(self, chunk_id: str) -> int | None:
        """The row of a chunk that is held."""
        row = self.kept.row_of.get(bytes.fromhex(chunk_id))
        return row if row is not None and row < len(self.records) else None


class Viewer:
    """Looks at one file of records, which one process appends to and now and then replaces. For any thread."""

    def __init__(self, file: Path, record: "np.dtype[np.void]") -> None:
        self._file = file
        self._record = record
        self._lock = Lock()
        self._seen: View | None = None

    def look(self) -> View:
        """The file as it is now: empty when it is not there, without a record that was not written to its end."""
        with self._lock:
            self._seen = self._refreshed(self._seen)
            return self._seen

    def _refreshed(self, seen: View | None) -> View:
        try:
            stat = self._file.stat()
        except FileNotFoundError:
            return _viewed(_Kept.of(0), np.zeros(0, self._record))
        length = stat.st_size // self._record.itemsize
        same = seen is not None and seen.kept.inode == stat.st_ino
        if seen is not None and same and len(seen.records) == length:
            return seen
        kept = seen.kept if seen is not None and same and len(seen.records) < length else _Kept.of(stat.st_ino)
        if length == 0:
            return _viewed(kept, np.zeros(0, self._record))
        # Looked at as a plain array: each look into a memmap object takes ten times as long.
        records = np.memmap(self._file, self._record, mode="r", shape=(length,)).view(np.ndarray)
        return _viewed(kept, records)


def _viewed(kept: _Kept, records: NDArray[np.void]) -> View:
    kept.add(records)
    return View(kept, records, kept.alive.first(len(records)).copy(), {})
