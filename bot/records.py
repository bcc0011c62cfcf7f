"""The inbox: the durable record of messages to answer.

A message is written down before Slack is told that it arrived, and the table's unique keys decide whether it
is new: two deliveries in the same millisecond, in two threads or two processes, leave one row.
"""

import time
import uuid
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, fields
from enum import StrEnum

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Double,
    Engine,
    Index,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import CreateIndex, CreateTable

from indexer.database import open_database

LEASE = 6.0
"""Seconds that a claimed message stays with a process that gives no sign of life: what a restart may wait."""


class Kind(StrEnum):
    """Where a message came in."""

    MENTION = "mention"
    DM = "dm"
    FOLLOW_UP = "follow_up"
    COMMAND = "command"
    CHECK = "check"  # /advisor check with a text
    SHORTCUT = "shortcut"  # Check this decision, on a message
    ASK_ABOUT = "ask_about"  # Ask Advisor about this, on a message
    AUTO = "auto"  # a question in a channel that nobody asked Advisor, tried because an admin switched that on
    FORM = "form"  # the facts of a check, stated or corrected; `text` names its card


class State(StrEnum):
    """received -> answering -> answered or failed; back to received when Slack could not be reached."""

    RECEIVED = "received"
    ANSWERING = "answering"
    ANSWERED = "answered"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Message:
    """One message to answer, as plain text. `thread_ts` is where the answer goes ("" for a command)."""

    event_id: str
    kind: Kind
    team: str
    channel: str
    ts: str
    thread_ts: str
    user: str
    text: str
    response_url: str | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """A claimed message. `reply_ts` is its reply already in Slack; `attempts` counts claims, from 1."""

    id: str
    message: Message
    reply_ts: str | None
    attempts: int
    received_at: float  # seconds since the epoch


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many messages have no answer yet, and since how many seconds the oldest of them."""

    messages: int
    oldest_seconds: float


_metadata = MetaData()

_inbox = Table(
    "inbox",
    _metadata,
    Column("id", String(32), primary_key=True),
    Column("event_id", String(255), nullable=False, unique=True),
    Column("kind", String(16), nullable=False),
    Column("team", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("ts", String(255), nullable=False),
    Column("thread_ts", String(32), nullable=False),
    Column("user", String(32), nullable=False),
    Column("text", Text, nullable=False),
    Column("response_url", Text),
    Column("state", String(16), nullable=False),
    Column("reply_ts", String(32)),
    Column("reference", String(16)),  # what the asker was shown when it failed
    Column("attempts", Integer, nullable=False),
    Column("owner", String(32)),  # the process that is answering it
    Column("not_before", Double, nullable=False),  # when it may be claimed: after a backoff or a lease
    Column("received_at", Double, nullable=False),
    Column("done_at", Double),
    UniqueConstraint("team", "channel", "ts"),
    Index("inbox_open", "state", "not_before"),
    Index("inbox_thread", "team", "channel", "thread_ts"),
)


class Records:
    """One process's hand on the records. Every method is one transaction, safe in any thread."""

    def __init__(self, engine: Engine, *, now: Callable[[], float] = time.time, lease: float = LEASE) -> None:
        self.engine = engine
        self._now = now
        self.lease = lease
        self._owner = uuid.uuid4().hex

    def accept(self, message: Message) -> bool:
        """Whether the message is new; it is then written down."""
        now = self._now()
        times = {"received_at": now, "not_before": now}
        row = asdict(message) | times | {"id": uuid.uuid4().hex, "state": State.RECEIVED, "attempts": 0}
        try:
            with self.engine.begin() as db:
                db.execute(insert(_inbox).values(row))
        except IntegrityError:
            return False
        return True

    def claim(self) -> Pending | None:
        """The oldest message that nobody is answering, from now on this process's for `lease` seconds.

        A message whose process died comes back once its lease is over.
        """
        now = self._now()
        claimable = _inbox.c.state.in_([State.RECEIVED, State.ANSWERING]) & (_inbox.c.not_before <= now)
        oldest = select(_inbox.c.id).where(claimable).order_by(_inbox.c.received_at).limit(1)
        claim = (
            update(_inbox)
            .where(_inbox.c.id == oldest.with_for_update(skip_locked=True).scalar_subquery(), claimable)
            .values(
                state=State.ANSWERING,
                owner=self._owner,
                not_before=now + self.lease,
                attempts=_inbox.c.attempts + 1,
            )
            .returning(_inbox)
        )
        with self.engine.begin() as db:
            row = db.execute(claim).one_or_none()
        return None if row is None else _pending(row)

    def renew(self, message_ids: Iterable[str]) -> None:
        """Prolongs the leases of these messages, which this process is answering."""
        for message_id in message_ids:
            self._update(message_id, not_before=self._now() + self.lease)

    def release(self) -> None:
        """Gives back what this process is answering, for the next one to take at once."""
        self._update(state=State.RECEIVED, owner=None, not_before=self._now())

    def later(self, message_id: str, seconds: float) -> None:
        """Puts a message back, to be claimed again after so many seconds."""
        self._update(message_id, state=State.RECEIVED, owner=None, not_before=self._now() + seconds)

    def placed(self, message_id: str, reply_ts: str) -> None:
        """Notes which Slack message is the reply, so that whoever answers updates that one."""
        self._update(message_id, reply_ts=reply_ts)

    def answered(self, message_id: str) -> None:
        """Closes a message that was replied to; what was said is in the journal (`bot.journal`)."""
        self._update(message_id, state=State.ANSWERED, done_at=self._now())

    def passed_over(self, message_id: str) -> None:
        """Closes a message that was not meant for Advisor and got no reply; its words are forgotten."""
        self._update(message_id, state=State.ANSWERED, done_at=self._now(), text="")

    def failed(self, message_id: str, reference: str) -> None:
        """Closes a message that will get no answer, under the reference that its asker and the log know."""
        self._update(message_id, state=State.FAILED, reference=reference, done_at=self._now())

    def takes_part(self, team: str, channel: str, thread_ts: str) -> bool:
        """Whether Advisor was already asked something in this thread, or answered there unasked."""
        here = (_inbox.c.team == team) & (_inbox.c.channel == channel) & (_inbox.c.thread_ts == thread_ts)
        here &= (_inbox.c.kind != Kind.AUTO) | _inbox.c.reply_ts.is_not(None)
        with self.engine.connect() as db:
            return db.execute(select(_inbox.c.id).where(here).limit(1)).first() is not None

    def teams(self) -> tuple[str, ...]:
        """The workspaces that messages came from."""
        with self.engine.connect() as db:
            return tuple(db.scalars(select(_inbox.c.team).distinct().order_by(_inbox.c.team)))

    def waiting(self) -> Waiting:
        """What has not been answered yet, by any process."""
        open_ = _inbox.c.state.in_([State.RECEIVED, State.ANSWERING])
        with self.engine.connect() as db:
            row = db.execute(select(func.count(), func.min(_inbox.c.received_at)).where(open_)).one()
        return Waiting(row[0], max(0.0, self._now() - row[1]) if row[0] else 0.0)

    def asked_since(self, team: str, user: str, seconds: float) -> dict[tuple[str, str], float]:
        """What a person asked in the last so many seconds: its channel and ts, and when it came, oldest first."""
        theirs = (_inbox.c.team == team) & (_inbox.c.user == user) & (_inbox.c.kind.not_in([Kind.FORM, Kind.AUTO]))
        recent = _inbox.c.received_at > self._now() - seconds
        with self.engine.connect() as db:
            rows = db.execute(select(_inbox).where(theirs, recent).order_by(_inbox.c.received_at))
            return {(row.channel, row.ts): row.received_at for row in rows}

    def queue(self, seconds: float, limit: int) -> tuple[Pending, ...]:
        """The messages that have waited for so many seconds and that nobody is answering, the next one first."""
        now = self._now()
        waits = (_inbox.c.state == State.RECEIVED) & (_inbox.c.not_before <= now)
        long = _inbox.c.received_at <= now - seconds
        with self.engine.connect() as db:
            rows = db.execute(select(_inbox).where(waits, long).order_by(_inbox.c.received_at).limit(limit))
            return tuple(map(_pending, rows))

    def reply_ts(self, message_id: str) -> str | None:
        """The Slack message in which this one was answered; None while there is none, or when it was whispered."""
        with self.engine.connect() as db:
            return db.scalar(select(_inbox.c.reply_ts).where(_inbox.c.id == message_id))

    def close(self) -> None:
        """Closes the connections."""
        self.engine.dispose()

    def _update(self, message_id: str | None = None, **values: object) -> None:
        with self.engine.begin() as db:
            db.execute(update(_inbox).where(self._mine(message_id)).values(values))

    def _mine(self, message_id: str | None) -> ColumnElement[bool]:
        """One message, or all, that this process is answering; what another took over is left alone."""
        mine = and_(_inbox.c.owner == self._owner, _inbox.c.state == State.ANSWERING)
        return mine if message_id is None else and_(mine, _inbox.c.id == message_id)


def open_records(url: str, *, now: Callable[[], float] = time.time, lease: float = LEASE) -> Records:
    """The records in this database (SQLite or Postgres), its tables made when they are missing.

    Raises DatabaseError when it cannot be opened.
    """
    engine = open_database(url)
    with engine.begin() as db:
        for table in _metadata.sorted_tables:
            db.execute(CreateTable(table, if_not_exists=True))
            for index in table.indexes:
                db.execute(CreateIndex(index, if_not_exists=True))
    return Records(engine, now=now, lease=lease)


def forget_in(db: Connection, team: str, user: str) -> int:
    """Deletes the messages of one person, in somebody's transaction; gives the number of rows."""
    return db.execute(delete(_inbox).where(_inbox.c.team == team, _inbox.c.user == user)).rowcount


def _pending(row: Row[tuple[object, ...]]) -> Pending:
    values = row._mapping
    message = Message(**{f.name: values[f.name] for f in fields(Message)})
    return Pending(row.id, message, row.reply_ts, row.attempts, row.received_at)
