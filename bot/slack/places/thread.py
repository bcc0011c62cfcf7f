"""A thread in which Advisor shows its answer, once.

A reply is first placed (a short line, marked with the id of what it answers), then updated with the answer. An
update can be repeated, a post cannot: so whoever takes over from a dead process, or does not know whether Slack
stored a post, looks for the mark before placing a second one.
"""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.model import Turn
from bot.slack.blocks import PLACEHOLDER, STATUS, Rendered
from bot.slack.courtesy import hasty, politely
from bot.slack.places.reading import Reader, messages
from bot.slack.posting import post, repost
from bot.slack.streaming.sessions import say
from bot.slack.trouble import SLACK_ERRORS, UNSHOWABLE, code, passing
from bot.watching import NOBODY, Watcher

log = logging.getLogger(__name__)

Spot = tuple[str, str | None]
"""A channel and a thread in it."""


@dataclass(slots=True)
class Thread:
    """Where one answer goes; with `thread_ts` None, the top level of a direct message."""

    client: WebClient
    reader: Reader
    channel: str
    thread_ts: str | None
    key: str  # the id of what it answers
    placed: Callable[[str], None]  # told the reply's ts, to be remembered
    reply_ts: str | None = None
    tried_before: bool = False  # an earlier attempt may have posted without knowing it

    def begin(self) -> None:
        """Shows that work has begun; afterwards `show` can be repeated."""
        self.find()
        if self.reply_ts is None:
            self._post(Rendered(PLACEHOLDER, ()))
        self._status(STATUS)

    def find(self) -> None:
        """Looks for a reply that an earlier attempt may have placed, unless it is known."""
        if self.reply_ts is None and self.tried_before:
            self.look()

    def look(self) -> None:
        """Looks for a reply that bears the mark."""
        self.keep(self._marked())

    def turns(self, before: str) -> tuple[Turn, ...]:
        """What was said in the thread before that ts, oldest first; nothing when it cannot be read."""
        if self.thread_ts in (None, before):
            return ()
        try:
            return self.reader.turns(self.channel, self.thread_ts or before, before)
        except SLACK_ERRORS as error:
            log.warning("%s: the thread cannot be read (%s)", self.key, code(error))
            return ()

    @property
    def spot(self) -> Spot:
        """Where a file that belongs to the answer is posted."""
        return self.channel, self.thread_ts

    def show(self, message: Rendered) -> None:
        """Puts the message in the place of what was shown before."""
        try:
            self._put(message)
        except SlackApiError as error:
            if code(error) not in UNSHOWABLE:
                raise
            log.error("%s: Slack refuses the blocks (%s), shown as text", self.key, code(error))
            self._put(Rendered(message.text, ()))
        self._status("")

    @property
    def watcher(self) -> Watcher:
        """Nobody: what is shown here is shown when it is whole."""
        return NOBODY

    def keep(self, ts: str | None) -> None:
        """From now on this message is the reply."""
        self.reply_ts = ts
        if ts is not None:
            self.placed(ts)

    def _put(self, message: Rendered) -> None:
        """Updates the reply; where Slack does not, another takes its place."""
        try:
            repost(self.client, self.channel, self.reply_ts or "", message, self.mark())
        except SlackApiError as error:
            if passing(error) or code(error) in UNSHOWABLE:
                raise
            log.warning("%s: Slack does not update the reply (%s), posting another", self.key, code(error))
            self._replace(message)

    def _replace(self, message: Rendered) -> None:
        """Posts the reply anew, unless an earlier attempt did, and takes the old one away."""
        old, newest = self.reply_ts or "", self._marked()
        if newest in (None, old):
            self._post(message)
        else:
            self.keep(newest)
        politely(lambda: hasty(self.client).chat_delete(channel=self.channel, ts=old), "taking an old reply away")

    def _post(self, message: Rendered) -> None:
        self.keep(post(self.client, self.channel, message, self.thread_ts, self.mark()))

    def mark(self) -> dict[str, object]:
        """The metadata by which the reply is found again."""
        return {"event_type": "advisor_reply", "event_payload": {"answers": self.key}}

    def _marked(self) -> str | None:
        """The ts of the newest reply that an earlier attempt placed, if one did."""
        try:
            read = [m for m in messages(self.client, self.channel, self.thread_ts) if self._bears_mark(m)]
        except SlackApiError as error:
            if passing(error):
                raise
            log.warning("%s: cannot look for an earlier reply (%s)", self.key, code(error))
            return None
        return max((m["ts"] for m in read), default=None)

    def _bears_mark(self, message: dict[str, Any]) -> bool:
        """By its metadata; a stream gets them when it ends, and until then has the key in the ids of its cards."""
        cards = json.dumps(message.get("blocks", []))
        return message.get("metadata") == self.mark() or f'"task_id": "{self.key}-' in cards

    def _status(self, line: str) -> None:
        """Sets the line under the thread, "" for none."""
        if self.thread_ts is not None:
            say(self.client, self.channel, self.thread_ts, line)
