from collections.abc import Sequence

import numpy as np
import pytest

from bot.answerers.remembered import RememberedVectors, Vectors
from tests.fakes.embedder import HashEmbedder


class CountingEmbedder:
    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.embedded += texts
        return HashEmbedder().embed(texts)


def test_a_text_is_embedded_once():
    embedder = CountingEmbedder()
    vectors = RememberedVectors(embedder.embed)
    vectors.similarity("What is RAG?", ["RAG retrieves.", "RAG retrieves."])
    vectors.similarity("What is LoRA?", ["RAG retrieves.", "LoRA tunes."])
    assert embedder.embedded == ["What is RAG?", "RAG retrieves.", "What is LoRA?", "LoRA tunes."]


def test_the_cosines_are_those_of_the_vectors_in_the_order_of_the_sentences():
    cosines = RememberedVectors(HashEmbedder().embed).similarity("refunds", ["nothing alike", "refunds"])
    assert cosines[1] == pytest.approx(1, abs=1e-6)
    assert cosines[0] < cosines[1]


def test_what_was_asked_longest_ago_is_forgotten_first():
    embedder = CountingEmbedder()
    vectors = RememberedVectors(embedder.embed, most=2)
    vectors.of(["one", "two"])
    vectors.of(["one"])
    vectors.of(["three"])
    embedder.embedded.clear()
    vectors.of(["one", "two"])
    assert embedder.embedded == ["two"]


def test_more_texts_at_once_than_are_remembered_are_all_given():
    assert np.shape(RememberedVectors(HashEmbedder().embed, most=1).of(["a", "b", "c"])) == (3, 64)
