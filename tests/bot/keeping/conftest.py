"""A real folder with its index, and the records beside it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.records import Records, open_records
from tests.indexer.workbench import Workbench


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    return Workbench(tmp_path)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    opened = open_records(f"sqlite:///{tmp_path / 'records.sqlite3'}")
    yield opened
    opened.close()
