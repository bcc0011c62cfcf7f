"""Slack's side of Socket Mode: open links, envelopes on their way, and acks."""

import asyncio
import json
import time
from collections import deque
from dataclasses import dataclass, field
from itertools import count

from starlette.websockets import WebSocket, WebSocketDisconnect

from tests.fakes.slack.acks import take_effect
from tests.fakes.slack.events import EVENTS, Event
from tests.fakes.slack.identity import APP_ID
from tests.fakes.slack.refusal import Json, Refused
from tests.fakes.slack.workspace import Workspace


@dataclass(eq=False)
class Delivery:
    """One envelope. Times are monotonic seconds, None until it happened; `ack` is the ack's payload."""

    event: Event
    envelope_id: str
    retry_num: int | None
    workspace: Workspace
    sent_at: float | None = None
    acked_at: float | None = None
    ack: Json | None = None
    acks: int = 0
    refused: Refused | None = None  # why Slack would show nothing of the ack's payload
    status: int | None = None  # of the app's HTTP response, in HTTP mode; 0 when it gave none

    def acked_within(self, seconds: float) -> bool:
        """Whether the app acked, waiting at most `seconds` from when it was sent (from now, if still queued)."""
        with self.workspace.changed:
            began = self.sent_at or time.monotonic()
            self.workspace.changed.wait_for(lambda: self.acked_at is not None, began + seconds - time.monotonic())
            return self.acked_at is not None and self.acked_at - (self.sent_at or began) <= seconds

    def note_ack(self, payload: Json | None) -> None:
        """The app acked; the first time, what it answered takes effect."""
        self.acks += 1
        if self.acked_at is None:
            self.acked_at, self.ack = time.monotonic(), payload
            try:
                take_effect(self.workspace, self.event, payload)
            except Refused as refused:
                self.refused = refused

    def envelope(self) -> Json:
        envelope: Json = {
            "envelope_id": self.envelope_id,
            "type": self.event.kind,
            "payload": self.event.payload,
            "accepts_response_payload": self.event.accepts_response,
        }
        if self.event.kind == EVENTS:
            reason = "timeout" if self.retry_num else ""
            envelope |= {"retry_attempt": self.retry_num or 0, "retry_reason": reason}
        return envelope

    def __str__(self) -> str:
        inner = self.event.payload.get("event", self.event.payload)
        state = "acked" if self.acked_at else "sent, not acked" if self.sent_at else "queued, no socket"
        return f"{self.event.kind} {inner.get('type') or inner.get('command')} {self.event.event_id or ''} [{state}]"


@dataclass(eq=False)
class Link:
    """One open WebSocket. A link that was told to go away gets nothing more, but may still ack."""

    socket: WebSocket
    leaving: bool = False


@dataclass
class SocketHub:
    """Hands each envelope to one of the open links in turn; keeps it while none is open. Runs on the server's loop."""

    workspace: Workspace
    deliveries: list[Delivery] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    _queue: deque[Delivery] = field(default_factory=deque)
    _sending: asyncio.Lock = field(default_factory=asyncio.Lock)
    _turn: "count[int]" = field(default_factory=count)

    def queue(self, delivery: Delivery) -> None:
        self.deliveries.append(delivery)
        self._queue.append(delivery)

    async def serve(self, socket: WebSocket) -> None:
        """One link from hello to goodbye."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self.workspace.tickets:
            await socket.close(code=1008)
            return
        self.workspace.tickets.discard(ticket)
        await socket.accept()
        link = Link(socket)
        await socket.send_json(self._hello())
        with self.workspace.changed:
            self.links.append(link)
            self.workspace.changed.notify_all()
        await self._close([old for old in self.links if old.leaving])
        await self.pump()
        try:
            while True:
                self._acked(await socket.receive_json())
        except json.JSONDecodeError:
            await socket.close(code=1003)
        except (WebSocketDisconnect, RuntimeError):  # RuntimeError: we closed it ourselves meanwhile
            pass
        finally:
            self._forget(link)

    async def pump(self) -> None:
        """Sends what is queued, as long as a link is open."""
        async with self._sending:
            while self._queue and (open_links := [link for link in self.links if not link.leaving]):
                link, delivery = open_links[next(self._turn) % len(open_links)], self._queue.popleft()
                with self.workspace.changed:
                    delivery.sent_at = time.monotonic()
                try:
                    await link.socket.send_json(delivery.envelope())
                except (
                    WebSocketDisconnect,
                    RuntimeError,
                ):  # the link died under our hands: another one gets it
                    delivery.sent_at = None
                    self._queue.appendleft(delivery)
                    self._forget(link)

    async def disconnect(self, reason: str) -> None:
        """Tells every link to go away, as Slack does before it closes them."""
        for link in list(self.links):
            link.leaving = True
            await link.socket.send_json(
                {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-fake"}}
            )

    async def drop(self) -> None:
        """Closes every link without a word."""
        await self._close(list(self.links))

    async def _close(self, links: list[Link]) -> None:
        for link in links:
            self._forget(link)
            await link.socket.close(code=1001)

    def _hello(self) -> Json:
        debug = {"host": "applink-fake", "build_number": 1, "approximate_connection_time": 18060}
        connections = len(self.links) + 1
        about = {"connection_info": {"app_id": APP_ID}, "debug_info": debug}
        return {"type": "hello", "num_connections": connections, **about}

    def _acked(self, frame: Json) -> None:
        with self.workspace.changed:
            for delivery in self.deliveries:
                if delivery.envelope_id == frame.get("envelope_id"):
                    delivery.note_ack(frame.get("payload"))
            self.workspace.changed.notify_all()

    def _forget(self, link: Link) -> None:
        with self.workspace.changed:
            if link in self.links:
                self.links.remove(link)
            self.workspace.changed.notify_all()
