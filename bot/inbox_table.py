"""The table of the inbox: a row for each message to answer. Its unique keys decide whether a message is new."""

from sqlalchemy import (
    Column,
    Connection,
    Double,
    Engine,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    delete,
)

from bot.tables import ID
from indexer.database import make_tables

_metadata = MetaData()

INBOX = Table(
    "inbox",
    _metadata,
    Column("id", ID, primary_key=True),
    Column("event_id", String(255), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("team", ID, nullable=False),
    Column("channel", ID, nullable=False),
    Column("ts", String(255), nullable=False),
    Column("thread_ts", ID, nullable=False),
    Column("user", ID, nullable=False),
    Column("text", Text, nullable=False),
    Column("response_url", Text),
    Column("state", String(16), nullable=False),
    Column("reply_ts", ID),
    Column("reference", String(16)),  # what the asker was shown when it failed
    Column("attempts", Integer, nullable=False),
    Column("owner", ID),  # the process that is answering it
    Column("not_before", Double, nullable=False),  # when it may be claimed: after a backoff or a lease
    Column("received_at", Double, nullable=False),
    Column("done_at", Double),
    UniqueConstraint("team", "channel", "ts"),
    Index("inbox_open", "state", "not_before"),
    Index("inbox_thread", "team", "channel", "thread_ts"),
)


def make_table(engine: Engine) -> None:
    """Makes the table when it is missing."""
    make_tables(engine, _metadata)


def forget_in(db: Connection, team: str, user: str) -> int:
    """Deletes the messages of one person, in somebody's transaction; gives the number of rows."""
    return db.execute(delete(INBOX).where(INBOX.c.team == team, INBOX.c.user == user)).rowcount
