"""All of the index's figures in one go: quality, embedding, speed.

    python -m benchmarks [--stock PYTHON]

PYTHON is an interpreter with what benchmarks/stock.txt lists: sentence-transformers on torch and LlamaIndex as it comes
take part then. Ten minutes on two cores; nothing else should run.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from indexer.embedding.weights import find_weights

_ROOT = Path(__file__).parents[1]


def main() -> None:
    """Run each program after the other; each prints its table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stock", type=Path, metavar="PYTHON")
    stock = parser.parse_args().stock
    embedding = [str(_ROOT / "benchmarks" / "embedding.py"), "--weights", str(find_weights(None).folder)]
    for name, command in (
        ("quality", [sys.executable, "-m", "benchmarks.retrieval"]),
        ("embedding", [str(stock or sys.executable), *embedding]),
        ("speed", [sys.executable, "-m", "benchmarks.speed", *(["--stock", str(stock)] if stock else [])]),
    ):
        print(f"\n# {name}: {' '.join(command[1:])}\n", flush=True)
        subprocess.run(command, cwd=_ROOT, env={**os.environ, "PYTHONPATH": str(_ROOT)}, check=True)


if __name__ == "__main__":
    main()
