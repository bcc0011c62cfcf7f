"""The vectors of one generation in one memory-mapped file, compared with a question one by one: exact, no filter.

Chroma keeps the same vectors; this file is what a single machine answers from (docs/decisions/0003-audiences.md). It
opens in milliseconds, where importing chromadb takes two seconds, and no change can make a vector unreachable.
"""

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from indexer.embedding.port import Vectors
from indexer.growing import Growing
from indexer.model import Audience
from indexer.shortlist import Shortlist, products
from indexer.tables import audience_key

_HELD, _DROPPED = 1, 2
_COMPACT_ABOVE = 1_000  # dead rows; below that they cost less than writing the file again

Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept from one look at the same file to the next: a look costs as much as there are new rows."""

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
            if state == _HELD:
                self.row_of[chunk_id] = row
                alive[row] = True


@dataclass(frozen=True, slots=True)
class _View:
    """The file as it was when it was last looked at."""

    kept: _Kept
    records: NDArray[np.void]
    alive: NDArray[np.bool_]
    allowed: dict[frozenset[Audience], Rows]  # kept from question to question: 1 ms at 250,000 rows

    def rows(self, audiences: Sequence[Audience]) -> Rows:
        wanted = frozenset(audiences)
        if wanted not in self.allowed:
            codes = self.kept.codes.first(len(self.records))
            theirs = np.zeros(len(codes), np.bool_)
            for audience in wanted:
                theirs |= codes == np.uint64(_code(audience))
            self.allowed[wanted] = np.flatnonzero(self.alive & theirs)
        return self.allowed[wanted]

    def row_of(self, chunk_id: str) -> int | None:
        row = self.kept.row_of.get(bytes.fromhex(chunk_id))
        return row if row is not None and row < len(self.records) else None


class Matrix:
    """One process appends; any number read and see each append whole."""

    def __init__(self, file: Path, dimension: int) -> None:
        self._file = file
        # 32 bytes in front of each vector, so that rows stay aligned and BLAS can read them where they lie.
        fields = [("id", "V16"), ("audience", "<u8"), ("state", "<u4"), ("_", "<u4"), ("vector", "<f4", (dimension,))]
        self._record = np.dtype(fields)
        self._lock = Lock()
        self._seen: _View | None = None

    def write(self, audience: Audience, ids: Sequence[str], vectors: Vectors) -> None:
        """Add or replace the vectors, (n, dimension) float32 of length 1, of chunks with this audience."""
        records = self._states(ids, _HELD)
        records["audience"] = _code(audience)
        records["vector"] = vectors
        self._append(records)

    def drop(self, ids: Sequence[str]) -> None:
        """Remove chunks; those that are not held are left alone."""
        before = self._view()
        self._append(self._states([chunk_id for chunk_id in ids if before.row_of(chunk_id) is not None], _DROPPED))
        view = self._view()
        living = int(np.count_nonzero(view.alive))
        if len(view.alive) - living > max(_COMPACT_ABOVE, living // 4):
            self._compact(view)

    def ids(self) -> set[str]:
        """The ids of everything held."""
        return {chunk_id.hex() for chunk_id in list(self._view().kept.row_of)}

    def count(self) -> int:
        """How many vectors are held."""
        return len(self._view().kept.row_of)

    def search(self, vector: Vectors, k: int, audiences: Sequence[Audience]) -> list[tuple[str, float]]:
        """At most `k` pairs of chunk id and cosine in [-1, 1] of these audiences' chunks, best first."""
        view = self._view()
        rows, cosines = view.kept.shortlist.best(view.records["vector"], vector, k, view.rows(audiences))
        ids = view.records["id"][rows].tolist()
        return [(chunk_id.hex(), float(cosine)) for chunk_id, cosine in zip(ids, cosines, strict=True)]

    def cosines(self, vector: Vectors, ids: Sequence[str], audiences: Sequence[Audience]) -> dict[str, float]:
        """The cosines of those chunks that are held for these audiences."""
        view = self._view()
        allowed = {_code(audience) for audience in audiences}
        found = [(chunk_id, row) for chunk_id in ids if (row := view.row_of(chunk_id)) is not None]
        rows = [row for _, row in found]
        codes, values = view.records["audience"][rows].tolist(), products(view.records["vector"][rows], vector).tolist()
        return {
            chunk_id: value for (chunk_id, _), code, value in zip(found, codes, values, strict=True) if code in allowed
        }

    def _states(self, ids: Sequence[str], state: int) -> NDArray[np.void]:
        records = np.zeros(len(ids), self._record)
        records["id"] = [np.void(bytes.fromhex(chunk_id)) for chunk_id in ids]
        records["state"] = state
        return records

    def _append(self, records: NDArray[np.void]) -> None:
        if not len(records):
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("ab") as file:
            # A kill can leave part of a record at the end: readers pass over it, the next writer cuts it off.
            file.truncate(file.tell() - file.tell() % self._record.itemsize)
            file.write(records.tobytes())
            file.flush()
            os.fsync(file.fileno())

    def _compact(self, view: _View) -> None:
        with NamedTemporaryFile(dir=self._file.parent, prefix=f"{self._file.name}.", delete=False) as aside:
            aside.write(view.records[view.alive].tobytes())
            aside.flush()
            os.fsync(aside.fileno())
        Path(aside.name).replace(self._file)

    def _view(self) -> _View:
        with self._lock:
            self._seen = self._refreshed(self._seen)
            return self._seen

    def _refreshed(self, seen: _View | None) -> _View:
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


def _viewed(kept: _Kept, records: NDArray[np.void]) -> _View:
    kept.add(records)
    return _View(kept, records, kept.alive.first(len(records)).copy(), {})


def _code(audience: Audience) -> int:
    return int.from_bytes(hashlib.sha256(audience_key(audience).encode()).digest()[:8], "little")
