"""Questions that Advisor answers though nobody asked it, in the channels that admins chose.

It must earn its place there: only what is clearly a question to the room, only what the knowledge folder answers,
and only once in a while.
"""

import re
import time
from collections.abc import Callable, Mapping

from sqlalchemy import Column, ColumnElement, Double, Engine, MetaData, Table, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.slack.channels.choices import Channels
from bot.slack.incoming import Body, text_of
from bot.tables import ID
from indexer.database import make_tables

COOLDOWN = 600.0
"""Seconds between two answers that nobody asked for, in one channel."""
WHY = (
    "I answered by myself: an admin switched automatic answers on in this channel. "
    "To switch them off: `/advisor settings`."
)
_LONGEST_COURTESY = 100  # characters: an emoji's name is at most that long
FEWEST_WORDS = 3  # "Lunch?" and "Any news?" are for people

_ASKS = re.compile(
    r"(?:how|what|when|where|which|who|whom|whose|why)\b"
    r"|(?:can|could|should|would|will|shall|may|must|do|does|did|is|are|was|were|has|have)"
    r"\s+(?:i|we|you|it|there|this|that|these|those|they|he|she|any|anyone|anybody|someone|somebody|the|our)\b",
    re.IGNORECASE,
)
_ENDS_AS_QUESTION = ("?", "？", "؟")
_ENDS_AS_STATEMENT = (".", "!", ":", "…", "。")
_ADDRESSED = re.compile(r"<[@!]")  # a person, a user group, @here: whoever is named is asked
_AFTER = re.compile(r"(?::[\w+'-]+:|\b(?:thanks|thank you|thx|please|cheers)[.!]*)$", re.IGNORECASE)


def is_question(text: str) -> bool:
    """Whether a channel's message, in Slack's markup, is a question to the room.

    It names nobody, has three words or more, and ends with a question mark or begins as questions begin ("how",
    "should we", "is there") without ending as statements end. Thanks and emoji after the end do not count.
    """
    if _ADDRESSED.search(text):
        return False
    said = _without_courtesies(text)
    if len(said.split()) < FEWEST_WORDS:
        return False
    return said.endswith(_ENDS_AS_QUESTION) or (_ASKS.match(said) is not None and not said.endswith(_ENDS_AS_STATEMENT))


def _without_courtesies(text: str) -> str:
    said = text.strip()
    while after := _AFTER.search(said, max(0, len(said) - _LONGEST_COURTESY)):
        said = said[: after.start()].rstrip()
    return said


_metadata = MetaData()

_answers = Table(
    "slack_auto_answers",
    _metadata,
    Column("team", ID, primary_key=True),
    Column("channel", ID, primary_key=True),
    Column("answered_at", Double, nullable=False),
    Column("answers", ID, nullable=False),  # the id of the message that was answered then
)


class AutoAnswers:
    """Which messages of one workspace are to be answered unasked, and how often."""

    def __init__(self, engine: Engine, team: str, channels: Channels, *, now: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._team = team
        self._channels = channels
        self._now = now
        make_tables(engine, _metadata)

    def wants(self, event: Body) -> bool:
        """Whether this `message` event, said by a person, is one to try and answer."""
        if event.get("channel_type") == "im" or text_of(event, "thread_ts") or not is_question(text_of(event, "text")):
            return False
        channel = text_of(event, "channel")
        return self._channels.of(channel).auto_answer and self._rested(channel)

    def claim(self, channel: str, message_id: str) -> bool:
        """Whether the answer to this message may be shown: the channel has rested, and it is still switched on.

        The channel rests from then on; asked once more for the same message, it is the same.
        """
        if not self._channels.of(channel).auto_answer:
            return False
        now = self._now()
        open_ = (_answers.c.answered_at <= now - COOLDOWN) | (_answers.c.answers == message_id)
        claimed = {"answered_at": now, "answers": message_id}
        with self._engine.begin() as db:
            if db.execute(update(_answers).where(*self._is(channel), open_).values(claimed)).rowcount:
                return True
        return self._first(claimed | {"team": self._team, "channel": channel})

    def _first(self, row: Mapping[str, object]) -> bool:
        try:
            with self._engine.begin() as db:
                db.execute(insert(_answers).values(row))
        except IntegrityError:
            return False  # answered not long ago, or by another process this moment
        return True

    def _rested(self, channel: str) -> bool:
        with self._engine.connect() as db:
            latest = db.execute(select(_answers.c.answered_at).where(*self._is(channel))).scalar()
        return latest is None or latest <= self._now() - COOLDOWN

    def _is(self, channel: str) -> tuple[ColumnElement[bool], ...]:
        return _answers.c.team == self._team, _answers.c.channel == channel
