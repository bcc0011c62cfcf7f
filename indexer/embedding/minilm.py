"""all-MiniLM-L6-v2 on onnxruntime: an `Embedder`."""

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from onnxruntime import InferenceSession
from tokenizers import Tokenizer

from indexer.embedding.port import EmbeddedTokens, Vectors
from indexer.precedence import Turn, at_once

_SURROGATES = re.compile("[\ud800-\udfff]")


class MiniLM:
    """An `Embedder`. Computes `threads` texts at once, each on one thread.

    One text a run, without padding or mask. Nothing is wasted on padding, so it is no slower than batches; and a
    vector is a function of its text alone, to the bit: dynamic int8 takes one scale for all of a run's numbers,
    so companions in a batch would change it (cosine down to 0.981 measured), and vectors are kept by their text.
    """

    dimension = 384
    max_tokens = 256  # max_seq_length of the model's sentence_bert_config.json, [CLS] and [SEP] included

    def __init__(self, name: str, session: InferenceSession, tokenizer: Tokenizer, threads: int) -> None:
        self.name = name
        self._session = session
        self._tokenizer = tokenizer
        self._threads = threads
        # The packaged tokenizer.json cuts at 128 tokens and pads everything to 128.
        tokenizer.no_truncation()
        tokenizer.no_padding()

    def embed(self, texts: Sequence[str], turn: Turn = at_once) -> Vectors:
        """(n, 384) float32 of length 1, in the order of `texts`, each computed within its own `turn`."""

        def embedded(text: str) -> Vectors:
            with turn():
                return self.embed_query(text)

        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        with ThreadPoolExecutor(self._threads) as pool:
            for row, vector in enumerate(pool.map(embedded, texts)):
                vectors[row] = vector
        return vectors

    def embed_query(self, text: str) -> Vectors:
        """(384,) float32 of length 1. The same vector as `embed` gives: the model knows no query prefix."""
        (vector,) = self._run(text, "vectors")
        return vector

    def embed_tokens(self, texts: Sequence[str]) -> list[EmbeddedTokens]:
        """Each text with its tokens, in the order of `texts`; [CLS] and [SEP] are no tokens of theirs."""

        def embedded(text: str) -> EmbeddedTokens:
            vector, tokens = self._run(text, "vectors", "tokens")
            return EmbeddedTokens(vector, tokens[1:-1])

        with ThreadPoolExecutor(self._threads) as pool:
            return list(pool.map(embedded, texts))

    def _run(self, text: str, *outputs: str) -> list[Vectors]:
        return [output[0] for output in self._session.run(outputs, {"ids": np.array([self._ids(text)], np.int64)})]

    def count_tokens(self, text: str) -> int:
        """How many tokens `text` has, without special tokens or truncation."""
        return len(self.token_offsets(text))

    def token_offsets(self, text: str) -> list[tuple[int, int]]:
        """Half-open character offsets of every token, without special tokens or truncation.

        Starts never decrease, but two tokens may share a character that the model sees as several (한 = ᄒ ᅡ ᆫ),
        and control characters belong to none.
        """
        encoding = self._tokenizer.encode(_encodable(text), add_special_tokens=False)
        offsets: list[tuple[int, int]] = encoding.offsets
        return offsets

    def _ids(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(_encodable(text)).ids
        return ids if len(ids) <= self.max_tokens else [*ids[: self.max_tokens - 1], ids[-1]]


def _encodable(text: str) -> str:
    """`text` with each lone surrogate, which UTF-8 cannot hold, replaced by one character: offsets stay true."""
    return _SURROGATES.sub("\ufffd", text)
