"""How near sentences are to a question: as wholes, and word by word."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Matches:
    """The words of a question, lower-cased, and how near each of n sentences comes to each of them.

    `cosines` is (n, words) float32: of a word in its question, the highest cosine with any token of the sentence, in
    [-1, 1]. "slow" in "Is RAG slow?" is near "latency" in a sentence on retrieval, though they share no stem.
    """

    words: tuple[str, ...]
    cosines: NDArray[np.float32]


class Likeness(Protocol):
    """Compares a question with sentences by their meaning."""

    def similarity(self, question: str, sentences: Sequence[str]) -> Sequence[float]:
        """The cosine of each sentence with the question, each taken as a whole, in [-1, 1]."""
        ...

    def matches(self, question: str, sentences: Sequence[str]) -> Matches:
        """Late interaction, after ColBERT (Khattab and Zaharia 2020, arXiv:2004.12832), with an embedder's tokens."""
        ...
