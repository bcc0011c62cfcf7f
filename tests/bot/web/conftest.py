"""The real app in HTTP mode, in this process, to which the fake Slack posts signed requests."""

import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from pydantic import SecretStr

from bot.counts import Counts
from bot.records import Records
from bot.settings import SlackSettings
from bot.slack.app import run_slack
from bot.slack.line import open_line
from bot.slack.parts import Advice
from bot.slack.serving import let_in
from bot.web.vitals import Vitals
from tests.bot.slack.conftest import RunningApp, ScriptedAsk, ask, checker, draw, records
from tests.fakes.knowledge import FakeLibrary
from tests.fakes.slack import FakeSlack
from tests.fakes.slack.poster import post

__all__ = ["ask", "records"]

AS_OF = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


class DatedLibrary(FakeLibrary):
    """An index that was made at `AS_OF`, until a test sets another time or None."""

    made: datetime | None = AS_OF

    def as_of(self) -> datetime | None:
        return self.made


class HttpApp(RunningApp):
    """The app in a thread of its own, which listens for Slack."""

    def __init__(self, slack: FakeSlack, ask: ScriptedAsk, records: Records) -> None:
        self.slack, self.ask, self.records = slack, ask, records
        self.library, self.counts = DatedLibrary(), Counts()
        self.settings = SlackSettings(
            bot_token=SecretStr(slack.bot_token),
            signing_secret=SecretStr(slack.signing_secret),
            api_url=slack.api_url,
            mode="http",
            port=free_port(),
        )
        self.base = f"http://127.0.0.1:{self.settings.port}"
        self.events = f"{self.base}/slack/events"
        self._stop = threading.Event()
        way_in = let_in(self.settings, lambda up: Vitals(self.library, records, self.counts, up), self._stop)
        advice = Advice(self.counts.counted(ask), checker(records), draw)
        self._thread = threading.Thread(
            target=run_slack,
            args=(open_line(self.settings), records, advice, way_in),
            kwargs={"workers": 1},
            daemon=True,
        )

    def start(self) -> "HttpApp":
        self._thread.start()
        deadline = time.monotonic() + 10
        while not reachable(self.settings.port):  # nobody tells when a port opens
            assert self._thread.is_alive() and time.monotonic() < deadline, "the app does not listen"
            time.sleep(0.005)
        self.slack.post_to(self.events)
        return self

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(15)
        assert not self._thread.is_alive(), "the app did not stop"

    def signed(self, body: str, **how: object) -> tuple[int, str]:
        """The status and text of the response to a body that bears Slack's signature."""
        return post(self.events, body.encode(), self.slack.signed_request(body, **how))  # type: ignore[arg-type]


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def reachable(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def http_app(slack: FakeSlack, ask: ScriptedAsk, records: Records) -> Iterator[HttpApp]:
    running = HttpApp(slack, ask, records).start()
    yield running
    running.stop()
