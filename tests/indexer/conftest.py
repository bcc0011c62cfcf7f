"""A knowledge folder, an index of it with an embedder that costs nothing, and the real model once a session."""

from pathlib import Path

import pytest

from indexer.embedding.open import open_embedder
from indexer.embedding.port import Embedder
from tests.fakes.embedder import HashEmbedder
from tests.indexer.workbench import Workbench


@pytest.fixture(scope="session")
def hash_embedder() -> HashEmbedder:
    return HashEmbedder()


@pytest.fixture(scope="session")
def real_embedder(tmp_path_factory: pytest.TempPathFactory) -> Embedder:
    """all-MiniLM-L6-v2, its graph built once for the session."""
    return open_embedder(tmp_path_factory.mktemp("models"), None, "int8", 2)


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    return Workbench(tmp_path)
