from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.answerers.remembered import RememberedTexts
from indexer.embedding.open import open_embedder
from indexer.embedding.port import EmbeddedTokens
from tests.fakes.embedder import HashEmbedder


class CountingEmbedder(HashEmbedder):
    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed_tokens(self, texts: Sequence[str]) -> list[EmbeddedTokens]:
        self.embedded += texts
        return super().embed_tokens(texts)


@pytest.fixture
def embedder() -> CountingEmbedder:
    return CountingEmbedder()


def test_a_text_is_embedded_once(embedder):
    texts = RememberedTexts(lambda: embedder)
    texts.similarity("What is RAG?", ["RAG retrieves.", "RAG retrieves."])
    texts.matches("What is LoRA?", ["RAG retrieves.", "LoRA tunes."])
    assert embedder.embedded == ["What is RAG?", "RAG retrieves.", "What is LoRA?", "LoRA tunes."]


def test_the_cosines_are_those_of_the_vectors_in_the_order_of_the_sentences(embedder):
    cosines = RememberedTexts(lambda: embedder).similarity("refunds", ["nothing alike", "refunds"])
    assert cosines[1] == pytest.approx(1, abs=1e-6)
    assert cosines[0] < cosines[1]


def test_what_was_asked_longest_ago_is_forgotten_first(embedder):
    texts = RememberedTexts(lambda: embedder, most=2)
    texts.of(["one", "two"])
    texts.of(["one"])
    texts.of(["three"])
    embedder.embedded.clear()
    texts.of(["one", "two"])
    assert embedder.embedded == ["two"]


def test_more_texts_at_once_than_are_remembered_are_all_given(embedder):
    assert len(RememberedTexts(lambda: embedder, most=1).of(["a", "b", "c"])) == 3


def test_each_word_of_a_question_has_its_nearest_token(embedder):
    matches = RememberedTexts(lambda: embedder).matches("trams sail slowly", ["slowly they sail", "trams", ""])
    assert matches.words == ("trams", "sail", "slowly")
    assert matches.cosines.round(3).tolist() == [[0, 1, 1], [1, 0, 0], [0, 0, 0]]


@pytest.mark.parametrize("question", ["", "?", "\x00", "🤖", "한국어", "x" * 5000])
def test_any_question_has_matches(embedder, question: str):
    matches = RememberedTexts(lambda: embedder).matches(question, ["Trams sail.", ""])
    assert matches.cosines.shape == (2, len(matches.words))


def test_a_word_is_near_another_that_means_the_same(tmp_path: Path):
    model = open_embedder(tmp_path, None, "int8", threads=1)
    held = ["Retrieval adds latency.", "The logo is painted green."]
    matches = RememberedTexts(lambda: model).matches("Is retrieval slow?", held)
    slow = matches.words.index("slow")
    assert matches.cosines[0, slow] > matches.cosines[1, slow]
