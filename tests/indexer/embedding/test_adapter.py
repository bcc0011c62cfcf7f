import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.embedding.adapter import FITTED, Adapter, fitted_adapter
from indexer.embedding.minilm import MiniLM
from indexer.embedding.port import Vectors
from tests.fakes.embedder import HashEmbedder

QUESTION = "are a few hundred bucks a month enough?"
PRICED = "Running a pipeline costs $300 to $800 a month, most of it for the model's tokens."
ABOUT_ELSE = "A few hundred labelled examples are enough for a first classifier."


def drawn(seed: int) -> Vectors:
    vector = np.random.default_rng(seed).normal(size=384).astype(np.float32)
    return vector / np.float32(np.linalg.norm(vector))


@given(st.integers(0, 2**32 - 1))
def test_an_adapted_vector_is_another_one_of_length_one_and_the_same_each_time(seed: int) -> None:
    vector = drawn(seed)
    turned = fitted_adapter().adapted(vector)
    assert turned.shape == vector.shape
    assert turned.dtype == np.float32
    assert np.linalg.norm(turned) == pytest.approx(1, abs=1e-5)
    assert not np.allclose(turned, vector, atol=1e-3)
    assert np.array_equal(turned, fitted_adapter().adapted(vector))


def test_adapting_a_vector_leaves_the_one_that_was_given_alone() -> None:
    vector = drawn(1)
    before = vector.copy()
    fitted_adapter().adapted(vector)
    assert np.array_equal(vector, before)


def test_a_vector_of_another_dimension_is_left_as_it_is() -> None:
    vector = HashEmbedder().embed_query(QUESTION)
    assert np.array_equal(fitted_adapter().adapted(vector), vector)


def test_a_vector_that_is_turned_to_nothing_has_no_direction_and_no_infinity() -> None:
    undone = Adapter(-np.eye(2, dtype=np.float32), np.eye(2, dtype=np.float32))
    assert undone.adapted(np.array([1, 0], np.float32)).tolist() == [0, 0]


def test_a_question_comes_nearer_to_what_answers_it_and_gains_on_what_sounds_like_it(int8: MiniLM) -> None:
    asked = int8.embed_query(QUESTION)
    answer, other = int8.embed([PRICED, ABOUT_ELSE])
    turned = fitted_adapter().adapted(asked)
    assert turned @ answer > asked @ answer
    assert turned @ answer - turned @ other > asked @ answer - asked @ other


def test_the_fitted_adapter_is_of_a_low_rank_for_the_models_vectors(int8: MiniLM) -> None:
    adapter = fitted_adapter()
    assert FITTED.exists()
    assert len(adapter.into) == adapter.back.shape[1] == int8.dimension
    assert adapter.into.shape[1] == len(adapter.back) < int8.dimension / 2
