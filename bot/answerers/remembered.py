"""Sentences' vectors kept in memory: the same documents are asked about again and again."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

_MOST = 20_000  # sentences: 31 MB at 384 numbers each


class RememberedVectors:
    """Embeds each text once for as long as it is remembered; the least recently used goes first. Thread-safe."""

    def __init__(self, embed: Callable[[Sequence[str]], Vectors], most: int = _MOST) -> None:
        self._embed = embed
        self._most = most
        self._lock = Lock()
        self._held: OrderedDict[str, Vectors] = OrderedDict()

    def similarity(self, question: str, sentences: Sequence[str]) -> list[float]:
        """The cosine of each sentence with the question, in [-1, 1]."""
        vectors = self.of([question, *sentences])
        return [float(cosine) for cosine in vectors[1:] @ vectors[0]]

    def of(self, texts: Sequence[str]) -> Vectors:
        """(n, dimension) float32 in the order of the texts; at least one text."""
        with self._lock:
            held = {text: self._held[text] for text in texts if text in self._held}
        missing = [text for text in dict.fromkeys(texts) if text not in held]
        held |= zip(missing, self._embed(missing), strict=True) if missing else ()
        self._remember(held)
        return np.stack([held[text] for text in texts])

    def _remember(self, held: dict[str, Vectors]) -> None:
        with self._lock:
            for text, vector in held.items():
                self._held[text] = vector
                self._held.move_to_end(text)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
