import json
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.embedding.minilm import MiniLM
from indexer.embedding.port import Vectors

REFERENCE = json.loads(Path(__file__).with_name("reference.json").read_text(encoding="utf-8"))["vectors"]
TEXTS = [entry["text"] for entry in REFERENCE]

any_text = st.text(st.characters(codec=None, categories=None))  # lone surrogates, NULs and private use included


def reference() -> Vectors:
    vectors = np.array([entry["vector"] for entry in REFERENCE], dtype=np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def cosines(embedder: MiniLM) -> Vectors:
    return np.sum(embedder.embed(TEXTS) * reference(), axis=1)


def test_fp32_vectors_are_those_of_sentence_transformers(fp32):
    assert cosines(fp32).min() >= 0.99999


def test_int8_vectors_are_close_to_those_of_sentence_transformers(int8):
    assert cosines(int8).min() >= 0.97


def test_int8_is_not_fp32_under_another_name(int8):
    assert cosines(int8).max() < 0.9999


@pytest.mark.parametrize("precision", ["int8", "fp32"])
def test_neither_companions_nor_order_change_a_vector(precision, request):
    embedder = request.getfixturevalue(precision)
    together = embedder.embed(TEXTS)
    assert np.array_equal(embedder.embed(TEXTS[::-1])[::-1], together)
    assert np.array_equal(np.stack([embedder.embed_query(text) for text in TEXTS]), together)


def test_vectors_are_float32_of_length_one(int8):
    vectors = int8.embed(TEXTS)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(TEXTS), int8.dimension)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_no_texts_give_no_rows(int8):
    assert int8.embed([]).shape == (0, 384)


def test_each_text_is_computed_within_a_turn_of_its_own(int8):
    heard: list[str] = []

    @contextmanager
    def turn():
        heard.append("begun")
        yield
        heard.append("done")

    int8.embed(["one", "two", "three"], turn)
    assert sorted(heard) == ["begun"] * 3 + ["done"] * 3


def test_the_model_sees_254_tokens_of_a_text_and_nothing_after_them(int8):
    assert np.array_equal(int8.embed_query("word " * 254 + "other"), int8.embed_query("word " * 254))
    assert not np.array_equal(int8.embed_query("word " * 253 + "other"), int8.embed_query("word " * 254))


def test_tokens_are_counted_beyond_what_the_model_sees(int8):
    assert int8.count_tokens("word " * 1000) == 1000


def test_offsets_count_characters_and_not_bytes(int8):
    text = "Größe 👩‍👩‍👧 café"
    assert [text[start:end] for start, end in int8.token_offsets(text)][-1] == "café"


def test_a_lone_surrogate_shifts_no_offset(int8):
    assert int8.token_offsets("one \ud800 two") == [(0, 3), (6, 9)]


def test_a_megabyte_of_text_is_embedded(int8):
    assert np.isfinite(int8.embed_query("a word\x00 " * 130_000)).all()


@settings(deadline=None, max_examples=60)
@given(any_text)
def test_any_string_has_a_vector_of_length_one(int8, text):
    assert np.linalg.norm(int8.embed_query(text)) == pytest.approx(1, abs=1e-5)


@settings(deadline=None, max_examples=300)
@given(any_text)
def test_offsets_lie_inside_the_text_and_starts_never_decrease(int8, text):
    offsets = int8.token_offsets(text)
    assert len(offsets) == int8.count_tokens(text)
    assert all(0 <= start < end <= len(text) for start, end in offsets)
    assert all(first[0] <= second[0] and first[1] <= second[1] for first, second in pairwise(offsets))


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from(["café", "naïve", "größer", "plan", "𝔘nit", "你", "3.5", "…", "한국"])))
def test_every_word_is_covered_by_its_tokens(int8, words):
    text = " ".join(words)
    covered = {place for start, end in int8.token_offsets(text) for place in range(start, end)}
    assert covered == {place for place, character in enumerate(text) if character != " "}
