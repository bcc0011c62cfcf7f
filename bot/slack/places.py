"""Where the answer to each message goes."""

from dataclasses import dataclass

from slack_sdk import WebClient

from bot.records import Kind, Message, Pending, Records
from bot.slack.cards import Card
from bot.slack.checks import Checks, is_check
from bot.slack.elsewhere import ThreadElseWhisper
from bot.slack.place import Place
from bot.slack.thread import Thread
from bot.slack.whisper import Whisper


@dataclass(frozen=True, slots=True)
class Places:
    """Chooses the place; `advisor` is Advisor's own user id."""

    client: WebClient
    advisor: str
    records: Records
    checks: Checks

    def of(self, pending: Pending) -> Place:
        """Its thread; for a slash command the asker's eyes only; for a check where its card stands."""
        message = pending.message
        card = self.checks.open(pending) if is_check(message) else None
        if card is not None:
            return self._of_card(pending, card)
        if message.thread_ts:
            return self._thread(pending, message.channel, message.thread_ts)
        url = message.response_url if pending.reply_ts is None else None  # else a direct message was begun
        return Whisper(url, lambda: self._thread(pending, self._direct_channel(message.user), None))

    def _of_card(self, pending: Pending, card: Card) -> Place:
        url = card.response_url if card.reply_ts is None else None  # else it stands in their direct messages
        whisper = Whisper(
            url, lambda: self._card_thread(pending, card, self._direct_channel(card.user), None), card.replaces
        )
        if card.private:
            return whisper
        thread = self._card_thread(pending, card, card.channel, card.thread_ts or None)
        if not _may_turn(pending.message):
            return thread
        return ThreadElseWhisper(thread, whisper, lambda: self.checks.cards.change(card.id, private=True))

    def _card_thread(self, pending: Pending, card: Card, channel: str, thread_ts: str | None) -> Thread:
        return Thread(
            client=self.client,
            advisor=self.advisor,
            channel=channel,
            thread_ts=thread_ts,
            key=card.id,
            placed=lambda ts: self.checks.cards.change(card.id, reply_ts=ts),
            reply_ts=card.reply_ts,
            tried_before=pending.attempts > 1,
        )

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


def _may_turn(message: Message) -> bool:
    """A shortcut works in channels that Advisor is not in; a mention does not."""
    return message.kind == Kind.SHORTCUT
