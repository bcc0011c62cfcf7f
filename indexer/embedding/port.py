"""What the rest of the product asks of an embedder."""

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Turns text into vectors whose dot product is their cosine.

    `embed` gives (n, dimension) float32, each row of length 1, in the order of the texts; (0, dimension) for
    none. `embed_query` gives (dimension,). Any string works. A row depends on its own text and on nothing else,
    so it may be kept under a hash of the text together with `name`. Of a text longer than `max_tokens`
    (special tokens included) the end is not seen.

    `token_offsets` gives the half-open character offsets of every token, without special tokens or truncation;
    starts never decrease. `count_tokens` is their number. All methods may be called from several threads.
    """

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    @property
    def max_tokens(self) -> int: ...

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """`progress` hears how many texts are done, from 1 to n."""
        ...

    def embed_query(self, text: str) -> Vectors: ...

    def count_tokens(self, text: str) -> int: ...

    def token_offsets(self, text: str) -> list[tuple[int, int]]: ...
