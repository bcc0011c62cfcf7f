"""An embedding adapter: turns a question's vector towards those of the texts that answer questions like it.

The embedder puts a question near texts that say the same words in the same order; what answers it says other words. The
weights are fitted by `python -m benchmarks.adapter --write`.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.embedding.port import Vectors

FITTED = Path(__file__).with_name("fitted_adapter.npz")


@dataclass(frozen=True, slots=True)
class Adapter:
    """What is added to a vector q: q @ `into` @ `back`, of a low rank; (dimension, rank) and (rank, dimension)."""

    into: NDArray[np.float32]
    back: NDArray[np.float32]

    def adapted(self, vector: Vectors) -> Vectors:
        """The vector, (dimension,) float32, turned, of length 1; as it is where it has another dimension."""
        if len(vector) != len(self.into):
            return vector
        turned = vector + vector @ self.into @ self.back
        return (turned / max(float(np.linalg.norm(turned)), 1e-9)).astype(np.float32)


@cache
def fitted_adapter() -> Adapter:
    """The adapter for all-MiniLM-L6-v2."""
    with np.load(FITTED) as held:
        return Adapter(held["into"].astype(np.float32), held["back"].astype(np.float32))
