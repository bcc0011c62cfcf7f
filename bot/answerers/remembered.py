"""Sentences' vectors kept in memory: the same documents are asked about again and again."""

import re
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from bot.answerers.likeness import Matches
from indexer.embedding.port import EmbeddedTokens, Embedder

_MOST = 100_000  # tokens: 77 MB at 384 numbers of two bytes each
_WORD = re.compile(r"[^\W_]+")


class RememberedTexts:
    """Implements `Likeness` with an embedder, which is opened when it is needed. Thread-safe.

    A text is embedded once for as long as it is remembered; the least recently used goes first.
    """

    def __init__(self, embedder: Callable[[], Embedder], most: int = _MOST) -> None:
        self._embedder = embedder
        self._most = most
        self._lock = Lock()
        self._held: OrderedDict[str, EmbeddedTokens] = OrderedDict()
        self._tokens = 0

    def similarity(self, question: str, sentences: Sequence[str]) -> list[float]:
        """See `Likeness`."""
        asked, *said = self.of([question, *sentences])
        return [float(one.vector @ asked.vector) for one in said]

    def matches(self, question: str, sentences: Sequence[str]) -> Matches:
        """See `Likeness`. A word of several tokens is as near as they are on average."""
        asked, *said = self.of([question, *sentences])
        words, tokens_of = self._words(question, len(asked.tokens))
        nearest = [_nearest(asked.tokens, one.tokens) for one in said]
        cosines = [[float(near[tokens].mean()) for tokens in tokens_of] for near in nearest]
        return Matches(words, np.array(cosines, np.float32).reshape(len(said), len(words)))

    def of(self, texts: Sequence[str]) -> list[EmbeddedTokens]:
        """The texts with their tokens, in half precision, in the order of the texts."""
        with self._lock:
            held = {text: self._held[text] for text in texts if text in self._held}
        missing = [text for text in dict.fromkeys(texts) if text not in held]
        made = self._embedder().embed_tokens(missing) if missing else []
        halved = (replace(one, tokens=one.tokens.astype(np.float16)) for one in made)
        held |= zip(missing, halved, strict=True)
        self._remember(held)
        return [held[text] for text in texts]

    def _words(self, question: str, seen: int) -> tuple[tuple[str, ...], list[list[int]]]:
        """The words that the embedder saw, and the places of their tokens."""
        starts = [start for start, _ in self._embedder().token_offsets(question)][:seen]
        found = [
            (word.group().lower(), [place for place, start in enumerate(starts) if word.start() <= start < word.end()])
            for word in _WORD.finditer(question)
        ]
        kept = [(word, tokens) for word, tokens in found if tokens]
        return tuple(word for word, _ in kept), [tokens for _, tokens in kept]

    def _remember(self, held: dict[str, EmbeddedTokens]) -> None:
        with self._lock:
            for text, one in held.items():
                self._tokens += 0 if text in self._held else len(one.tokens)
                self._held[text] = one
                self._held.move_to_end(text)
            while self._tokens > self._most:
                _, gone = self._held.popitem(last=False)
                self._tokens -= len(gone.tokens)


def _nearest(question: NDArray[np.float32], sentence: NDArray[np.float32]) -> NDArray[np.float32]:
    """Of each token of a question its highest cosine with a token of the sentence; 0 where that has none."""
    if not len(sentence):
        return np.zeros(len(question), np.float32)
    nearest: NDArray[np.float32] = (question.astype(np.float32) @ sentence.astype(np.float32).T).max(axis=1)
    return nearest
