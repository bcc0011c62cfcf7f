"""A sync that hangs does not hang for ever: the process starts over and the next sync is made."""

import signal
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.end_to_end.watching import Watching


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "a.md").write_text("# A\n\nThe first article.\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def watching(place: Path) -> Iterator[Watching]:
    running = Watching(place, ADVISOR_SYNC_PATIENCE_SECONDS="4")
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
