"""Who pressed Stop, and when: written down, because the process that is told may not be the one that answers."""

import time
from collections.abc import Callable

from sqlalchemy import Column, Double, Engine, MetaData, Table, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.tables import ID
from indexer.database import make_tables

_metadata = MetaData()

_stops = Table(
    "slack_stops",
    _metadata,
    Column("team", ID, primary_key=True),
    Column("channel", ID, primary_key=True),
    Column("thread_ts", ID, primary_key=True),
    Column("stopped_at", Double, nullable=False),  # the last time, in seconds since the epoch
)


class Stops:
    """The stopped threads in one database. Each method is one transaction, safe in any thread."""

    def __init__(self, engine: Engine, now: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._now = now
        make_tables(engine, _metadata)

    def stop(self, team: str, channel: str, thread_ts: str) -> None:
        """From now on nobody waits for what was asked in this thread so far."""
        thread = {"team": team, "channel": channel, "thread_ts": thread_ts}
        try:
            with self._engine.begin() as db:
                db.execute(insert(_stops).values(thread | {"stopped_at": self._now()}))
        except IntegrityError:
            with self._engine.begin() as db:
                db.execute(update(_stops).filter_by(**thread).values(stopped_at=self._now()))

    def stopped(self, team: str, channel: str, thread_ts: str, asked_at: float) -> bool:
        """Whether Stop was pressed in the thread since then, in seconds since the epoch."""
        here = select(_stops.c.stopped_at).filter_by(team=team, channel=channel, thread_ts=thread_ts)
        with self._engine.connect() as db:
            at = db.execute(here).scalar()
        return at is not None and asked_at <= at <= self._now()  # a time to come: the clock was set back since
