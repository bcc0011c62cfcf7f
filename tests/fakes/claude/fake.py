"""The server: an HTTP server with a thread a connection, on a free port of 127.0.0.1."""

import json
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.fakes.claude.faults import CLEAN_END, CUT, DRIP, ERROR, GARBAGE, LIMIT, Fault
from tests.fakes.claude.minds import quoting
from tests.fakes.claude.replies import Json, Part, Reply, frame, frames
from tests.fakes.claude.rules import refusal

KEY = "sk-ant-canary-6f1d"
"""The one key that it accepts."""

_PING = 0.02  # seconds between the pings of a drip


class FakeClaude:
    """Answers until `stop`. What it does next is queued by `writes` and `fails`; else `mind` decides."""

    key = KEY

    def __init__(self) -> None:
        self.requests: list[Json] = []
        self.mind: Callable[[Json], Reply] = quoting
        self.connections = 0  # that were made
        self.pace = 0.0  # seconds before each event
        self.sent: list[tuple[float, str]] = []  # what went out, each event at its `time.perf_counter`
        self._script: list[Reply | Fault] = []
        self._lock = threading.Lock()
        self.closing = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, name="fake-claude", daemon=True
        )

    @property
    def url(self) -> str:
        """What ANTHROPIC_BASE_URL is set to."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def start(self) -> "FakeClaude":
        self._thread.start()
        return self

    def stop(self) -> None:
        """Ends every connection; afterwards connections are refused."""
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def writes(self, *parts: Part, stop_reason: str | None = "end_turn", **usage: int) -> None:
        """The next answer."""
        self._script.append(Reply(parts, stop_reason, **usage))

    def fails(self, fault: Fault, times: int = 1) -> None:
        """What happens to the next requests."""
        self._script += [fault] * times

    def next_for(self, body: Json) -> Reply | Fault:
        """What to do with this request, which is kept."""
        with self._lock:
            self.requests.append(body)
            scripted = self._script.pop(0) if self._script else None
        return scripted or self.mind(body)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Says nothing of a client that went away, which is what half of the tests are about."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def _handler(fake: FakeClaude) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def setup(self) -> None:
            super().setup()
            with fake._lock:
                fake.connections += 1

        def log_message(self, *_: object) -> None:
            """Nothing on stderr."""

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            given = self.headers.get("x-api-key") or self.headers.get("authorization", "").removeprefix("Bearer ")
            will = fake.next_for(body)
            why = refusal(body, self.headers.get("anthropic-version", ""))
            if given != KEY:
                self._answer(Fault(401, "invalid x-api-key"))
            elif why is not None or self.path.partition("?")[0] != "/v1/messages":
                self._answer(Fault(400, why or "no such path"))
            elif isinstance(will, Reply):
                self._stream(frames(will, body))
            elif will.status is not None or will.html:
                self._answer(will)
            else:
                self._break(will, body)

        def _answer(self, fault: Fault) -> None:
            text = "<html>Sign in to the network</html>" if fault.html else json.dumps(fault.body())
            self.send_response(fault.status or 200)
            for name, value in fault.headers.items():
                self.send_header(name, value)
            self.send_header("content-type", "text/html" if fault.html else "application/json")
            self.send_header("content-length", str(len(text)))
            self.end_headers()
            self.wfile.write(text.encode())

        def _stream(self, events: Iterator[str]) -> None:
            self._begin()
            for event in events:
                self._send(event)
            self._chunk("")

        def _break(self, fault: Fault, body: Json) -> None:
            self._begin()
            for number, event in enumerate(frames(fake.mind(body), body)):
                if number == fault.after:
                    break
                self._send(event)
            if fault.then == CLEAN_END:
                self._chunk("")
            elif fault.then in (ERROR, LIMIT):
                kind = "overloaded_error" if fault.then == ERROR else "rate_limit_error"
                error = {"type": kind, "message": "as the test wants it"}
                self._send(frame("error", error=error))
                self._chunk("")
            elif fault.then == GARBAGE:
                self._send('event: content_block_delta\ndata: {"type": "content_block_delta", "ind\n\n')
                self._chunk("")
            elif fault.then == CUT:
                self.connection.shutdown(socket.SHUT_RDWR)
            else:
                while not fake.closing.wait(_PING):
                    if fault.then == DRIP:
                        self._send(frame("ping"))
            self.close_connection = True

        def _begin(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/event-stream; charset=utf-8")
            self.send_header("transfer-encoding", "chunked")
            self.end_headers()

        def _send(self, event: str) -> None:
            if fake.pace:
                fake.closing.wait(fake.pace)
            fake.sent.append((time.perf_counter(), event))
            self._chunk(event)

        def _chunk(self, text: str) -> None:
            try:
                self.wfile.write(f"{len(text.encode()):x}\r\n{text}\r\n".encode())
                self.wfile.flush()
            except OSError:  # the client went away, as it may
                self.close_connection = True

    return Handler
