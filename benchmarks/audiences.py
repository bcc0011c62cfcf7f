"""Ways to keep audiences apart: Chroma with `where`, a Chroma collection for each, our matrix. Random vectors.

python -m benchmarks.audiences [--chunks 20000]
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import chromadb
import numpy as np
from rich.console import Console
from rich.table import Table

from indexer.matrix import Matrix
from indexer.model import Audience
from indexer.vectors import VectorStore

_GROUPS = 5
_AT_ONCE = 5_000


def main() -> None:
    """Prints the table: a question of somebody in two of the groups."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chunks", type=int, default=20_000)
    count = parser.parse_args().chunks
    vectors = np.random.default_rng(1).standard_normal((count, 384), np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    audiences = [frozenset({f"group-{number}"}) for number in range(_GROUPS)]
    with tempfile.TemporaryDirectory() as place:
        client = chromadb.PersistentClient(place)
        together = client.create_collection("together", configuration={"hnsw": {"space": "cosine"}})
        apart, matrix = VectorStore(lambda: client, "apart"), Matrix(Path(place) / "rows", 384)
        ids = [f"{row:032x}" for row in range(count)]
        for first in range(0, count, _AT_ONCE):
            some = slice(first, first + _AT_ONCE)
            groups = [row % _GROUPS for row in range(count)[some]]
            together.add(ids=ids[some], embeddings=vectors[some], metadatas=[{"group": group} for group in groups])
            for group in range(_GROUPS):
                rows = [row for row in range(count)[some] if row % _GROUPS == group]
                apart.write(audiences[group], [ids[row] for row in rows], vectors[rows])
                matrix.write(audiences[group], [ids[row] for row in rows], vectors[rows])
        mine: list[Audience] = audiences[:2]
        where = {"group": {"$in": [0, 1]}}
        ways: dict[str, Callable[[int], object]] = {
            "Chroma, one collection, where": lambda n: together.query(vectors[n][None], n_results=60, where=where),
            "Chroma, a collection each": lambda n: apart.search(vectors[n], 60, mine),
            "matrix, masked": lambda n: matrix.search(vectors[n], 60, mine),
        }
        table = Table("", "p50", "p95", title=f"{count:,} chunks, two of five groups, 60 wanted")
        for name, ask in ways.items():
            times = [_milliseconds(ask, number) for number in range(60)][10:]
            table.add_row(name, f"{statistics.median(times):.1f} ms", f"{statistics.quantiles(times, n=20)[-1]:.1f} ms")
        Console(width=100).print(table)


def _milliseconds(ask: Callable[[int], object], number: int) -> float:
    started = time.perf_counter()
    ask(number)
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
