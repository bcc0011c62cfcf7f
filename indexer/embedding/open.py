"""Opens the embedder: from the cached graph when there is one, else from the weights."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from onnxruntime import GraphOptimizationLevel, InferenceSession, SessionOptions
from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidArgument, InvalidGraph, InvalidProtobuf
from tokenizers import Tokenizer

from indexer.embedding.minilm import MiniLM
from indexer.embedding.precision import Precision
from indexer.embedding.weights import WEIGHTS_SHA256, Weights, find_weights

GRAPH_VERSION = 3
"""Raise it with every change of `graph` that changes a vector: vectors cached under the old name are left alone."""

_DAMAGED = (Fail, InvalidArgument, InvalidGraph, InvalidProtobuf)


def open_embedder(models_dir: Path, weights: Path | None, precision: Precision, threads: int) -> MiniLM:
    """An embedder that computes `threads` texts at once. Raises IndexerError when its weights are missing or wrong.

    The graph is built once (about a second) and kept in `models_dir`, under a name that says from which weights.
    """
    found = find_weights(weights)
    tokenizer = Tokenizer.from_buffer(found.tokenizer())
    name = f"all-MiniLM-L6-v2-{precision}-{WEIGHTS_SHA256[:12]}-v{GRAPH_VERSION}"
    return MiniLM(name, _session(models_dir / f"{name}.onnx", found, precision), tokenizer, threads)


def _session(path: Path, weights: Weights, precision: Precision) -> InferenceSession:
    if path.exists():
        try:
            return _load(path)
        except _DAMAGED:
            pass  # a graph that does not load is derived data: make it again
    _build(path, weights, precision)
    return _load(path)


def _load(path: Path) -> InferenceSession:
    options = SessionOptions()
    # One thread a run, and `MiniLM` runs several texts side by side: 13 to 21 % faster than several threads on
    # one text, and without a pool of onnxruntime's own there is none to spin against OpenBLAS's.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # The graph is written fused; the extended rewrites would put the slow SkipLayerNormalization back.
    options.graph_optimization_level = GraphOptimizationLevel.ORT_ENABLE_BASIC
    return InferenceSession(path, options, providers=["CPUExecutionProvider"])


def _build(path: Path, weights: Weights, precision: Precision) -> None:
    from indexer.embedding.graph import build  # imports onnx

    content = build(weights.tensors(), precision)
    path.parent.mkdir(parents=True, exist_ok=True)
    # Aside, then renamed: a kill leaves a stray file at worst, and of two builders the later wins with equal bytes.
    with NamedTemporaryFile(dir=path.parent, prefix=f"{path.name}.", delete=False) as aside:
        aside.write(content)
    os.replace(aside.name, path)
