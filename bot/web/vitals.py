"""How this process is doing: what `/healthz` answers, and the parts that it and `/metrics` look at."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from bot.counts import Counts
from bot.message import Waiting
from bot.records import Records
from indexer.model import IndexerError, Library

WELL = "ok"


@dataclass(frozen=True, slots=True)
class Vitals:
    """What is looked at. `connected` says whether Slack can reach this process now."""

    library: Library
    records: Records
    counts: Counts
    connected: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Health:
    """ "ok", or what is wrong, for each thing that a question needs; `index_as_of` is in UTC."""

    slack: str
    database: str
    index: str
    index_as_of: datetime | None
    waiting: Waiting | None

    @property
    def ready(self) -> bool:
        """Whether a question asked now would be answered."""
        return (self.slack, self.database, self.index) == (WELL, WELL, WELL)


def health(vitals: Vitals) -> Health:
    """The state of things now. Never raises for a database that is away."""
    waiting, index_as_of, index = None, None, "cannot be read; run advisor doctor"
    with suppress(IndexerError, SQLAlchemyError):
        waiting = vitals.records.waiting()
    with suppress(IndexerError, SQLAlchemyError):
        index_as_of = vitals.library.as_of()
        index = WELL if index_as_of else "there is none yet; the first sync makes it"
    return Health(
        slack=WELL if vitals.connected() else "not connected",
        database=WELL if waiting else "cannot be read; run advisor doctor",
        index=index,
        index_as_of=index_as_of,
        waiting=waiting,
    )
