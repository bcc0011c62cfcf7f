"""Opens the embedder: from the cached graph when there is one, else from the weights."""

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile

from onnxruntime import GraphOptimizationLevel, InferenceSession, SessionOptions
from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidArgument, InvalidGraph, InvalidProtobuf
from tokenizers import Tokenizer

from indexer.embedding.adapter import Adapter
from indexer.embedding.minilm import MiniLM
from indexer.embedding.weights import WEIGHTS_SHA256, Precision, Weights, find_weights
from indexer.model import IndexerError

GRAPH_VERSION = 1
"""To be raised with every change of `graph` that changes a vector: it is part of the embedder's name, and so of
the file's name here and of the keys of kept vectors."""

_OUTPUTS = "vectors-tokens"
"""What the graph gives: part of the file's name alone, as another output changes no vector."""

_DAMAGED = (Fail, InvalidArgument, InvalidGraph, InvalidProtobuf)


def open_embedder(
    models_dir: Path, weights: Path | None, precision: Precision, threads: int, adapter: Adapter | None = None
) -> MiniLM:
    """An embedder that computes `threads` texts at once.

    `weights` is a folder, or None for the installed package's; an adapter changes them. The graph is built once (about
    a second) and kept in `models_dir`. Raises IndexerError when weights are missing or wrong or `models_dir` takes no
    file.
    """
    found = find_weights(weights)
    tokenizer = Tokenizer.from_buffer(found.tokenizer())
    name = f"all-MiniLM-L6-v2-{precision}-{WEIGHTS_SHA256[:12]}-v{GRAPH_VERSION}"
    name = f"{name}-adapted-{adapter.name}" if adapter else name
    path = models_dir / f"{name}-{_OUTPUTS}.onnx"
    return MiniLM(name, _session(path, lambda: _graph(found, precision, adapter)), tokenizer, threads)


def _session(path: Path, graph: Callable[[], bytes]) -> InferenceSession:
    if path.exists():
        try:
            return _load(path)
        except _DAMAGED:
            pass  # derived data, cut short by a full disk or a power cut: made again below
    _write(path, graph())
    return _load(path)


def _load(path: Path) -> InferenceSession:
    options = SessionOptions()
    # One thread a run, and `MiniLM` runs several texts side by side. That is faster than several threads on one
    # text, and onnxruntime then has no pool of its own to spin against OpenBLAS's (which doubled a query's time).
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # The graph is written fused; the extended rewrites would put the slow SkipLayerNormalization back.
    options.graph_optimization_level = GraphOptimizationLevel.ORT_ENABLE_BASIC
    return InferenceSession(path, options, providers=["CPUExecutionProvider"])


def _graph(weights: Weights, precision: Precision, adapter: Adapter | None) -> bytes:
    from indexer.embedding.graph import build  # imports onnx, which only a first start needs

    tensors = weights.tensors()
    return build(adapter.adapted(tensors) if adapter else tensors, precision)


def _write(path: Path, content: bytes) -> None:
    # Aside, then renamed: a kill leaves a stray file at worst, and of two builders the later wins with equal bytes.
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=f"{path.name}.", delete=False) as aside:
            aside.write(content)
            aside.flush()
            os.fsync(aside.fileno())
        Path(aside.name).replace(path)
    except OSError as error:
        raise IndexerError(
            f"Cannot write {path} ({error.strerror}): free space there, or choose another folder for derived data."
        ) from error
