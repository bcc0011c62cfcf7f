"""Where the answer to each message goes."""

from dataclasses import dataclass

from slack_sdk import WebClient

from bot.records import Pending, Records
from bot.slack.replies import Place
from bot.slack.thread import Thread
from bot.slack.whisper import Whisper


@dataclass(frozen=True, slots=True)
class Places:
    """Chooses the place; `advisor` is Advisor's own user id."""

    client: WebClient
    advisor: str
    records: Records

    def of(self, pending: Pending) -> Place:
        """Its thread; for a slash command the asker's eyes only."""
        message = pending.message
        if message.thread_ts:
            return self._thread(pending, message.channel, message.thread_ts)
        url = message.response_url if pending.reply_ts is None else None  # else a direct message was begun
        return Whisper(url, lambda: self._thread(pending, self._direct_channel(message.user), None))

    def _thread(self, pending: Pending, channel: str, thread_ts: str | None) -> Thread:
        return Thread(
            client=self.client,
            advisor=self.advisor,
            channel=channel,
            thread_ts=thread_ts,
            key=pending.id,
            placed=lambda ts: self.records.placed(pending.id, ts),
            reply_ts=pending.reply_ts,
            tried_before=pending.attempts > 1,
        )

    def _direct_channel(self, user: str) -> str:
        opened = self.client.conversations_open(users=user)
        return str((opened.get("channel") or {})["id"])
