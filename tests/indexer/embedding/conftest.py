from pathlib import Path

import pytest

from indexer.embedding.minilm import MiniLM
from indexer.embedding.open import open_embedder


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="session")
def int8(models: Path) -> MiniLM:
    return open_embedder(models, None, "int8", threads=2)


@pytest.fixture(scope="session")
def fp32(models: Path) -> MiniLM:
    return open_embedder(models, None, "fp32", threads=2)
