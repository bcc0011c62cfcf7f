from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.embedding.adapter import FITTED, Adapter
from indexer.embedding.graph import LAYERS, WIDTH
from indexer.embedding.minilm import MiniLM
from indexer.embedding.open import open_embedder
from indexer.embedding.weights import find_weights
from indexer.index import Index
from indexer.settings import IndexSettings
from tests.fakes.embedder import HashEmbedder

QUESTION = "are a few hundred bucks a month enough?"
PRICED = "Running a pipeline costs $300 to $800 a month, most of it for the model's tokens."
ABOUT_ELSE = "A few hundred labelled examples are enough for a first classifier."


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> MiniLM:
    return open_embedder(tmp_path_factory.mktemp("asking"), None, "int8", threads=2, adapter=Adapter())


def made(folder: Path, *, into: list[list[float]], back: list[list[float]]) -> Adapter:
    file = folder / "adapter.npz"
    np.savez(file, **{"layer.into": np.array(into, np.float16), "layer.back": np.array(back, np.float16)})
    return Adapter(file)


def test_a_layers_weight_gets_the_product_and_all_others_stay_as_they_are(tmp_path: Path) -> None:
    adapter = made(tmp_path, into=[[1], [2], [0]], back=[[10, 100]])
    tensors = {"layer.weight": np.ones((2, 3), np.float32), "layer.bias": np.ones(2, np.float32)}
    adapted = adapter.adapted(tensors)
    assert adapted["layer.weight"].tolist() == [[11, 21, 1], [101, 201, 1]]
    assert adapted["layer.weight"].dtype == np.float32
    assert adapted["layer.bias"] is tensors["layer.bias"]
    assert tensors["layer.weight"].tolist() == np.ones((2, 3)).tolist()


def test_other_additions_have_another_name_and_the_same_have_the_same(tmp_path: Path) -> None:
    first, again = made(tmp_path, into=[[1]], back=[[1]]).name, made(tmp_path, into=[[1]], back=[[1]]).name
    assert first == again
    assert made(tmp_path, into=[[1]], back=[[2]]).name != first


def test_a_question_comes_nearer_to_what_answers_it_and_gains_on_what_sounds_like_it(
    int8: MiniLM, asking: MiniLM
) -> None:
    asked, turned = int8.embed_query(QUESTION), asking.embed_query(QUESTION)
    answer, other = int8.embed([PRICED, ABOUT_ELSE])
    assert turned @ answer > asked @ answer
    assert turned @ answer - turned @ other > asked @ answer - asked @ other


@given(st.text(max_size=60))
def test_what_is_asked_has_a_vector_of_length_one_that_depends_on_its_text_alone(asking: MiniLM, text: str) -> None:
    vector = asking.embed_query(text)
    assert vector.shape == (WIDTH,)
    assert vector.dtype == np.float32
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
    assert np.array_equal(vector, asking.embed(["another text", text])[1])


def test_an_adapted_embedder_has_a_name_of_its_own_and_gives_other_vectors(int8: MiniLM, asking: MiniLM) -> None:
    assert asking.name == f"{int8.name}-adapted-{Adapter().name}"
    assert not np.allclose(asking.embed_query(QUESTION), int8.embed_query(QUESTION), atol=1e-3)


def test_what_was_fitted_is_of_a_low_rank_and_belongs_to_layers_of_the_model() -> None:
    tensors = find_weights(None).tensors()
    with np.load(FITTED) as held:
        names = {key.rsplit(".", 1)[0] for key in held.files}
        ranks = {held[f"{name}.into"].shape[1] for name in names} | {held[f"{name}.back"].shape[0] for name in names}
    assert len(names) == 6 * LAYERS
    assert max(ranks) < WIDTH / 8
    adapted = Adapter().adapted(tensors)
    assert {name for name, tensor in tensors.items() if adapted[name] is not tensor} == {f"{n}.weight" for n in names}


def test_an_index_with_a_given_embedder_asks_with_that_one_too(tmp_path: Path) -> None:
    given_one = HashEmbedder()
    index = Index(IndexSettings(knowledge=tmp_path / "knowledge", data=tmp_path / "data"), given_one)
    assert index.question_embedder is given_one
