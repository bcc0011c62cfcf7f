"""Speed of the whole way: sync, no change, one change, questions, a cold start, with stock LlamaIndex beside it.

    python -m benchmarks.speed [--pages 400] [--stock PYTHON] [--synthetic] [--data DIR]

Pages are generated (benchmarks/pages.py), one group's pages in five are restricted. Stock LlamaIndex is its default
pipeline: with our embedder always, and as it comes, on torch, when --stock names an interpreter that has what
benchmarks/stock.txt lists. --synthetic gives every chunk a random vector instead of an embedded one, for sizes that
would take an hour to embed; questions are embedded all the same, and LlamaIndex is left out. Two minutes on two cores.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from threading import Thread
from typing import TypeVar

from rich.console import Console
from rich.table import Table

from benchmarks.contestants import llama_embedding
from benchmarks.pages import question, write_pages
from benchmarks.synthetic import Synthetic
from indexer.embedding.weights import find_weights
from indexer.index import Index
from indexer.model import PUBLIC, Audience
from indexer.retrieval import HybridRetriever
from indexer.settings import IndexSettings
from indexer.sync import sync

Result = TypeVar("Result")

_QUESTIONS = 200
_LATER = 400  # new pages for the sync that questions are asked during
_RESTRICTED: Audience = frozenset({"group-1"})


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--stock", type=Path, metavar="PYTHON")
    parser.add_argument("--synthetic", action="store_true")
    parser.add_argument("--data", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        place = (arguments.data or Path(temporary)).resolve()
        table = _measured(place, arguments.pages, arguments.stock, synthetic=arguments.synthetic)
    Console(width=160).print(table)


def _measured(place: Path, pages: int, stock: Path | None, *, synthetic: bool) -> Table:
    write_pages(place / "pages", pages, audiences=5)
    settings = IndexSettings(knowledge=place / "pages", data=place / "data")
    real = Index(settings).embedder
    index = Index(settings, Synthetic(real) if synthetic else real)
    others = [] if synthetic else [_stock(index), *([_stock_on_torch(stock, index)] if stock else [])]
    headings = ["with our embedder", "as it comes, on torch"][: len(others)]
    columns = [column for name in headings for column in (f"LlamaIndex, {name}", "ratio")]
    table = Table("", "Advisor", *columns, title=f"{pages:,} pages{', synthetic vectors' * synthetic}")

    ours, words = _first_sync(index)
    ours = replace(ours, p50_p95=_quantiles(_asking(HybridRetriever(index), PUBLIC)))
    for name, tell, ratio in _COMPARED:
        table.add_row(
            name, tell(ours), *(cell for other in others for cell in (tell(other), f"{ratio(ours, other):.1f}"))
        )
    table.add_row("found by its words, every page", f"{words:.1f} s")
    for name, told in _ours_alone(index, settings, place, synthetic=synthetic):
        table.add_row(name, told)
    return table


@dataclass(frozen=True, slots=True)
class _Run:
    """A first sync, and questions after it: milliseconds, warm."""

    chunks: int
    seconds: float
    p50_p95: tuple[float, float]


_COMPARED: tuple[tuple[str, Callable[[_Run], str], Callable[[_Run, _Run], float]], ...] = (
    ("first sync", lambda run: f"{run.seconds:.1f} s", lambda ours, other: other.seconds / ours.seconds),
    (
        "its chunks a second, each side's own",
        lambda run: f"{run.chunks / run.seconds:.0f}",
        lambda ours, other: ours.chunks / ours.seconds / (other.chunks / other.seconds),
    ),
    (
        "question p50 / p95",
        lambda run: f"{run.p50_p95[0]:.1f} / {run.p50_p95[1]:.1f} ms",
        lambda ours, other: other.p50_p95[0] / ours.p50_p95[0],
    ),
)


def _first_sync(index: Index) -> tuple[_Run, float]:
    """The run, and the seconds until every page could be found by its words."""
    started = time.perf_counter()
    all_read: list[float] = []

    def hear(done: int, of: int) -> None:
        if done == of and not all_read:
            all_read.append(time.perf_counter() - started)

    report = sync(index, progress=hear)
    return _Run(report.chunks, time.perf_counter() - started, (0.0, 0.0)), all_read[0]


def _ours_alone(index: Index, settings: IndexSettings, place: Path, *, synthetic: bool) -> Iterator[tuple[str, str]]:
    p50, p95 = _quantiles(_asking(HybridRetriever(index), _RESTRICTED))
    yield "restricted question p50 / p95", f"{p50:.1f} / {p95:.1f} ms"
    yield "sync, nothing changed", f"{_timed(lambda: sync(index))[1]:.2f} s"
    (place / "pages" / "000" / "page-000000.md").write_text(f"# Changed\n\nA new line, {time.time_ns()}.\n")
    yield "sync, one page changed", f"{_timed(lambda: sync(index))[1]:.2f} s"
    found, (p50, p95) = _while_writing(index, place / "pages")
    yield "question p50 / p95 while a sync writes", f"{p50:.1f} / {p95:.1f} ms"
    yield "page saved during it, until found", found
    if not synthetic:
        yield "`advisor ask`, cold, to its exit", f"{_cold(settings):.2f} s"
    yield "memory, most", f"{getrusage(RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB"
    disk = sum(path.stat().st_size for path in (place / "data").rglob("*") if path.is_file())
    yield "disk, beside the pages", f"{disk / 1e6:,.0f} MB"


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


def _stock(index: Index) -> _Run:
    """LlamaIndex's default pipeline on the same pages, with our embedder behind its interface."""
    from llama_index.core import SimpleDirectoryReader, VectorStoreIndex

    def build() -> VectorStoreIndex:
        documents = SimpleDirectoryReader(index.root, recursive=True).load_data()
        return VectorStoreIndex.from_documents(documents, embed_model=llama_embedding(index.embedder))

    stock, seconds = _timed(build)
    retriever = stock.as_retriever(similarity_top_k=8)
    chunks = len(stock.docstore.docs)
    return _Run(chunks, seconds, _quantiles(lambda number: retriever.retrieve(question(number))))


def _stock_on_torch(python: Path, index: Index) -> _Run:
    """The same as it comes: benchmarks/stock.py in another interpreter."""
    program = Path(__file__).with_name("stock.py")
    command = [str(python), str(program), str(index.root), str(find_weights(index.settings.weights).folder)]
    questions = "\n".join(question(number) for number in range(_QUESTIONS))
    done = subprocess.run(command, input=questions, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout.splitlines()[-1])
    return _Run(told["chunks"], told["seconds"], (told["p50"], told["p95"]))


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
