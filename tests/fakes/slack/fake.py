"""`FakeSlack`: the one object that tests hold."""

import time
from collections.abc import Callable, Sequence
from typing import Self, TypeVar

from tests.fakes.slack.clock import Clock
from tests.fakes.slack.entities import View
from tests.fakes.slack.events import Event
from tests.fakes.slack.faults import ALWAYS, Fault, Faults
from tests.fakes.slack.http import Doors
from tests.fakes.slack.identity import APP_TOKEN, BOT_TOKEN, BOT_USER, SIGNING_SECRET
from tests.fakes.slack.messages import Message
from tests.fakes.slack.person import Person, Said
from tests.fakes.slack.poster import Poster
from tests.fakes.slack.recorder import Call
from tests.fakes.slack.refusal import Json
from tests.fakes.slack.server import Connections, Server
from tests.fakes.slack.signing import signed_headers
from tests.fakes.slack.sockets import Delivery, SocketHub
from tests.fakes.slack.workspace import Workspace

Seen = TypeVar("Seen")
STARTUP_SECONDS = 20.0  # until an app has connected: a busy machine may need them


class FakeSlack:
    """A Slack workspace on 127.0.0.1. Use it as a context manager, or `start` and `stop` it."""

    bot_token, app_token, signing_secret, bot_user = BOT_TOKEN, APP_TOKEN, SIGNING_SECRET, BOT_USER

    def __init__(self) -> None:
        self.clock = Clock()
        self.workspace = Workspace(self.clock)
        self._faults = Faults()
        self._calls: list[Call] = []
        self._hub = SocketHub(self.workspace)
        connections = Connections()
        self._server = Server(
            Doors(self.workspace, self._hub, self._faults, self._calls, connections.reset).app, connections
        )
        self._poster: Poster | None = None
        self.workspace.base_url = f"http://127.0.0.1:{self._server.port}/"
        self.api_url = f"{self.workspace.base_url}api/"

    def start(self) -> Self:
        self._server.start()
        return self

    def stop(self) -> None:
        """Ends the server and its thread; the port is free afterwards."""
        if self._poster is not None:
            self._poster.close()
        self._server.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    # What the app did

    def calls(self, method: str | None = None) -> list[Call]:
        """The app's calls of this method (of every method when None), oldest first."""
        with self.workspace.changed:
            return [call for call in self._calls if method in (None, call.method)]

    @property
    def deliveries(self) -> list[Delivery]:
        return list(self._hub.deliveries)

    @property
    def connected(self) -> int:
        """How many Socket Mode links are open."""
        return sum(not link.leaving for link in self._hub.links)

    def messages(self, channel: str, thread_ts: str | None = None, *, seen_by: str | None = None) -> list[Message]:
        """What is in the channel now, or in the thread with its first message; as `seen_by` sees it, ephemerals too."""
        with self.workspace.changed:
            here = [m for m in self.workspace.log if m.channel == channel and m.only_for in (None, seen_by)]
            if thread_ts is None:
                return [m for m in here if not m.is_reply or m.broadcast]
            return [m for m in here if m.root == thread_ts]

    def answers(self, said: Said) -> list[Message]:
        """The app's messages in the thread that answers what was said (in a DM, also right under it)."""
        with self.workspace.changed:
            own = [m for m in self.workspace.log if m.by_app and m.channel == said.channel and not m.only_for]
            unthreaded = self.workspace.channel(said.channel).kind == "im" and said.message.thread_ts is None
            return [m for m in own if m.root == said.root or (unthreaded and not m.thread_ts and m.ts > said.ts)]

    def ephemerals(self, user: str) -> list[Message]:
        """The messages that only this user sees."""
        with self.workspace.changed:
            return [m for m in self.workspace.log if m.only_for == user]

    def modal(self, user: str) -> View | None:
        """The modal on top of this user's screen."""
        with self.workspace.changed:
            return next((v for v in reversed(self.workspace.modals) if v.user == user and not v.closed), None)

    def home(self, user: str) -> View | None:
        return self.workspace.homes.get(user)

    def status(self, channel: str, thread_ts: str) -> str:
        """The line shown under the thread while the app works; empty when there is none."""
        return self.workspace.status(channel, thread_ts)

    def session(self, channel: str, thread_ts: str) -> Json:
        """The agent session's `status` and `title`; empty when there is none."""
        return self.workspace.sessions.get((channel, thread_ts), {})

    def wait_for(self, predicate: Callable[[], Seen | None], timeout: float = 5.0, what: str = "") -> Seen:
        """The predicate's first truthy value within `timeout` seconds, else an AssertionError with all seen."""
        deadline = time.monotonic() + timeout
        with self.workspace.changed:
            while not (seen := predicate()):
                left = deadline - time.monotonic()
                if left <= 0:
                    raise AssertionError(f"waited {timeout} s in vain for {what or 'the condition'}.\n{self.seen()}")
                self.workspace.changed.wait(left)
            return seen

    def wait_for_answer(self, said: Said, timeout: float = 5.0) -> Message:
        """The app's latest message in answer to what was said, once it is there and no longer streaming."""

        def finished() -> list[Message]:
            return [message for message in self.answers(said) if not message.streaming]

        return self.wait_for(finished, timeout, f"an answer to {said.message.text!r}")[-1]

    def wait_until_connected(self, links: int = 1, timeout: float = STARTUP_SECONDS) -> None:
        self.wait_for(lambda: self.connected >= links, timeout, f"{links} Socket Mode link(s)")

    def seen(self) -> str:
        """Everything that happened, for failure messages."""
        parts: dict[str, Sequence[object]] = {
            "deliveries": self._hub.deliveries,
            "calls": self._calls,
            "messages": self.workspace.log,
        }
        lines = [
            f"{name}:\n" + ("\n".join(f"  {thing}" for thing in things) or "  none") for name, things in parts.items()
        ]
        return "\n".join([f"links open: {self.connected}", *lines])

    # What Slack and its people do

    def user(self, user_id: str, **about: object) -> Person:
        """The person with this id, made on first mention; `about`: name, admin, guest, deleted, team_id."""
        with self.workspace.changed:
            self.workspace.user(user_id, **about)
        return Person(user_id, self.workspace, self.deliver)

    def deliver(self, event: Event, retry_num: int | None = None) -> Delivery:
        """Sends an event to the app, or keeps it until the app connects. The same event again is a re-delivery."""
        with self.workspace.changed:
            delivery = Delivery(event, self.workspace.new_id("envelope-"), retry_num, self.workspace)
            if self._poster is not None:
                self._hub.deliveries.append(delivery)
            else:
                self._hub.queue(delivery)
        if self._poster is not None:
            self._poster.send(delivery)
        else:
            self._server.soon(self._hub.pump())
        return delivery

    def post_to(self, url: str) -> None:
        """From now on Slack is in HTTP mode: it posts what it delivers to this request URL, signed."""
        self._poster = Poster(self.workspace, url, SIGNING_SECRET)

    def redeliver(self, delivery: Delivery) -> Delivery:
        """Sends the event of a delivery again, in a new envelope with the next retry number."""
        return self.deliver(delivery.event, (delivery.retry_num or 0) + 1)

    def redeliver_unacked(self) -> list[Delivery]:
        """Sends again what the app got but did not ack, as Slack does when an app died with it."""
        with self.workspace.changed:
            acked = {delivery.event.event_id for delivery in self._hub.deliveries if delivery.acked_at is not None}
            lost = [d for d in self._hub.deliveries if d.sent_at is not None and d.acked_at is None]
            latest = {d.event.event_id: d for d in lost if d.event.event_id not in acked | {None}}
        return [self.redeliver(delivery) for delivery in latest.values()]

    def disconnect(self, reason: str = "refresh_requested") -> None:
        """Sends a disconnect frame to every link; the app is expected to come back on a new one."""
        self._server.soon(self._hub.disconnect(reason)).result(5)

    def drop_links(self) -> None:
        """Closes every link without a word."""
        self._server.soon(self._hub.drop()).result(5)

    def fail_next(
        self,
        method: str,
        *,
        error: str | None = None,
        status: int | None = None,
        rate_limited: int | None = None,
        timeout: float | None = None,
        accept_then_reset: bool = False,
        times: int = 1,
    ) -> None:
        """Scripts what the next `times` calls of a method meet (`"*"`: of any method); kinds as in `faults.Fault`."""
        with self.workspace.changed:
            self._faults.script(Fault(method, error, status, rate_limited, timeout, accept_then_reset, times))

    def missing(self, method: str) -> None:
        """From now on Slack does not know this method."""
        self.fail_next(method, error="unknown_method", times=ALWAYS)

    def no_more_faults(self) -> None:
        with self.workspace.changed:
            self._faults.clear()

    def signed_request(self, body: str, secret: str = SIGNING_SECRET, timestamp: float | None = None) -> dict[str, str]:
        """The headers with which Slack would post this body to an app in HTTP mode (body: `Event.http_body()`)."""
        return signed_headers(body, secret, self.clock.now() if timestamp is None else timestamp)
