"""The last syncs that changed or refused something, or failed: what an admin is shown of them."""

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import JSON, Column, Double, Engine, Integer, MetaData, String, Table, Text, delete, insert, select

from indexer.database import DatabaseError, make_tables
from indexer.folder import FolderError
from indexer.model import Refusal, SyncReport
from indexer.room import DiskFull, NotWritable
from indexer.sync import IndexBusy

KEPT = 20
_NAMED = 20  # sources of each kind that are kept by name; a first sync may add fifty thousand


@dataclass(frozen=True, slots=True)
class Named:
    """Some documents: how many there are, and the sources of the first."""

    count: int = 0
    first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SyncRecord:
    """One sync. `at` is in seconds since the epoch; `trouble` says why it failed, "" when it did not."""

    at: float
    added: Named = Named()
    changed: Named = Named()
    removed: Named = Named()
    refused_count: int = 0
    refused: tuple[Refusal, ...] = ()  # the first
    trouble: str = ""


_metadata = MetaData()

_syncs = Table(
    "sync_reports",
    _metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", Double, nullable=False),
    Column("added", JSON, nullable=False),
    Column("changed", JSON, nullable=False),
    Column("removed", JSON, nullable=False),
    Column("refused", JSON, nullable=False),
    Column("trouble", Text, nullable=False),
    Column("likeness", String(64), nullable=False),  # alike in refusals and trouble to the one before: not news
)


class SyncReports:
    """The reports in one database, which `open_records` has opened. Each method is one transaction."""

    def __init__(self, engine: Engine, *, now: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._now = now
        make_tables(engine, _metadata)

    def keep(self, report: SyncReport) -> None:
        """Writes the report down if it says something that the last one did not."""
        likeness = _likeness(report.refused)
        if report.did_something or likeness != self._last_likeness():
            self._write(
                likeness,
                added=_named(report.added),
                changed=_named(report.changed),
                removed=_named(report.removed),
                refused=[len(report.refused), [[one.source, one.reason] for one in report.refused[:_NAMED]]],
                trouble="",
            )

    def failed(self, trouble: str) -> None:
        """Writes down that a sync failed, once while it goes on failing for the same reason."""
        likeness = f"failed {_likeness((Refusal('', trouble),))}"
        if likeness != self._last_likeness():
            nothing = _named(())
            self._write(
                likeness, added=nothing, changed=nothing, removed=nothing, refused=[0, []], trouble=trouble[:500]
            )

    def latest(self, limit: int) -> tuple[SyncRecord, ...]:
        """The latest reports, newest first."""
        newest = select(_syncs).order_by(_syncs.c.number.desc()).limit(limit)
        with self._engine.connect() as db:
            return tuple(
                SyncRecord(
                    at=row.at,
                    added=Named(row.added[0], tuple(row.added[1])),
                    changed=Named(row.changed[0], tuple(row.changed[1])),
                    removed=Named(row.removed[0], tuple(row.removed[1])),
                    refused_count=row.refused[0],
                    refused=tuple(Refusal(source, reason) for source, reason in row.refused[1]),
                    trouble=row.trouble,
                )
                for row in db.execute(newest)
            )

    def _last_likeness(self) -> str:
        """Of the last report; before the first, that of a sync that refused nothing."""
        newest = select(_syncs.c.likeness).order_by(_syncs.c.number.desc()).limit(1)
        with self._engine.connect() as db:
            return db.scalar(newest) or _likeness(())

    def _write(self, likeness: str, **values: object) -> None:
        with self._engine.begin() as db:
            written = db.execute(insert(_syncs).values(at=self._now(), likeness=likeness, **values))
            number = written.inserted_primary_key
            if number is not None:
                db.execute(delete(_syncs).where(_syncs.c.number <= number[0] - KEPT))


def _likeness(refused: Sequence[Refusal]) -> str:
    """A short name for a set of refusals, the same in every process."""
    told = "\n".join(sorted(f"{one.source}\t{one.reason}" for one in refused))
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:32]


def _named(sources: Sequence[str]) -> list[object]:
    return [len(sources), list(sources[:_NAMED])]


def in_words(error: Exception) -> str:
    """A failed sync in a sentence for admins; the error's own text, which names folders and servers, is in the log."""
    match error:
        case IndexBusy():
            return "Another process was writing the index all the time."
        case FolderError():
            return "The knowledge folder could not be read. Is it there, and may Advisor's user read it?"
        case DiskFull():
            return (
                "There is no room left on the disk with Advisor's data. Make room, and it goes on by itself. "
                "Until then answers come from what was indexed before."
            )
        case NotWritable():
            return "Advisor's user may not write its data folder. Give it write access, and it goes on by itself."
        case DatabaseError():
            return "The database could not be used. Is it there, and is there room on the disk?"
    return "Something else went wrong. Advisor's log has the cause."
