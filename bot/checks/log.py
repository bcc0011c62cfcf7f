"""The record of checks: facts, versions and votes of each, so that it can be made again and compared."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Double,
    Engine,
    MetaData,
    Row,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from bot.checks.verdict import Firmness
from bot.facts import Value
from bot.model import Option
from bot.tables import ID
from indexer.database import make_tables
from indexer.model import PUBLIC, Audience


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """One check as it was made.

    `asker` are the groups that it was made for. `votes` are option and rule by framework, the house's too;
    `versions` the content hashes of the frameworks by source.
    """

    id: str
    text: str
    facts: Mapping[str, Value]
    asker: Audience
    index_as_of: str | None
    option: Option
    firmness: Firmness
    votes: Mapping[str, tuple[str, str]]
    versions: Mapping[str, str]


_metadata = MetaData()

_checks = Table(
    "checks",
    _metadata,
    Column("id", ID, primary_key=True),
    Column("checked_at", Double, nullable=False),
    Column("text", Text, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("asker", JSON, nullable=False),
    Column("index_as_of", ID),
    Column("option", ID, nullable=False),
    Column("firmness", String(16), nullable=False),
    Column("votes", JSON, nullable=False),
    Column("versions", JSON, nullable=False),
    Column("told_option", ID, nullable=False),  # the option that admins last heard of
)


class ChecksLog:
    """The checks in one database, which `open_records` has opened. Each method is one transaction."""

    def __init__(self, engine: Engine, *, now: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._now = now
        make_tables(engine, _metadata)

    def note(self, record: CheckRecord) -> None:
        """Writes a check down, once: the same check again leaves the first."""
        row = {
            "id": record.id,
            "checked_at": self._now(),
            "text": record.text,
            "facts": dict(record.facts),
            "asker": sorted(record.asker),
            "index_as_of": record.index_as_of,
            "option": record.option.value,
            "firmness": record.firmness.value,
            "votes": {guide: list(vote) for guide, vote in record.votes.items()},
            "versions": dict(record.versions),
            "told_option": record.option.value,
        }
        try:
            with self._engine.begin() as db:
                db.execute(insert(_checks).values(row))
        except IntegrityError:
            return

    def find(self, check_id: str, asker: Audience) -> CheckRecord | None:
        """The check of this id, unless it was made for groups that the asker is not in."""
        with self._engine.connect() as db:
            row = db.execute(select(_checks).where(_checks.c.id == check_id)).one_or_none()
        record = _record(row) if row else None
        return record if record and record.asker <= asker | PUBLIC else None

    def latest(self, most: int) -> Sequence[tuple[CheckRecord, Option]]:
        """The latest checks, newest first, each with the option that admins last heard of."""
        newest = select(_checks).order_by(_checks.c.checked_at.desc(), _checks.c.id).limit(most)
        with self._engine.connect() as db:
            return [(_record(row), Option(row.told_option)) for row in db.execute(newest)]

    def told(self, check_id: str, option: Option) -> None:
        """Notes that admins have heard of a check's option today."""
        with self._engine.begin() as db:
            db.execute(update(_checks).where(_checks.c.id == check_id).values(told_option=option.value))


def forget_in(db: Connection, proposals: Sequence[str]) -> int:
    """Deletes the checks of these texts, in somebody's transaction; gives the number of rows."""
    return db.execute(delete(_checks).where(_checks.c.text.in_(proposals))).rowcount


def _record(row: Row[tuple[object, ...]]) -> CheckRecord:
    values = row._mapping
    return CheckRecord(
        id=values["id"],
        text=values["text"],
        facts=values["facts"],
        asker=frozenset(values["asker"]),
        index_as_of=values["index_as_of"],
        option=Option(values["option"]),
        firmness=Firmness(values["firmness"]),
        votes={guide: (option, rule) for guide, (option, rule) in values["votes"].items()},
        versions=values["versions"],
    )
