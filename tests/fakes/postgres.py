"""A real Postgres server for tests, on this machine and gone with them. Needs its programs and the driver psycopg."""

import os
import shutil
import signal
import socket
import subprocess
import time
from contextlib import AbstractContextManager
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp
from types import TracebackType

from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError


def programs() -> Path | None:
    """Where Postgres's programs are: on the path, or where Debian has them; None when it is not installed."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    return next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)


def missing() -> str:
    """Why there can be no server, "" when there can be one."""
    if find_spec("psycopg") is None:
        return "the driver psycopg is not installed"
    return "" if programs() else "Postgres is not installed"


class Postgres(AbstractContextManager["Postgres"]):
    """A server with no password, that listens on 127.0.0.1 alone."""

    def __init__(self) -> None:
        found = programs()
        assert found is not None
        self._programs = found
        self._place = Path(mkdtemp(prefix="postgres-"))
        # Postgres refuses to run for root.
        self._user: dict[str, int] = {"user": 65534, "group": 65534} if os.geteuid() == 0 else {}
        if self._user:
            os.chown(self._place, self._user["user"], self._user["group"])
        self._port = _free_port()
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Postgres":
        command = [self._programs / "initdb", "-D", self._place / "db", "-A", "trust", "-U", "advisor", "--no-sync"]
        subprocess.run([*command, "-E", "UTF8"], check=True, capture_output=True, cwd=self._place, **self._user)  # type: ignore[call-overload]
        self.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.stop()
        shutil.rmtree(self._place, ignore_errors=True)

    def url(self, database: str = "postgres") -> str:
        return f"postgresql+psycopg://advisor@127.0.0.1:{self._port}/{database}"

    def new_database(self, name: str) -> str:
        """The URL of a database that holds nothing yet."""
        engine = create_engine(self.url(), isolation_level="AUTOCOMMIT")
        with engine.connect() as db:
            db.execute(text(f"CREATE DATABASE {name}"))
        engine.dispose()
        return self.url(name)

    def start(self) -> None:
        command = [self._programs / "postgres", "-D", self._place / "db", "-p", str(self._port)]
        options = ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off"]
        with (self._place / "log").open("ab") as log:
            self._server = subprocess.Popen(  # type: ignore[call-overload]
                [*command, *options], stdout=log, stderr=log, cwd=self._place, **self._user
            )
        self._wait_until_it_answers()

    def stop(self) -> None:
        """At once, whatever its clients are doing, as in a crash."""
        if self._server is not None:
            self._server.send_signal(signal.SIGQUIT)
            self._server.wait(timeout=30)
            self._server = None

    def restart(self) -> None:
        self.stop()
        self.start()

    def _wait_until_it_answers(self) -> None:
        deadline, engine = time.monotonic() + 60, create_engine(self.url())
        while True:
            try:
                engine.connect().close()
            except OperationalError:
                assert time.monotonic() < deadline, (self._place / "log").read_text()
                time.sleep(0.1)
            else:
                engine.dispose()
                return


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
