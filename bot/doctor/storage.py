"""Checks of what is kept: the relational database and the vector store. Nothing is made that is not there."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from bot.doctor.finding import Finding, Setup, fix, note, ok
from indexer.index import Index
from indexer.model import IndexerError
from indexer.settings import IndexSettings

PROBE_SECONDS = 60  # importing Chroma takes two, opening a large store some more


def databases(setup: Setup) -> Iterator[Finding]:
    """Whether the catalogue and the records open, and their files are whole."""
    if setup.index.database_url is not None:
        yield _database("database", setup.index.database_url.get_secret_value(), "DATABASE_URL")
        return
    for name in ("catalogue", "records"):
        file = Index(setup.index).folder / f"{name}.db"
        if file.exists():
            yield _database(name, setup.index.database(file), str(file))
        else:
            yield note(name, f"{file} is not there yet; it is made when it is first needed")


def chroma(setup: Setup) -> Iterator[Finding]:
    """Whether the vector store opens: the server by its heartbeat, embedded files in a child process."""
    if setup.index.chroma_url is not None:
        yield _server(setup.index.chroma_url)
        return
    folder = Index(setup.index).chroma_folder
    yield (
        _embedded(folder, setup.index) if folder.exists() else note("Chroma", "not there yet; the first sync makes it")
    )


def _database(about: str, url: str, name: str) -> Finding:
    from indexer.database import open_database

    try:
        engine = open_database(url)
        sqlite = engine.dialect.name == "sqlite"
        with engine.connect() as db:
            said = db.exec_driver_sql("PRAGMA integrity_check" if sqlite else "SELECT 1").scalar()
        engine.dispose()
    except IndexerError as error:
        return fix(about, str(error))
    except SQLAlchemyError as error:
        return fix(about, f"{name} does not open ({type(error).__name__}); is the server up, and the URL right?")
    if sqlite and said != "ok":
        return fix(about, f"{name} is damaged; stop Advisor and put a backup in its place (docs/operations.md)")
    return ok(about, f"{name} opens" + (" and is whole" if sqlite else ""))


def _server(url: str) -> Finding:
    from indexer.vectors import open_chroma

    try:
        open_chroma(Path(), url).heartbeat()
    except IndexerError as error:
        return fix("Chroma", str(error))
    except Exception as error:  # noqa: BLE001 - Chroma's client lets through whatever its HTTP library raises
        said = f"{type(error).__name__} from ADVISOR_CHROMA_URL={url}"
        return fix("Chroma", f"{said}; start the server (chroma run), or correct the address")
    return ok("Chroma", f"the server at {url} answers")


def _embedded(folder: Path, settings: IndexSettings) -> Finding:
    """Opened in a child: some damage ends the process that opens it (chroma issue 7238)."""
    again = f"stop Advisor and make it again: advisor index --rebuild --data {settings.data}"
    command = [sys.executable, "-m", "bot.doctor.chroma_probe", str(folder)]
    try:
        tried = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PROBE_SECONDS)  # noqa: S603 - this program
    except subprocess.TimeoutExpired:
        return fix("Chroma", f"{folder} does not open in {PROBE_SECONDS} s; {again}")
    if tried.returncode != 0:
        return fix("Chroma", f"{folder} does not open; {again}")
    return ok("Chroma", f"embedded; vectors: {int(tried.stdout):,}")
