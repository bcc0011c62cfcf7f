"""What admins chose for each channel, by its id: which knowledge, auto-answer, language, who is escalated to."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Double,
    Engine,
    MetaData,
    String,
    Table,
    delete,
    insert,
    select,
)

from bot.tables import ID
from indexer.database import make_tables


@dataclass(frozen=True, slots=True)
class Choices:
    """What holds in one channel; these defaults where nobody chose.

    `within` and `language` are as in `Question`. `escalate_to` are user ids (U…, W…) and channel ids (C…, G…), () for
    those of the settings.
    """

    within: tuple[str, ...] = ()
    auto_answer: bool = False
    language: str = ""
    escalate_to: tuple[str, ...] = ()


AS_ALWAYS = Choices()

_metadata = MetaData()

_channels = Table(
    "slack_channels",
    _metadata,
    Column("team", ID, primary_key=True),
    Column("channel", ID, primary_key=True),
    Column("within", JSON, nullable=False),
    Column("auto_answer", Boolean, nullable=False),
    Column("language", String(64), nullable=False),
    Column("escalate_to", JSON, nullable=False),
    Column("chosen_by", ID, nullable=False),
    Column("chosen_at", Double, nullable=False),
)


class Channels:
    """The choices for the channels of one workspace, in a database that `open_records` has opened."""

    def __init__(self, engine: Engine, team: str, *, now: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._team = team
        self._now = now
        make_tables(engine, _metadata)

    def of(self, channel: str) -> Choices:
        """What holds in this channel."""
        with self._engine.connect() as db:
            row = db.execute(select(_channels).where(*self._is(channel))).one_or_none()
        if row is None:
            return AS_ALWAYS
        return Choices(tuple(row.within), row.auto_answer, row.language, tuple(row.escalate_to))

    def choose(self, channel: str, choices: Choices, user: str) -> None:
        """Makes this hold in the channel from now on; `user` is the admin who chose."""
        chosen = {
            "within": list(choices.within),
            "auto_answer": choices.auto_answer,
            "language": choices.language,
            "escalate_to": list(choices.escalate_to),
        }
        by = {"team": self._team, "channel": channel, "chosen_by": user, "chosen_at": self._now()}
        with self._engine.begin() as db:
            db.execute(delete(_channels).where(*self._is(channel)))
            db.execute(insert(_channels).values(chosen | by))

    def escalate_to(self, channel: str) -> tuple[str, ...]:
        """Who escalated questions of this channel go to; () when nobody chose."""
        return self.of(channel).escalate_to

    def _is(self, channel: str) -> tuple[ColumnElement[bool], ...]:
        return _channels.c.team == self._team, _channels.c.channel == channel
