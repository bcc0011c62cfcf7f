"""Where the answer to each message goes."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from slack_sdk import WebClient

from bot.message import Kind, Message, Pending
from bot.records import Records
from bot.slack.checks.cards import Card
from bot.slack.checks.checks import Checks, is_check
from bot.slack.places.direct import opened_channel
from bot.slack.places.elsewhere import ThreadElseWhisper
from bot.slack.places.place import Place
from bot.slack.places.reading import Reader
from bot.slack.places.thread import Thread
from bot.slack.places.whisper import Whisper
from bot.slack.streaming.live import LiveThread
from bot.slack.streaming.sessions import Session
from bot.slack.streaming.stops import Stops
from bot.slack.streaming.stream import Stream
from bot.slack.streaming.tasks import ANSWER, CHECK, Script


@dataclass(frozen=True, slots=True)
class Places:
    """Chooses the place."""

    client: WebClient
    reader: Reader
    records: Records
    checks: Checks
    stops: Stops
    clock: Callable[[], float] = time.monotonic

    def of(self, pending: Pending) -> Place:
        """Its thread; for a slash command the asker's eyes only; for a check where its card stands."""
        message = pending.message
        card = self.checks.open(pending) if is_check(message) else None
        if card is not None:
            return self._of_card(pending, card)
        if message.kind == Kind.AUTO:
            return self._thread(pending, message.channel, message.thread_ts)
        if message.kind == Kind.ASK_ABOUT:
            thread = self._live(pending)
            return ThreadElseWhisper(thread, self._whisper(pending), lambda: None)
        if message.thread_ts:
            return self._live(pending)
        return self._whisper(pending)

    def _whisper(self, pending: Pending) -> Whisper:
        message = pending.message
        url = message.response_url if pending.reply_ts is None else None  # else a direct message was begun
        return Whisper(url, lambda: self._thread(pending, opened_channel(self.client, message.user), None))

    def _of_card(self, pending: Pending, card: Card) -> Place:
        url = card.response_url if card.reply_ts is None else None  # else it stands in their direct messages
        whisper = Whisper(
            url, lambda: self._card_thread(pending, card, opened_channel(self.client, card.user), None), card.replaces
        )
        if card.private:
            return whisper
        thread = self._thread_of(pending, card)
        if not _may_turn(pending.message):
            return thread
        return ThreadElseWhisper(thread, whisper, lambda: self.checks.cards.change(card.id, private=True))

    def _thread_of(self, pending: Pending, card: Card) -> Thread | LiveThread:
        """Where a card stands that all may see. Its correction is no stream: a Stop would take the verdict away."""
        thread = self._card_thread(pending, card, card.channel, card.thread_ts or None)
        if pending.message.kind == Kind.FORM or not card.thread_ts:
            return thread
        return self._watched(pending, thread, card.thread_ts, CHECK)

    def _card_thread(self, pending: Pending, card: Card, channel: str, thread_ts: str | None) -> Thread:
        return Thread(
            client=self.client,
            reader=self.reader,
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
            reader=self.reader,
            channel=channel,
            thread_ts=thread_ts,
            key=pending.id,
            placed=lambda ts: self.records.placed(pending.id, ts),
            reply_ts=pending.reply_ts,
            tried_before=pending.attempts > 1,
        )

    def _live(self, pending: Pending) -> LiveThread:
        message = pending.message
        thread = self._thread(pending, message.channel, message.thread_ts)
        return self._watched(pending, thread, message.thread_ts, ANSWER)

    def _watched(self, pending: Pending, thread: Thread, thread_ts: str, script: Script) -> LiveThread:
        message, channel = pending.message, thread.channel
        return LiveThread(
            thread=thread,
            stream=Stream(self.client, channel, thread_ts, message.user, message.team, self.clock),
            session=Session(self.client, channel, thread_ts, message.user),
            title=message.text if thread_ts == message.ts else "",
            stop_pressed=lambda: self.stops.stopped(message.team, channel, thread_ts, pending.received_at),
            script=script,
        )


def _may_turn(message: Message) -> bool:
    """A shortcut works in channels that Advisor is not in; a mention does not."""
    return message.kind == Kind.SHORTCUT
