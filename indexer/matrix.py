"""The vectors of one generation in one memory-mapped file, compared with a question one by one: exact, no filter.

Chroma keeps the same vectors; this file is what a single machine answers from (docs/decisions/0003-audiences.md). It
opens in milliseconds, where importing chromadb takes two seconds, and no change can make a vector unreachable.
"""

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from indexer.embedding.port import Vectors
from indexer.model import Audience
from indexer.shortlist import Shortlist, products
from indexer.tables import audience_key

_HELD, _DROPPED = 1, 2
_COMPACT_ABOVE = 1_000  # dead rows; below that they cost less than writing the file again

Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _View:
    """The file as it was when it was last looked at; `row_of` holds the living rows."""

    inode: int
    records: NDArray[np.void]
    row_of: Mapping[bytes, int]
    alive: NDArray[np.bool_]
    shortlist: Shortlist
    allowed: dict[frozenset[Audience], Rows]  # kept from question to question: 2 ms at 250,000 rows

    def rows(self, audiences: Sequence[Audience]) -> Rows:
        wanted = frozenset(audiences)
        if wanted not in self.allowed:
            codes = np.array([_code(audience) for audience in wanted], np.uint64)
            self.allowed[wanted] = np.flatnonzero(self.alive & np.isin(self.records["audience"], codes))
        return self.allowed[wanted]


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
        held = self._view().row_of
        self._append(self._states([chunk_id for chunk_id in ids if bytes.fromhex(chunk_id) in held], _DROPPED))
        view = self._view()
        if len(view.alive) - len(view.row_of) > max(_COMPACT_ABOVE, len(view.row_of) // 4):
            self._compact(view)

    def ids(self) -> set[str]:
        """The ids of everything held."""
        return {chunk_id.hex() for chunk_id in self._view().row_of}

    def count(self) -> int:
        """How many vectors are held."""
        return len(self._view().row_of)

    def search(self, vector: Vectors, k: int, audiences: Sequence[Audience]) -> list[tuple[str, float]]:
        """At most `k` pairs of chunk id and cosine in [-1, 1] of these audiences' chunks, best first."""
        view = self._view()
        rows, cosines = view.shortlist.best(view.records["vector"], vector, k, view.rows(audiences))
        ids = view.records["id"][rows].tolist()
        return [(chunk_id.hex(), float(cosine)) for chunk_id, cosine in zip(ids, cosines, strict=True)]

    def cosines(self, vector: Vectors, ids: Sequence[str], audiences: Sequence[Audience]) -> dict[str, float]:
        """The cosines of those chunks that are held for these audiences."""
        view = self._view()
        allowed = {np.uint64(_code(audience)) for audience in audiences}
        found = [(chunk_id, row) for chunk_id in ids if (row := view.row_of.get(bytes.fromhex(chunk_id))) is not None]
        found = [(chunk_id, row) for chunk_id, row in found if view.records["audience"][row] in allowed]
        values = products(view.records["vector"][[row for _, row in found]], vector)
        return {chunk_id: float(value) for (chunk_id, _), value in zip(found, values, strict=True)}

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
            return self._extended(None, 0, np.zeros(0, self._record))
        length = stat.st_size // self._record.itemsize
        if seen is not None and seen.inode == stat.st_ino and len(seen.records) == length:
            return seen
        if length == 0:
            return self._extended(None, stat.st_ino, np.zeros(0, self._record))
        records = np.memmap(self._file, self._record, mode="r", shape=(length,))
        before = seen if seen is not None and seen.inode == stat.st_ino and len(seen.records) < length else None
        return self._extended(before, stat.st_ino, records)

    def _extended(self, before: _View | None, inode: int, records: NDArray[np.void]) -> _View:
        known = len(before.records) if before else 0
        row_of = dict(before.row_of) if before else {}
        alive = np.zeros(len(records), np.bool_)
        alive[:known] = before.alive if before else False
        new = zip(records["id"][known:].tolist(), records["state"][known:].tolist(), strict=True)
        for row, (chunk_id, state) in enumerate(new, known):
            if (old := row_of.pop(chunk_id, None)) is not None:
                alive[old] = False
            if state == _HELD:
                row_of[chunk_id] = row
                alive[row] = True
        return _View(inode, records, row_of, alive, before.shortlist if before else Shortlist(), {})


def _code(audience: Audience) -> int:
    return int.from_bytes(hashlib.sha256(audience_key(audience).encode()).digest()[:8], "little")
