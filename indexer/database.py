"""Opens the relational database: SQLite in the data folder by default, any SQLAlchemy URL by setting."""

import sqlite3
from pathlib import Path

from sqlalchemy import Engine, ExceptionContext, MetaData, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.schema import CreateIndex, CreateTable

from indexer.model import IndexerError


class DatabaseError(IndexerError):
    """The database cannot be opened, read or written."""


class DamagedDatabaseError(DatabaseError):
    """The database file holds something else than it was given."""


_BUSY_MS = 15_000  # a writer is done in milliseconds; a backup or a slow disk may take seconds

_TOLD = {
    sqlite3.SQLITE_BUSY: f"is locked by another program for more than {_BUSY_MS // 1000} s; close that program",
    sqlite3.SQLITE_FULL: "cannot grow, the disk is full; make room",
    sqlite3.SQLITE_READONLY: "cannot be written; give this user write access to it and to its folder",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; give this user read and write access to it and to its folder",
    sqlite3.SQLITE_IOERR: "cannot be read or written; look after the disk",
}
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def sqlite_url(file: Path) -> str:
    """The URL of an SQLite file."""
    return f"sqlite:///{file}"


def open_database(url: str) -> Engine:
    """An engine for an SQLAlchemy URL; a new SQLite file's folder is made. Raises DatabaseError."""
    try:
        parsed = make_url(url)
        # hide_parameters: an error's text would otherwise put questions and articles into the log.
        # A server's connection may be gone when it is next used, a file's is not: no ping before every use of one.
        is_file = parsed.get_backend_name() == "sqlite"
        engine = create_engine(parsed, pool_pre_ping=not is_file, hide_parameters=True)
    except (ArgumentError, ImportError):
        raise DatabaseError(
            "DATABASE_URL does not name a database that can be opened; write it like "
            "postgresql+psycopg://user:password@host/name and install its driver, or leave it out for SQLite."
        ) from None
    if is_file:
        _make_folder(parsed.database)
        event.listen(engine, "connect", _durable)
        event.listen(engine, "handle_error", _tell)
    else:
        event.listen(engine, "handle_error", lambda context: _tell_of_server(parsed.host, context))
    return engine


def make_tables(engine: Engine, metadata: MetaData) -> None:
    """Makes the tables and their indexes where they are missing; another process may be at it too."""
    with engine.begin() as db:
        for table in metadata.sorted_tables:
            db.execute(CreateTable(table, if_not_exists=True))
            for index in table.indexes:
                db.execute(CreateIndex(index, if_not_exists=True))


def _make_folder(file: str | None) -> None:
    if not file or file == ":memory:":
        return
    try:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseError(
            f"The folder of the database {file} cannot be made ({error.strerror}); "
            "correct ADVISOR_DATA or DATABASE_URL, or give this user write access."
        ) from None


def _durable(connection: sqlite3.Connection, _record: object) -> None:
    # WAL with synchronous=FULL keeps every committed row through a power loss; NORMAL may not (SQLite docs, wal.html).
    for pragma in (f"busy_timeout={_BUSY_MS}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _tell(context: ExceptionContext) -> None:
    """Raises what an operator can act on in place of SQLite's own words."""
    error = context.original_exception
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the lowest byte is the primary code
    file = context.engine.url.database if context.engine else None
    if code in _DAMAGED:
        raise DamagedDatabaseError(
            f"The database {file} is damaged ({error}); stop Advisor, move the file away, and start it again."
        )
    if code in _TOLD:
        raise DatabaseError(f"The database {file} {_TOLD[code]}.")


def _tell_of_server(host: str | None, context: ExceptionContext) -> None:
    """The same for a server that is down, or that went down; mistakes in statements keep their own words."""
    if context.is_pre_ping:
        return  # a connection from before a restart; the pool opens another
    if context.is_disconnect or isinstance(context.sqlalchemy_exception, OperationalError):
        raise DatabaseError(
            f"The database server at {host} cannot be reached, or ended the connection; see that it runs and has room, "
            "and that DATABASE_URL is right."
        )
