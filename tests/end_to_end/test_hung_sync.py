"""A sync that hangs does not hang for ever: the process starts over and the next sync is made."""

import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.end_to_end.process import ADVISOR


class Watching:
    """`advisor index --watch` over a folder, with little patience for a sync that makes no progress."""

    def __init__(self, place: Path) -> None:
        self.log = place / "watch.log"
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ADVISOR_")}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [ADVISOR, "index", "--watch"],
                cwd=place,
                env=kept | {"ADVISOR_SYNC_PATIENCE_SECONDS": "4"},
                stdout=log,
                stderr=log,
            )

    def says(self, words: str, times: int = 1) -> Callable[[], bool]:
        return lambda: self.log.read_text(encoding="utf-8").count(words) >= times

    def wait_for(self, holds: Callable[[], bool], seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < deadline, self.log.read_text(encoding="utf-8")
            assert self.process.poll() is None, self.log.read_text(encoding="utf-8")
            time.sleep(0.1)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "a.md").write_text("# A\n\nThe first article.\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def watching(place: Path) -> Iterator[Watching]:
    running = Watching(place)
    yield running
    running.process.send_signal(signal.SIGKILL)
    running.process.wait(timeout=30)


@contextmanager
def held(database: Path) -> Iterator[None]:
    """Nobody else can write this database, as when another machine holds it and went away."""
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        connection.close()


def test_a_sync_that_hangs_is_ended_and_the_next_one_is_made(place: Path, watching: Watching) -> None:
    watching.wait_for(watching.says("Watching knowledge"))
    (database,) = place.glob(".advisor/**/catalogue.db")
    with held(database):
        (place / "knowledge" / "b.md").write_text("# B\n\nThe second article.\n", encoding="utf-8")
        watching.wait_for(watching.says("starting over"))
    watching.wait_for(watching.says("Watching knowledge", times=2))
    with sqlite3.connect(database) as db:
        assert db.execute("SELECT count(*) FROM documents WHERE source = 'b.md'").fetchone()[0] == 1
