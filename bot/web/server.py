"""A web server in a thread of its own, so that signals stay with the process that runs it."""

import socket
import threading
from types import TracebackType
from typing import Self

import uvicorn
from starlette.types import ASGIApp

from bot.model import AdvisorError

MOST_CONNECTIONS = 256  # more are told 503: Slack sends what was refused again
SECONDS_TO_FINISH = 5  # what the requests under way may take when the process ends


class WebServer:
    """Serves an application on an address while it is entered. Raises AdvisorError when the address is not free."""

    def __init__(self, app: ASGIApp, host: str, port: int) -> None:
        self._host, self._port = host, port
        config = uvicorn.Config(
            app,
            log_config=None,  # the process has set logging up
            access_log=False,
            lifespan="off",
            ws="none",
            server_header=False,
            limit_concurrency=MOST_CONNECTIONS,
            timeout_graceful_shutdown=SECONDS_TO_FINISH,
        )
        self._server = uvicorn.Server(config)

    def __enter__(self) -> Self:
        self._socket = self._bound()
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), name="web", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._server.should_exit = True
        self._thread.join(SECONDS_TO_FINISH + 1)
        self._socket.close()

    @property
    def address(self) -> str:
        """The URL that it listens on."""
        host, port = self._socket.getsockname()[:2]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    def _bound(self) -> socket.socket:
        """The listening socket: what connects from now on is answered."""
        try:
            family = socket.getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM)[0][0]
            return socket.create_server((self._host, self._port), family=family, backlog=512)
        except OSError as error:
            raise AdvisorError(
                f"Nothing can listen on {self._host}:{self._port} ({error.strerror}). "
                "Set SLACK_HOST and SLACK_PORT to an address and a port of this machine that are free."
            ) from error
