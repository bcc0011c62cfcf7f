"""The rows most like a question: by all their numbers, or when there are many, first by those that matter most.

Above `EXACT_UP_TO` rows a full look is bound by memory: 250,000 rows are 384 MB, 40 ms. So the rows are turned onto
their principal axes once (PCA), a question looks at the first 96 of 384 numbers, and the best `KEPT` rows are then
compared in full. docs/decisions/0003-audiences.md has the measurement.
"""

from threading import Lock

import numpy as np
from numpy.typing import NDArray

from indexer.embedding.port import Vectors
from indexer.growing import Growing

EXACT_UP_TO = 20_000  # rows; 31 MB, 3 to 4 ms on one core
KEPT = 2_000
AXES = 96
_SAMPLE = 20_000  # rows that the axes are fitted to
_AT_ONCE = 16_384  # rows turned at a time: 25 MB


class Shortlist:
    """Keeps the turned rows of one growing matrix; rows that were turned before are not turned again."""

    def __init__(self, exact_up_to: int = EXACT_UP_TO, kept: int = KEPT) -> None:
        self._exact_up_to = exact_up_to
        self._kept = kept
        self._lock = Lock()
        self._axes: Vectors | None = None
        self._turned: Growing[np.float32] = Growing(np.float32, AXES)

    def best(
        self, rows: Vectors, vector: Vectors, k: int, allowed: NDArray[np.intp]
    ) -> tuple[NDArray[np.intp], Vectors]:
        """At most `k` of the allowed rows, best first, and their cosines with `vector` (all of length 1)."""
        if len(rows) > self._exact_up_to:
            likely = self._likely(rows, vector, max(k, self._kept), allowed)
            scores = products(rows[likely], vector)
        else:
            likely = allowed
            scores = products(rows, vector)[allowed]
        best = _top(scores, k)
        return likely[best], scores[best]

    def _likely(self, rows: Vectors, vector: Vectors, k: int, allowed: NDArray[np.intp]) -> NDArray[np.intp]:
        with self._lock:
            axes, turned = self._grown(rows)
        scores = products(turned, vector @ axes)[allowed]
        return np.sort(allowed[_unordered_top(scores, k)])  # in the order of the file: read with fewer jumps

    def _grown(self, rows: Vectors) -> tuple[Vectors, Vectors]:
        if self._axes is None:
            self._axes = _principal_axes(rows[:: max(1, len(rows) // _SAMPLE)])
        for start in range(len(self._turned), len(rows), _AT_ONCE):
            self._turned.add(np.ascontiguousarray(rows[start : start + _AT_ONCE]) @ self._axes)
        return self._axes, self._turned.first(len(rows))


def products(rows: Vectors, vector: Vectors) -> Vectors:
    """The product of each row with `vector`.

    Not `rows @ vector`: OpenBLAS shares it among threads, whose waiting for each other costs 10 ms where this takes 1.5
    (58,000 rows of 96, two busy cores), and slows the embedder besides.
    """
    products: Vectors = np.einsum("ij,j->i", rows, vector)
    return products


def _principal_axes(sample: Vectors) -> Vectors:
    """(dimension, AXES) float32: the directions along which the sample has the most length, not centred."""
    together = np.ascontiguousarray(sample, np.float32)
    _, axes = np.linalg.eigh(together.T @ together)  # in ascending order
    return np.ascontiguousarray(axes[:, ::-1][:, :AXES], np.float32)


def _unordered_top(scores: Vectors, k: int) -> NDArray[np.intp]:
    return np.arange(len(scores)) if k >= len(scores) else np.argpartition(scores, -k)[-k:]


def _top(scores: Vectors, k: int) -> NDArray[np.intp]:
    """The places of the `k` highest scores, highest first; equals in the order of their rows."""
    best = np.sort(_unordered_top(scores, k))
    return best[np.argsort(-scores[best], kind="stable")]
