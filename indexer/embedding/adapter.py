"""The embedder's adapter for questions: turns a question's vector towards those of the texts that answer it.

The embedder puts a question near texts that say the same words; what answers it says other words. Each layer's weights
get an addition of a low rank (LoRA, Hu et al. 2021, arXiv:2106.09685), fitted by `python -m benchmarks.adapter`. What
is asked is embedded with it, what answers is not.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Tensors = Mapping[str, NDArray[np.float32]]

FITTED = Path(__file__).with_name("fitted_adapter.npz")


@dataclass(frozen=True)
class Adapter:
    """What is added to layers' weights: `<layer>.into` (inputs, rank) and `<layer>.back` (rank, outputs) in a file."""

    file: Path = FITTED

    @cached_property
    def name(self) -> str:
        """Other for other additions: part of the name of an embedder that has them."""
        return hashlib.sha256(self.file.read_bytes()).hexdigest()[:12]

    def adapted(self, tensors: Tensors) -> Tensors:
        """The model's tensors, with the additions to the weights (outputs, inputs) of the layers that have one."""
        with np.load(self.file) as held:
            names = [key.removesuffix(".into") for key in held.files if key.endswith(".into")]
            added = {f"{name}.weight": _product(held[f"{name}.into"], held[f"{name}.back"]).T for name in names}
        return {**tensors, **{name: tensors[name] + each for name, each in added.items()}}


def _product(into: NDArray[np.float16], back: NDArray[np.float16]) -> NDArray[np.float32]:
    product: NDArray[np.float32] = into.astype(np.float32) @ back.astype(np.float32)
    return product
