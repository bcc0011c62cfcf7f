"""An `Embedder` without a model: texts that share word stems point the same way."""

import hashlib
import re
from collections.abc import Sequence

import numpy as np

from indexer.embedding.port import EmbeddedTokens, Vectors
from indexer.precedence import Turn, at_once

_TOKENS = re.compile(r"\w+|[^\w\s]")
WORD = re.compile(r"[^\W_]+")
_ENDINGS = re.compile(r"(?<=\w{3})(ing|ed|es|s)$")


class HashEmbedder:
    """Each stem adds one to one of 64 places, chosen by its hash. A text without words gets a fixed vector."""

    name = "hash-64"
    dimension = 64
    max_tokens = 256

    def embed(self, texts: Sequence[str], turn: Turn = at_once) -> Vectors:
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            with turn():
                vectors[row] = self.embed_query(text)
        return vectors

    def embed_query(self, text: str) -> Vectors:
        places = [self._place(text[start:end]) for start, end in self.token_offsets(text)[: self.max_tokens]]
        counts = np.bincount(places or [0], minlength=self.dimension).astype(np.float32)
        vector: Vectors = counts / np.linalg.norm(counts)
        return vector

    def embed_tokens(self, texts: Sequence[str]) -> list[EmbeddedTokens]:
        return [EmbeddedTokens(self.embed_query(text), self._tokens(text)) for text in texts]

    def _tokens(self, text: str) -> Vectors:
        offsets = self.token_offsets(text)[: self.max_tokens]
        vectors = np.zeros((len(offsets), self.dimension), dtype=np.float32)
        vectors[range(len(offsets)), [self._place(text[start:end]) for start, end in offsets]] = 1
        return vectors

    def count_tokens(self, text: str) -> int:
        return len(self.token_offsets(text))

    def token_offsets(self, text: str) -> list[tuple[int, int]]:
        return [match.span() for match in _TOKENS.finditer(text)]

    def _place(self, token: str) -> int:
        stem = _ENDINGS.sub("", token.casefold())
        digest = hashlib.sha256(stem.encode("utf-8", "replace")).digest()
        return int.from_bytes(digest[:8], "big") % self.dimension
