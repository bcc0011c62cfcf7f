"""Vectors without a model, for indexes that would take an hour to embed."""

import hashlib
from collections.abc import Sequence

import numpy as np

from indexer.embedding.port import Embedder, Vectors
from indexer.precedence import Turn, at_once


class Synthetic:
    """An `Embedder` that gives each text a random vector by its hash; questions and tokens are the real model's."""

    def __init__(self, real: Embedder) -> None:
        self._real = real
        self.name = "synthetic"
        self.dimension = real.dimension
        self.max_tokens = real.max_tokens
        self.embed_query = real.embed_query
        self.token_offsets = real.token_offsets
        self.count_tokens = real.count_tokens

    def embed(self, texts: Sequence[str], turn: Turn = at_once) -> Vectors:
        """See the class."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            with turn():
                dice = np.random.default_rng(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big"))
                vectors[row] = dice.standard_normal(self.dimension, np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
