"""Tells people whose question waits that it is not forgotten.

The inbox is the queue: it is on disk, `bot.slack.allowance` bounds one person's share of it, and it is answered in its
order. Who waits sees how many are before them in the line under their message.
"""

import logging
import threading
import time
from collections.abc import Callable

from slack_sdk import WebClient

from bot.message import Kind
from bot.records import Records
from bot.slack.streaming.sessions import say

log = logging.getLogger(__name__)

LONG = 3.0
"""Seconds of waiting after which somebody wonders."""
AGAIN = 100.0
"""Seconds until the line is set again: Slack takes it away after two minutes."""
MOST = 20
"""People told at a time: Slack takes about 50 such calls a minute."""


class QueueNews:
    """Looks into the inbox from `start` to `stop`."""

    def __init__(
        self, client: WebClient, records: Records, *, long: float = LONG, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._client = client
        self._records = records
        self._long = long
        self._now = now
        self._told: dict[str, float] = {}  # by the message's id: when
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="queue-news", daemon=True)

    def start(self) -> None:
        """Begins to look."""
        self._thread.start()

    def stop(self) -> None:
        """Looks no more."""
        self._stopped.set()

    def tell(self) -> None:
        """Says it to everybody who waits long, at most once in a while."""
        waiting = self._records.queue(self._long, MOST)
        self._told = {pending.id: self._told[pending.id] for pending in waiting if pending.id in self._told}
        for before, pending in enumerate(waiting):
            message = pending.message
            if message.thread_ts and message.kind != Kind.AUTO and self._due(pending.id):
                say(self._client, message.channel, message.thread_ts, line(before))
                self._told[pending.id] = self._now()

    def _due(self, message_id: str) -> bool:
        at = self._told.get(message_id)
        return at is None or self._now() - at >= AGAIN

    def _run(self) -> None:
        while not self._stopped.wait(self._long):
            try:
                self.tell()
            except Exception:  # a database that is away for a while must not end the news
                log.exception("the queue cannot be looked at, trying again")


def line(before: int) -> str:
    """What stands under a message with so many questions before it."""
    if before == 0:
        return "is busy; your question is the next one…"
    return f"is busy; your question is queued, with {before} before it…"
