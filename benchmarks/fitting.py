"""What the programs that fit weights begin with: whether to write them, and an index of knowledge/."""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from indexer.index import Index
from indexer.settings import IndexSettings
from indexer.sync import sync

ROOT = Path(__file__).parents[1]


def asked_to_write(about: str | None, arguments: Sequence[str] | None, what: str = "write the weights") -> bool:
    """Whether `--write` is among the command line's arguments; `about` is the program's docstring."""
    return bool(_parser(about, what).parse_args(arguments).write)


def stock_to_fit_with(about: str | None, arguments: Sequence[str] | None) -> tuple[Path, bool]:
    """The interpreter that `--stock` names, which has torch; and whether to write the weights."""
    parser = _parser(about, "write the weights")
    parser.add_argument("--stock", type=Path, required=True, metavar="PYTHON", help="an interpreter with stock.txt")
    chosen = parser.parse_args(arguments)
    return chosen.stock, chosen.write


def _parser(about: str | None, what: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help=what)
    return parser


@contextmanager
def knowledge_index() -> Iterator[Index]:
    """An index of knowledge/, made for the purpose."""
    with tempfile.TemporaryDirectory() as data:
        index = Index(IndexSettings(knowledge=ROOT / "knowledge", data=Path(data)))
        sync(index)
        yield index
