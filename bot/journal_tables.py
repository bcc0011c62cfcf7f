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
from sqlalchemy.schema import CreateIndex, CreateTable

_metadata = MetaData()

JOURNAL = Table(
    "journal",
    _metadata,
    Column("id", String(32), primary_key=True),
    Column("team", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("thread_ts", String(32), nullable=False),
    Column("user", String(32), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("asked_at", Double, nullable=False),
    Column("status", String(16), nullable=False),
    Column("reply", JSON, nullable=False),
    Column("private", Boolean, nullable=False),
    Column("reply_ts", String(32)),
    Column("shared", Boolean, nullable=False),
    Index("journal_asker", "team", "user", "asked_at"),
    Index("journal_status", "team", "status", "asked_at"),
)

RATINGS = Table(
    "ratings",
    _metadata,
    Column("id", String(32), primary_key=True),  # the reply's, in the journal
    Column("team", String(32), primary_key=True),
    Column("user", String(32), primary_key=True),
    Column("positive", Boolean, nullable=False),
    Column("reason", String(16), nullable=False),
    Column("remark", Text, nullable=False),
    Column("rated_at", Double, nullable=False),
)


def make_tables(engine: Engine) -> None:
    """Makes the tables when they are missing."""
    with engine.begin() as db:
        for table in _metadata.sorted_tables:
            db.execute(CreateTable(table, if_not_exists=True))
            for index in table.indexes:
                db.execute(CreateIndex(index, if_not_exists=True))


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
