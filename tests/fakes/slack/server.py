"""The HTTP and WebSocket server: uvicorn in a thread of its own, on a free port of 127.0.0.1."""

import asyncio
import contextlib
import socket
import struct
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

Result = TypeVar("Result")
HARD_CLOSE = struct.pack("ii", 1, 0)
"""SO_LINGER on, zero seconds: closing sends RST, as a crashed or cut connection does."""
STARTUP_SECONDS = 10.0
CALL_SECONDS = 10.0
CLOSING_SECONDS = 1.0


class Connections:
    """The open HTTP connections by client address, so that one can be reset in the middle of a request."""

    def __init__(self) -> None:
        self._open: dict[tuple[str, int], asyncio.Transport] = {}

    def protocol(self) -> type[asyncio.Protocol]:
        """An HTTP protocol for uvicorn that enters its connections here."""
        book = self._open

        class Entered(H11Protocol):
            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                super().connection_made(transport)
                book[transport.get_extra_info("peername")] = transport

            def connection_lost(self, exc: Exception | None) -> None:
                book.pop(self.transport.get_extra_info("peername"), None)
                super().connection_lost(exc)

        return Entered

    def reset(self, client: tuple[str, int]) -> None:
        """Resets the connection from this address, if it is still open."""
        transport = self._open.get(tuple(client))  # type: ignore[arg-type]
        if transport is not None:
            transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, HARD_CLOSE)
            transport.abort()


class Prompt(uvicorn.Server):
    """uvicorn that ends as soon as it is `told` to and its connections have; by itself it looks ten times a second."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = threading.Event()
        self.told = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()

    async def main_loop(self) -> None:
        await self.on_tick(0)
        await self.told.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for door in (*self.servers, *(sockets or ())):
            door.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        with contextlib.suppress(TimeoutError):  # what hangs ends with the loop
            await asyncio.wait_for(self._idle(), CLOSING_SECONDS)

    async def _idle(self) -> None:
        while self.server_state.connections or self.server_state.tasks:
            await asyncio.sleep(0.005)


class Server:
    """Serves an ASGI application from `start` to `stop`. The port is bound at construction and known from then on."""

    def __init__(self, app: ASGIApp, connections: Connections) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        config = uvicorn.Config(
            app,
            http=connections.protocol(),
            ws="websockets-sansio",
            lifespan="off",
            log_level="error",
        )
        self._server = Prompt(config)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._serve, name="fake-slack", daemon=True)

    def start(self) -> None:
        self._thread.start()
        if not self._server.up.wait(STARTUP_SECONDS):
            raise RuntimeError("the fake Slack did not start; is its port taken, or its thread dead?")

    def stop(self) -> None:
        """Returns when the thread has ended and the port is free; a second time it has nothing to do."""
        if not self._thread.is_alive():
            return
        self.soon(self._end()).result(CALL_SECONDS)
        self._thread.join(CALL_SECONDS)
        self._listener.close()
        if self._thread.is_alive():
            raise RuntimeError("the fake Slack's thread did not end: a request is hanging")

    def soon(self, work: Coroutine[Any, Any, Result]) -> "Future[Result]":
        """Runs a coroutine on the server's loop."""
        assert self._loop is not None, "start the server first"
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def _serve(self) -> None:
        asyncio.run(self._main())

    async def _main(self) -> None:
        self._loop = asyncio.get_running_loop()
        await self._server.serve(sockets=[self._listener])

    async def _end(self) -> None:
        self._server.told.set()
