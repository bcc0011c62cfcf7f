"""Whether a Chroma server, which others may stop, restore and write to, still holds what was written to it."""

from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from indexer.matrix import Matrix
from indexer.model import Audience
from indexer.vectors import VectorStore

SAMPLE = 256
"""Chunks that every sync looks at, taken anew: 0.1 s. One row in a hundred that went astray is seen at once."""

_AT_ONCE = 1_000  # rows asked for together: 8 MB of JSON, a quarter of a second
_SAME = 0.99  # cosine; less than this is another chunk's, and no store rounds that much away


def astray(placed: Mapping[str, Audience], vectors: VectorStore, matrix: Matrix) -> set[str]:
    """Of these chunks, held for these audiences, those whose vector is not there or is not the matrix's."""
    by_audience: dict[Audience, list[str]] = defaultdict(list)
    for chunk_id, audience in placed.items():
        by_audience[audience].append(chunk_id)
    return {
        chunk_id
        for audience, ids in by_audience.items()
        for first in range(0, len(ids), _AT_ONCE)
        for chunk_id in _astray(audience, ids[first : first + _AT_ONCE], vectors, matrix)
    }


def _astray(audience: Audience, ids: list[str], vectors: VectorStore, matrix: Matrix) -> set[str]:
    stored, written = vectors.held(audience, ids), matrix.held(ids)
    common = sorted(stored.keys() & written.keys())
    if not common:
        return set(ids)
    cosines = np.einsum(
        "ij,ij->i", np.stack([stored[one] for one in common]), np.stack([written[one] for one in common])
    )
    return set(ids) - {chunk_id for chunk_id, cosine in zip(common, cosines, strict=True) if cosine > _SAME}
