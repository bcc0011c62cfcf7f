"""The tables of the journal: a row for each question that got a reply, a row for each person's word on a reply."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Double,
    Engine,
    Index,
    MetaData,
    String,
    Table,
    Text,
    delete,
    or_,
    select,
)

from bot.tables import ID
from indexer.database import make_tables

_metadata = MetaData()

JOURNAL = Table(
    "journal",
    _metadata,
    Column("id", ID, primary_key=True),
    Column("team", ID, nullable=False),
    Column("channel", ID, nullable=False),
    Column("thread_ts", ID, nullable=False),
    Column("user", ID, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("asked_at", Double, nullable=False),
    Column("status", String(16), nullable=False),
    Column("reply", JSON, nullable=False),
    Column("private", Boolean, nullable=False),
    Column("reply_ts", ID),
    Column("shared", Boolean, nullable=False),
    Index("journal_asker", "team", "user", "asked_at"),
    Index("journal_status", "team", "status", "asked_at"),
)

RATINGS = Table(
    "ratings",
    _metadata,
    Column("id", ID, primary_key=True),  # the reply's, in the journal
    Column("team", ID, primary_key=True),
    Column("user", ID, primary_key=True),
    Column("positive", Boolean, nullable=False),
    Column("reason", String(16), nullable=False),
    Column("remark", Text, nullable=False),
    Column("rated_at", Double, nullable=False),
)


def make_journal(engine: Engine) -> None:
    """Makes the tables when they are missing."""
    make_tables(engine, _metadata)


def replies_of(db: Connection, team: str, user: str) -> tuple[str, ...]:
    """The ids of the replies to this person's questions, read in somebody's transaction."""
    own = (JOURNAL.c.team == team) & (JOURNAL.c.user == user)
    return tuple(db.scalars(select(JOURNAL.c.id).where(own)))


def forget_in(db: Connection, team: str, user: str) -> int:
    """`Journal.forget` inside somebody's transaction."""

    def own(table: Table) -> ColumnElement[bool]:
        return (table.c.team == team) & (table.c.user == user)

    about_own = RATINGS.c.id.in_(select(JOURNAL.c.id).where(own(JOURNAL)))
    gone = (delete(RATINGS).where(or_(own(RATINGS), about_own)), delete(JOURNAL).where(own(JOURNAL)))
    return sum(db.execute(statement).rowcount for statement in gone)
