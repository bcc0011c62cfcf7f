"""The bot's durable records: the inbox of messages to answer, and the log of what was answered.

A message is written down before Slack is told that it arrived, and the table's unique keys decide whether it
is new: two deliveries in the same millisecond, in two threads or two processes, leave one row.
"""

import time
import uuid
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, fields
from enum import StrEnum

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
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
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import CreateIndex, CreateTable

from bot.model import Answer, Declined
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

_questions = Table(
    "questions",
    _metadata,
    Column("id", String(32), primary_key=True),  # the inbox row's id, where the text is
    Column("asked_at", Double, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("status", String(16), nullable=False),  # answered or declined
    Column("answerer", String(64), nullable=False),
    Column("sources", JSON, nullable=False),  # the documents cited, in order
    Column("timings_ms", JSON, nullable=False),
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

    def answered(self, message_id: str, reply: Answer | Declined | None = None) -> None:
        """Closes a message, and logs its question; None is a reply to something that was no question."""
        done = {"state": State.ANSWERED, "done_at": self._now()}
        with self.engine.begin() as db:
            close = (
                update(_inbox).where(self._mine(message_id)).values(done).returning(_inbox.c.received_at, _inbox.c.kind)
            )
            row = db.execute(close).one_or_none()
            if row is not None and reply is not None:
                log = _logged(reply)
                asked = {"id": message_id, "asked_at": row.received_at, "kind": row.kind}
                db.execute(insert(_questions).values(asked | log))

    def failed(self, message_id: str, reference: str) -> None:
        """Closes a message that will get no answer, under the reference that its asker and the log know."""
        self._update(message_id, state=State.FAILED, reference=reference, done_at=self._now())

    def takes_part(self, team: str, channel: str, thread_ts: str) -> bool:
        """Whether Advisor was already asked something in this thread."""
        here = (_inbox.c.team == team) & (_inbox.c.channel == channel) & (_inbox.c.thread_ts == thread_ts)
        with self.engine.connect() as db:
            return db.execute(select(_inbox.c.id).where(here).limit(1)).first() is not None

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


def _pending(row: Row[tuple[object, ...]]) -> Pending:
    values = row._mapping
    message = Message(**{f.name: values[f.name] for f in fields(Message)})
    return Pending(row.id, message, row.reply_ts, row.attempts, row.received_at)


def _logged(reply: Answer | Declined) -> dict[str, object]:
    sources = [c.source for c in reply.citations] if isinstance(reply, Answer) else []
    return {
        "status": "answered" if isinstance(reply, Answer) else "declined",
        "answerer": reply.answerer,
        "sources": list(dict.fromkeys(sources)),
        "timings_ms": dict(reply.timings_ms),
    }
