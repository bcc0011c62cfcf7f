"""How much one person may ask in a while, so that nobody else waits for it.

Over the limit a message is not taken, and the person is told so once, where only they see it.
"""

import logging
import time
from collections.abc import Callable

from slack_sdk import WebClient
from sqlalchemy import Column, Connection, Double, Engine, MetaData, Table, delete, insert
from sqlalchemy.exc import IntegrityError

from bot.message import Kind, Message
from bot.records import Records
from bot.slack.blocks import note
from bot.slack.connecting import webhook
from bot.slack.courtesy import PATIENCE, hasty, politely
from bot.slack.posting import NO_PREVIEWS
from bot.tables import ID
from bot.wording import counted
from indexer.database import make_tables

log = logging.getLogger(__name__)

MOST, SECONDS = 20, 600.0
"""Questions of one person in ten minutes: more than anybody reads the answers of."""

_UNCOUNTED = frozenset({Kind.FORM, Kind.AUTO})  # a correction of one's own card; a message that asked Advisor nothing

_metadata = MetaData()

_told = Table(
    "slack_told_to_wait",
    _metadata,
    Column("team", ID, primary_key=True),
    Column("user", ID, primary_key=True),
    Column("told_at", Double, nullable=False),  # seconds since the epoch
)


class Allowance:
    """Who is over the limit, by the inbox that all processes share."""

    def __init__(self, client: WebClient, records: Records, now: Callable[[], float] = time.time) -> None:
        self._client = client
        self._records = records
        self._engine: Engine = records.engine
        self._now = now
        make_table(self._engine)

    def takes(self, message: Message) -> bool:
        """Whether the message may be asked; if not, its asker is told."""
        if message.kind in _UNCOUNTED:
            return True
        asked = self._records.asked_since(message.team, message.user, SECONDS)
        if len(asked) < MOST or (message.channel, message.ts) in asked:  # one that Slack sends again is known already
            return True
        log.info("%s is over the limit, %s not taken", message.user, message.event_id)
        self._tell(message, _wait(min(asked.values()) + SECONDS - self._now()))
        return False

    def _tell(self, message: Message, text: str) -> None:
        """Once; a command each time, because Slack has shown for it that work began."""
        if message.response_url is not None:
            politely(lambda: _whisper(message.response_url or "", text), "a word to whom asks much")
        elif self._first(message) and not politely(lambda: self._say(message, text), "a word to whom asks much"):
            self._forget(message)

    def _say(self, message: Message, text: str) -> None:
        said = note(text)
        hasty(self._client).chat_postEphemeral(
            channel=message.channel,
            user=message.user,
            thread_ts=message.thread_ts if message.thread_ts != message.ts else None,
            text=said.text,
            blocks=list(said.blocks),
        )

    def _first(self, message: Message) -> bool:
        """Whether nobody told this person yet, for as long as the limit looks back."""
        now = self._now()
        row = {"team": message.team, "user": message.user, "told_at": now}
        recent = _told.c.told_at.between(now - SECONDS, now + SECONDS)  # later than that: the clock was set back
        with self._engine.begin() as db:
            db.execute(delete(_told).where(~recent))
        try:
            with self._engine.begin() as db:
                db.execute(insert(_told).values(row))
        except IntegrityError:
            return False
        return True

    def _forget(self, message: Message) -> None:
        with self._engine.begin() as db:
            forget_in(db, message.team, message.user)


def make_table(engine: Engine) -> None:
    """Makes the table of who was told, when it is missing."""
    make_tables(engine, _metadata)


def forget_in(db: Connection, team: str, user: str) -> None:
    """Deletes, in somebody's transaction, that this person was told to wait."""
    db.execute(delete(_told).filter_by(team=team, user=user))


def _whisper(url: str, text: str) -> None:
    said = note(text)
    body = {"text": said.text, "blocks": list(said.blocks), "response_type": "ephemeral", "replace_original": False}
    webhook(url, again=False, timeout=PATIENCE).send_dict(body | NO_PREVIEWS)


def _wait(seconds: float) -> str:
    """What who asks too much is told, with the time after which there is room for one more."""
    minutes = int(seconds // 60) + 1
    return (
        f"You have asked {MOST} questions in {SECONDS / 60:.0f} minutes, and I take no more from one person. "
        f"Ask this again in about {counted(minutes, 'minute')}."
    )
