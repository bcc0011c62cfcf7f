"""The one place that posts: a thread in which Advisor shows its answer, once.

A reply is first placed (a short line, marked with the id of what it answers), then updated with the answer. An
update can be repeated, a post cannot: so whoever takes over from a dead process, or does not know whether Slack
stored a post, looks for the mark before placing a second one.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.model import Turn
from bot.slack.blocks import PLACEHOLDER, STATUS, Block, Rendered
from bot.slack.reading import messages, turns
from bot.slack.trouble import GONE, SLACK_ERRORS, UNSHOWABLE, code, passing

log = logging.getLogger(__name__)

NO_PREVIEWS: dict[str, Any] = {
    "unfurl_links": False,
    "unfurl_media": False,
}  # a preview fetches what a document links to


Spot = tuple[str, str | None]
"""A channel and a thread in it."""


@dataclass(slots=True)
class Thread:
    """Where one answer goes; with `thread_ts` None, the top level of a direct message."""

    client: WebClient
    advisor: str  # its own user id
    channel: str
    thread_ts: str | None
    key: str  # the id of what it answers
    placed: Callable[[str], None]  # told the reply's ts, to be remembered
    reply_ts: str | None = None
    tried_before: bool = False  # an earlier attempt may have posted without knowing it

    def begin(self) -> None:
        """Shows that work has begun; afterwards `show` can be repeated."""
        if self.reply_ts is None and self.tried_before:
            self._keep(self._marked())
        if self.reply_ts is None:
            self._post(PLACEHOLDER, [])
        self._status(STATUS)

    def turns(self, before: str) -> tuple[Turn, ...]:
        """What was said in the thread before that ts, oldest first; nothing when it cannot be read."""
        if self.thread_ts in (None, before):
            return ()
        try:
            return turns(self.client, self.advisor, self.channel, self.thread_ts or before, before)
        except SLACK_ERRORS as error:
            log.warning("%s: the thread cannot be read (%s)", self.key, code(error))
            return ()

    @property
    def spot(self) -> Spot:
        """Where a file that belongs to the answer is posted."""
        return self.channel, self.thread_ts

    def show(self, message: Rendered) -> None:
        """Puts the message in the place of what was shown before."""
        blocks = list(message.blocks)
        try:
            self._update(message.text, blocks)
        except SlackApiError as error:
            if code(error) in UNSHOWABLE:
                log.error("%s: Slack refuses the blocks (%s), shown as text", self.key, code(error))
                self._update(message.text, [])
            elif code(error) in GONE:
                self._post(message.text, blocks)
            else:
                raise
        self._status("")

    def _post(self, text: str, blocks: list[Block]) -> None:
        answer = self.client.chat_postMessage(
            channel=self.channel,
            thread_ts=self.thread_ts,
            text=text,
            blocks=blocks,
            metadata=self._mark(),
            **NO_PREVIEWS,
        )
        self._keep(answer["ts"])

    def _update(self, text: str, blocks: list[Block]) -> None:
        self.client.chat_update(
            channel=self.channel,
            ts=self.reply_ts or "",
            text=text,
            blocks=blocks,
            metadata=self._mark(),
            **NO_PREVIEWS,
        )

    def _keep(self, ts: str | None) -> None:
        self.reply_ts = ts
        if ts is not None:
            self.placed(ts)

    def _mark(self) -> dict[str, object]:
        return {"event_type": "advisor_reply", "event_payload": {"answers": self.key}}

    def _marked(self) -> str | None:
        """The ts of the reply that an earlier attempt placed, if it did."""
        try:
            read = messages(self.client, self.channel, self.thread_ts)
            return next((m["ts"] for m in read if m.get("metadata") == self._mark()), None)
        except SlackApiError as error:
            if passing(error):
                raise
            log.warning("%s: cannot look for an earlier reply (%s)", self.key, code(error))
            return None

    def _status(self, status: str) -> None:
        """Sets the line under the thread, "" for none. A nicety: no answer is lost because it failed."""
        if self.thread_ts is None:
            return
        try:
            self.client.assistant_threads_setStatus(channel_id=self.channel, thread_ts=self.thread_ts, status=status)
        except SLACK_ERRORS as error:
            log.debug("%s: no status (%s)", self.key, code(error))
