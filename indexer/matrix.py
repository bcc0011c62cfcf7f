"""The vectors of one generation in one memory-mapped file, compared with a question one by one: exact, no filter.

Chroma keeps the same vectors; this file is what a single machine answers from (docs/decisions/0003-audiences.md). It
opens in milliseconds, where importing chromadb takes two seconds, and no change can make a vector unreachable.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

import numpy as np
from numpy.typing import NDArray

from indexer.embedding.port import Vectors
from indexer.matrix_view import DROPPED, HELD, View, Viewer, audience_code, record_type
from indexer.model import Audience
from indexer.shortlist import products

_COMPACT_ABOVE = 1_000  # dead rows; below that they cost less than writing the file again


class Matrix:
    """One process appends; any number read and see each append whole."""

    def __init__(self, file: Path, dimension: int) -> None:
        self._file = file
        self._record = record_type(dimension)
        self._viewer = Viewer(file, self._record)

    def write(self, audience: Audience, ids: Sequence[str], vectors: Vectors) -> None:
        """Add or replace the vectors, (n, dimension) float32 of length 1, of chunks with this audience."""
        records = self._states(ids, HELD)
        records["audience"] = audience_code(audience)
        records["vector"] = vectors
        self._append(records)

    def drop(self, ids: Sequence[str]) -> None:
        """Remove chunks; those that are not held are left alone."""
        before = self._viewer.look()
        self._append(self._states([chunk_id for chunk_id in ids if before.row_of(chunk_id) is not None], DROPPED))
        view = self._viewer.look()
        living = int(np.count_nonzero(view.alive))
        if len(view.alive) - living > max(_COMPACT_ABOVE, living // 4):
            self._compact(view)

    def ids(self) -> set[str]:
        """The ids of everything held."""
        return {chunk_id.hex() for chunk_id in self._viewer.look().ids()}

    def held(self, ids: Sequence[str]) -> dict[str, Vectors]:
        """The vectors, (dimension,) float32, of those chunks that are held."""
        view = self._viewer.look()
        return {one: view.records["vector"][row] for one in ids if (row := view.row_of(one)) is not None}

    def count(self) -> int:
        """How many vectors are held."""
        return self._viewer.look().count()

    def search(self, vector: Vectors, k: int, audiences: Sequence[Audience]) -> list[tuple[str, float]]:
        """At most `k` pairs of chunk id and cosine in [-1, 1] of these audiences' chunks, best first."""
        view = self._viewer.look()
        rows, cosines = view.shortlist.best(view.records["vector"], vector, k, view.rows(audiences))
        ids = view.records["id"][rows].tolist()
        return [(chunk_id.hex(), float(cosine)) for chunk_id, cosine in zip(ids, cosines, strict=True)]

    def cosines(self, vector: Vectors, ids: Sequence[str], audiences: Sequence[Audience]) -> dict[str, float]:
        """The cosines of those chunks that are held for these audiences."""
        view = self._viewer.look()
        allowed = {audience_code(audience) for audience in audiences}
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

    def _compact(self, view: View) -> None:
        with NamedTemporaryFile(dir=self._file.parent, prefix=f"{self._file.name}.", delete=False) as aside:
            aside.write(view.records[view.alive].tobytes())
            aside.flush()
            os.fsync(aside.fileno())
        Path(aside.name).replace(self._file)
