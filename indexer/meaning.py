"""What a question asks of the vectors, wherever they are kept."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from indexer.embedding.port import Vectors
from indexer.model import Audience


class Meaning(Protocol):
    """Compares a question's vector, (dimension,) float32 of length 1, with those of chunks that the asker may read.

    `search` gives at most `k` pairs of chunk id and cosine in [-1, 1], best first; `cosines` the cosine of each of
    these chunks that is held for one of the audiences. Both may be called from several threads.
    """

    def search(self, vector: Vectors, k: int, audiences: Sequence[Audience]) -> list[tuple[str, float]]:
        """See the class."""
        ...

    def cosines(self, vector: Vectors, ids: Sequence[str], audiences: Sequence[Audience]) -> Mapping[str, float]:
        """See the class."""
        ...
