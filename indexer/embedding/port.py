"""What the rest of the product asks of an embedder."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from indexer.precedence import Turn, at_once

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class EmbeddedTokens:
    """A text's vector (dimension,) and those of its tokens in their context, (tokens, dimension); float32, length 1.

    The tokens are those of `Embedder.token_offsets`, as many as the model sees.
    """

    vector: Vectors
    tokens: Vectors


class Embedder(Protocol):
    """Turns text into vectors whose dot product is their cosine.

    Any string works. A vector depends on its own text and on nothing else, so it may be kept under a hash of the
    text together with `name`. Of a text longer than `max_tokens` (special tokens included) the end is not seen.
    All methods may be called from several threads.
    """

    @property
    def name(self) -> str:
        """Model, precision and version: two embedders of one name give the same vectors."""
        ...

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        ...

    @property
    def max_tokens(self) -> int:
        """How many tokens of a text the model sees, special tokens included."""
        ...

    def embed(self, texts: Sequence[str], turn: Turn = at_once) -> Vectors:
        """(n, dimension) float32, each row of length 1, in the order of the texts; (0, dimension) for none.

        Each text is computed within a `turn` of its own, in the thread that computes it.
        """
        ...

    def embed_query(self, text: str) -> Vectors:
        """(dimension,) float32 of length 1."""
        ...

    def embed_tokens(self, texts: Sequence[str]) -> list[EmbeddedTokens]:
        """Each text with its tokens, in the order of the texts. Its vector is what `embed` gives."""
        ...

    def count_tokens(self, text: str) -> int:
        """The number of `token_offsets`."""
        ...

    def token_offsets(self, text: str) -> list[tuple[int, int]]:
        """Half-open character offsets of every token, without special tokens or truncation. Starts never decrease."""
        ...
