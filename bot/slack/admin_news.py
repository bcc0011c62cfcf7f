"""Tells the admins what they should know: in their channel, else the first admin directly, else in the log."""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence

from slack_sdk import WebClient

from bot.checks.sync_news import SyncNews
from bot.slack.blocks import Rendered, note
from bot.slack.places.direct import opened_channel
from bot.slack.posting import post
from bot.slack.sync_blocks import sync_message
from bot.slack.trouble import SLACK_ERRORS, code
from indexer.model import Refusal, SyncReport

log = logging.getLogger(__name__)

PAUSE = 3600.0
"""Seconds in which a trouble is told once."""

TOKEN_REFUSED = frozenset({"token_revoked", "token_expired", "invalid_auth", "account_inactive", "not_authed"})
"""What Slack says once it no longer takes the bot token: nobody can be told by Slack then."""
REINSTALL = (
    "Slack no longer takes SLACK_BOT_TOKEN. Reinstall the app in its workspace (https://api.slack.com/apps > OAuth & "
    "Permissions), put the new token into .env, and start Advisor again."
)


class AdminNews:
    """The admins' ear. No call raises, and what Slack does not take is in the log."""

    def __init__(
        self,
        client: WebClient,
        channel: str | None,
        admins: Sequence[str],
        *,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._channel = channel
        self._admin = next((admin for admin in admins if admin.startswith(("U", "W"))), None)  # others are groups
        self._now = now
        self._lock = threading.Lock()
        self._told: dict[str, float] = {}  # when, by key
        self._refused: frozenset[Refusal] = frozenset()

    def tell(self, key: str, text: str) -> None:
        """Tells a trouble, in Markdown, once an hour for each key; `key` names its kind, "claude:401"."""
        if self._is_new(key):
            self._say(note(text), text)

    def slack_failed(self, channel: str, error: str) -> None:
        """Tells that Slack refused a reply for good; `error` is Slack's word for it."""
        if error in TOKEN_REFUSED:
            if self._is_new("slack:token"):
                log.error("%s (%s)", REINSTALL, error)
        else:
            self.tell(f"slack:{channel}:{error}", _refused_reply(channel, error))

    def synced(self, report: SyncReport, news: SyncNews) -> None:
        """Tells what a sync changed, and which files it refuses that the one before did not."""
        refused = frozenset((*report.refused, *news.refused))
        with self._lock:
            first_heard, self._refused = refused - self._refused, refused
        message = sync_message(report, tuple(sorted(first_heard, key=lambda one: one.source)), news.changed)
        if message is not None:
            self._say(message, message.text)

    def _is_new(self, key: str) -> bool:
        now = self._now()
        with self._lock:
            new = key not in self._told or now - self._told[key] >= PAUSE
            if new:
                self._told[key] = now
        return new

    def _say(self, message: Rendered, text: str) -> None:
        for where in self._places():
            try:
                self._post(where, message)
            except (*SLACK_ERRORS, KeyError) as error:  # no channel in what Slack says is no channel
                log.warning("the admins cannot be told in %s (%s)", where, code(error))
            else:
                return
        log.warning("for the admins: %s", " ".join(text.split()))

    def _places(self) -> Iterator[str]:
        return (place for place in (self._channel, self._admin) if place)

    def _post(self, where: str, message: Rendered) -> None:
        post(self._client, opened_channel(self._client, where) if where == self._admin else where, message)


def _refused_reply(channel: str, error: str) -> str:
    what_to_do = {
        "not_in_channel": "Invite me there: `/invite @Advisor`.",
        "channel_not_found": "It was deleted, or I am not in it. Invite me, or take it out of my settings.",
        "is_archived": "It is archived: questions there stay unanswered.",
        "missing_scope": "The app lacks a permission: reinstall it with the current manifest.",
    }
    advice = what_to_do.get(error, "If it goes on, look at the app's settings in Slack.")
    return f"I could not answer in the channel {channel}: Slack says `{error}`. {advice}"
