"""Who changed Advisor's knowledge, and who was refused: written down as it happens, for admins to read."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Boolean, Column, Double, Engine, Integer, MetaData, Table, Text, delete, insert, select

from bot.tables import ID
from indexer.database import make_tables

KEPT = 10_000
"""Entries; the oldest go first. At a hundred a day that is a quarter of a year."""
_LONGEST = 300  # characters of `what`: a file's name may be long, and is not ours


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done or refused. `at` is in seconds since the epoch; `what` may quote what users wrote."""

    at: float
    team: str
    user: str
    allowed: bool
    what: str


_metadata = MetaData()

_audit = Table(
    "audit",
    _metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", Double, nullable=False),
    Column("team", ID, nullable=False),
    Column("user", ID, nullable=False),
    Column("allowed", Boolean, nullable=False),
    Column("what", Text, nullable=False),
)


class Audit:
    """The audit in one database, which `open_records` has opened. Each method is one transaction."""

    def __init__(self, engine: Engine, *, now: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._now = now
        make_tables(engine, _metadata)

    def refused(self, team: str, user: str, what: str) -> None:
        """Notes that this person was refused; `what` continues "tried", for example "to remove guides/a.md"."""
        self._note(team, user, what, allowed=False)

    def done(self, team: str, user: str, what: str) -> None:
        """Notes what this person did; `what` is a past tense, for example "removed guides/a.md"."""
        self._note(team, user, what, allowed=True)

    def latest(self, limit: int) -> tuple[Entry, ...]:
        """The latest entries, newest first."""
        newest = select(_audit).order_by(_audit.c.number.desc()).limit(limit)
        with self._engine.connect() as db:
            return tuple(Entry(row.at, row.team, row.user, row.allowed, row.what) for row in db.execute(newest))

    def _note(self, team: str, user: str, what: str, *, allowed: bool) -> None:
        row = {"at": self._now(), "team": team, "user": user, "allowed": allowed, "what": what[:_LONGEST]}
        with self._engine.begin() as db:
            number = db.execute(insert(_audit).values(row)).inserted_primary_key
            if number is not None:
                db.execute(delete(_audit).where(_audit.c.number <= number[0] - KEPT))
