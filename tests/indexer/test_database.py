"""The database: durable, patient, and clear about what is wrong with it."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from indexer.database import DamagedDatabaseError, DatabaseError, open_database, sqlite_url
from indexer.generations import Generations


def ask(engine: Engine, statement: str) -> list[tuple[object, ...]]:
    with engine.begin() as connection:
        found = connection.execute(text(statement))
        return [tuple(row) for row in found] if found.returns_rows else []


def filled(file: Path) -> Path:
    engine = open_database(sqlite_url(file))
    ask(engine, "create table t (a text)")
    for n in range(200):
        ask(engine, f"insert into t values ('{n}{'x' * 500}')")
    engine.dispose()
    return file


def test_every_commit_survives_a_power_loss(tmp_path: Path) -> None:
    engine = open_database(sqlite_url(tmp_path / "deep" / "a.db"))
    assert ask(engine, "pragma journal_mode") == [("wal",)]
    assert ask(engine, "pragma synchronous") == [(2,)]  # FULL


def test_a_url_that_names_no_database_is_refused_without_repeating_its_password(tmp_path: Path) -> None:
    for url in ("nonsense", "nosuchdriver://user:hunter2@host/name"):
        with pytest.raises(DatabaseError, match="DATABASE_URL does not name a database") as told:
            open_database(url)
        assert "hunter2" not in str(told.value)


def test_an_sqlite_url_is_as_durable_as_the_default(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'a.db'}")
    assert ask(engine, "pragma synchronous") == [(2,)]
    assert not (tmp_path / "unused.db").exists()


@pytest.mark.parametrize("place", [0, 20, 5_000])
def test_a_damaged_file_is_told_in_one_sentence_and_left_as_it_is(tmp_path: Path, place: int) -> None:
    file = filled(tmp_path / "a.db")
    damaged = bytearray(file.read_bytes())
    damaged[place : place + 4_096] = b"\xff" * 4_096
    file.write_bytes(damaged)
    with pytest.raises(DamagedDatabaseError) as told:
        ask(open_database(sqlite_url(file)), "select count(a), max(length(a)) from t")
    assert str(told.value).startswith(f"The database {file} is damaged (")
    assert "move the file away" in str(told.value)
    assert file.read_bytes() == damaged


def test_a_file_that_is_no_database_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("These are notes, not a database. " * 100)
    with pytest.raises(DamagedDatabaseError, match="file is not a database"):
        ask(open_database(sqlite_url(tmp_path / "a.db")), "select 1")


def test_a_folder_in_place_of_the_file_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.db").mkdir()
    with pytest.raises(DatabaseError, match="cannot be opened; give this user read and write access"):
        ask(open_database(sqlite_url(tmp_path / "a.db")), "select 1")


def test_a_mistake_in_a_statement_keeps_its_own_words(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="no such table"):
        ask(open_database(sqlite_url(tmp_path / "a.db")), "select * from nowhere")


def test_a_reader_is_not_kept_waiting_by_a_writer(tmp_path: Path) -> None:
    file = filled(tmp_path / "a.db")
    with sqlite3.connect(file) as writer:
        writer.execute("begin immediate")
        writer.execute("insert into t values ('unseen')")
        assert ask(open_database(sqlite_url(file)), "select count(*) from t") == [(200,)]


def test_processes_that_open_an_empty_folder_at_once_both_have_its_tables(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "catalogue.db")
    together = threading.Barrier(4)

    def opened(_each: int) -> str | None:
        engine = open_database(url)
        together.wait(10)
        generations = Generations(engine)
        return generations.served()

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(opened, range(4))) == [None] * 4
