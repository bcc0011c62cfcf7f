"""Opens the relational database: SQLite in the data folder by default, any SQLAlchemy URL by setting."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import ArgumentError

from indexer.model import IndexerError


class DatabaseError(IndexerError):
    """The database cannot be opened."""


def open_database(url: str | None, file: Path) -> Engine:
    """An engine for `url`, or for the SQLite file when it is None."""
    if url is None:
        file.parent.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{file}"
    try:
        engine = create_engine(url, pool_pre_ping=True)
    except (ArgumentError, ImportError):
        raise DatabaseError(
            "DATABASE_URL does not name a database that can be opened; write it like "
            "postgresql+psycopg://user:password@host/name and install its driver, or leave it out for SQLite."
        ) from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _durable)
    return engine


def _durable(connection: Any, _record: object) -> None:
    # WAL with synchronous=FULL keeps every committed row through a power loss; NORMAL may not (SQLite docs, wal.html).
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=15000", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
