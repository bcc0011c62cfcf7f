"""Speed of the whole way: sync, no change, one change, questions, a cold start, with stock LlamaIndex beside it.

    python -m benchmarks.speed [--pages 200] [--synthetic] [--data DIR]

Pages are generated (benchmarks/pages.py), one group's pages in five are restricted. --synthetic gives every chunk a
random vector instead of an embedded one, for sizes that would take an hour to embed; questions are embedded all the
same. LlamaIndex is left out then. Two minutes for 200 pages on two cores.
"""

import argparse
import hashlib
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from threading import Thread
from typing import TypeVar

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.contestants import llama_embedding
from benchmarks.pages import question, write_pages
from indexer.embedding.port import Embedder, Vectors
from indexer.index import Index
from indexer.model import PUBLIC, Audience
from indexer.retrieval import HybridRetriever
from indexer.settings import IndexSettings
from indexer.sync import sync

Result = TypeVar("Result")

_QUESTIONS = 200
_LATER = 400  # new pages for the sync that questions are asked during
_RESTRICTED: Audience = frozenset({"group-1"})


class Synthetic:
    """An `Embedder` that gives each text a random vector by its hash; questions and tokens are the real model's."""

    def __init__(self, real: Embedder) -> None:
        self._real = real
        self.name = "synthetic"
        self.dimension = real.dimension
        self.max_tokens = real.max_tokens
        self.embed_query = real.embed_query
        self.token_offsets = real.token_offsets
        self.count_tokens = real.count_tokens

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """See the class."""
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            dice = np.random.default_rng(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big"))
            vectors[row] = dice.standard_normal(self.dimension, np.float32)
        if progress:
            progress(len(texts))
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--synthetic", action="store_true")
    parser.add_argument("--data", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        _measure((arguments.data or Path(temporary)).resolve(), arguments.pages, synthetic=arguments.synthetic)


def _measure(place: Path, pages: int, *, synthetic: bool) -> None:
    write_pages(place / "pages", pages, audiences=5)
    settings = IndexSettings(knowledge=place / "pages", data=place / "data")
    real = Index(settings).embedder
    index = Index(settings, Synthetic(real) if synthetic else real)
    table = Table(
        "",
        "Advisor",
        "stock LlamaIndex",
        "ratio",
        title=f"{pages:,} pages{', synthetic vectors' * synthetic}",
    )

    first, seconds = _timed(lambda: sync(index))
    rate = first.chunks / seconds
    ask = _asking(HybridRetriever(index), PUBLIC)
    p50, p95 = _quantiles(ask)
    if synthetic:
        table.add_row("first sync", f"{first.chunks:,} chunks, {rate:.0f} chunks/s", "", "")
        table.add_row("question p50 / p95", f"{p50:.1f} / {p95:.1f} ms", "", "")
    else:
        stock_rate, (stock50, stock95) = _stock(index)
        table.add_row("first sync", f"{rate:.0f} chunks/s", f"{stock_rate:.0f} chunks/s", f"{rate / stock_rate:.1f}")
        ours, stock = f"{p50:.1f} / {p95:.1f} ms", f"{stock50:.1f} / {stock95:.1f} ms"
        table.add_row("question p50 / p95", ours, stock, f"{stock50 / p50:.1f}")
    p50, p95 = _quantiles(_asking(HybridRetriever(index), _RESTRICTED))
    table.add_row("restricted question p50 / p95", f"{p50:.1f} / {p95:.1f} ms", "", "")
    table.add_row("sync, nothing changed", f"{_timed(lambda: sync(index))[1]:.2f} s", "", "")
    (place / "pages" / "000" / "page-000000.md").write_text(f"# Changed\n\nA new line, {time.time_ns()}.\n")
    table.add_row("sync, one page changed", f"{_timed(lambda: sync(index))[1]:.2f} s", "", "")
    found, (p50, p95) = _while_writing(index, place / "pages")
    table.add_row("question p50 / p95 while a sync writes", f"{p50:.1f} / {p95:.1f} ms", "", "")
    table.add_row("page saved during it, until found", found, "", "")
    if not synthetic:
        table.add_row("`advisor ask`, cold, to its exit", f"{_cold(settings):.2f} s", "", "")
    table.add_row("memory, most", f"{getrusage(RUSAGE_SELF).ru_maxrss / 1024:.0f} MB", "", "")
    disk = sum(path.stat().st_size for path in (place / "data").rglob("*") if path.is_file())
    table.add_row("disk", f"{disk / 1e6:.0f} MB", "", "")
    Console(width=110).print(table)


def _asking(retriever: HybridRetriever, asker: Audience) -> Callable[[int], object]:
    return lambda number: retriever.retrieve(question(number), k=8, asker=asker)


def _quantiles(ask: Callable[[int], object]) -> tuple[float, float]:
    """p50 and p95 in milliseconds, warm."""
    for number in range(20):
        ask(number)
    times = [_timed(lambda number=number: ask(number))[1] * 1000 for number in range(_QUESTIONS)]
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def _while_writing(index: Index, pages: Path) -> tuple[str, tuple[float, float]]:
    """How soon a page is found that is saved while new pages are embedded, and question times meanwhile.

    In one process, as `advisor run` does it. The first second is left out: the sync has not begun to write.
    """
    write_pages(pages / "later", _LATER, audiences=5, seed=7)
    retriever = HybridRetriever(index)
    writer = Thread(target=sync, args=(index,))
    writer.start()
    time.sleep(1)
    (pages / "saved.md").write_text("# Saved\n\nThe quagga is written about here.\n")
    saved = time.perf_counter()
    found, times = "after the sync", [0.0, 0.0]
    while writer.is_alive():
        times.append(_timed(partial(retriever.retrieve, question(len(times)), k=8, asker=PUBLIC))[1] * 1000)
        best = retriever.retrieve("quagga", k=1, asker=PUBLIC)
        if found == "after the sync" and [passage.source for passage in best] == ["saved.md"]:
            found = f"{time.perf_counter() - saved:.2f} s"
    writer.join()
    times = times[2:] or times
    return found, (statistics.median(times), statistics.quantiles(times, n=20)[-1])


def _stock(index: Index) -> tuple[float, tuple[float, float]]:
    """Chunks of our size a second, and question times, of LlamaIndex's default pipeline on the same pages.

    Its chunks are larger, so its seconds are divided by the number of ours.
    """
    from llama_index.core import SimpleDirectoryReader, VectorStoreIndex

    generation = index.served()
    assert generation is not None

    def build() -> VectorStoreIndex:
        documents = SimpleDirectoryReader(index.root, recursive=True).load_data()
        return VectorStoreIndex.from_documents(documents, embed_model=llama_embedding(index.embedder))

    stock, seconds = _timed(build)
    retriever = stock.as_retriever(similarity_top_k=8)
    return generation.catalogue.state().chunks / seconds, _quantiles(lambda n: retriever.retrieve(question(n)))


def _cold(settings: IndexSettings) -> float:
    """Seconds of the second of two runs: the first one fills the file cache, as any earlier use would have."""
    folders = ["--knowledge", str(settings.knowledge), "--data", str(settings.data)]
    command = [str(Path(sys.executable).with_name("advisor")), "ask", question(1), "--json", *folders]
    for _ in range(2):
        done, seconds = _timed(lambda: subprocess.run(command, capture_output=True, text=True, check=True))
    assert json.loads(done.stdout)["status"] in {"answered", "declined"}
    return seconds


def _timed(step: Callable[[], Result]) -> tuple[Result, float]:
    started = time.perf_counter()
    return step(), time.perf_counter() - started


if __name__ == "__main__":
    main()
