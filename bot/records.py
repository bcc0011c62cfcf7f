"""The inbox: the durable record of messages to answer.

A message is written down before Slack is told that it arrived, and the table's unique keys decide whether it
is new: two deliveries in the same millisecond, in two threads or two processes, leave one row.
"""

import time
import uuid
from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict, fields

from sqlalchemy import ColumnElement, Engine, Row, and_, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.inbox_table import INBOX, make_table
from bot.message import Kind, Message, Pending, State, Waiting
from indexer.database import open_database

LEASE = 6.0
"""Seconds that a claimed message stays with a process that gives no sign of life: what a restart may wait."""

LONGEST_WAIT = 600.0
"""Seconds: more than any lease or pause. One with more than this to go is from before the clock was set back."""

_AT_ONCE = 0.0  # a time that has come whatever the clock says
_OPEN = INBOX.c.state.in_([State.RECEIVED, State.ANSWERING])


class Records:
    """One process's hand on the records. Every method is one transaction, safe in any thread."""

    def __init__(self, engine: Engine, *, now: Callable[[], float] = time.time, lease: float = LEASE) -> None:
        self.engine = engine
        self._now = now
        self.lease = lease
        self._owner = uuid.uuid4().hex

    def accept(self, message: Message) -> bool:
        """Whether the message is new; it is then written down."""
        times = {"received_at": self._now(), "not_before": _AT_ONCE}
        row = asdict(message) | times | {"id": uuid.uuid4().hex, "state": State.RECEIVED, "attempts": 0}
        try:
            with self.engine.begin() as db:
                db.execute(insert(INBOX).values(row))
        except IntegrityError:
            return False
        return True

    def claim(self, answering: Collection[str] = ()) -> Pending | None:
        """The oldest message that nobody is answering, from now on this process's for `lease` seconds.

        A message whose process died comes back once its lease is over. What this process is `answering` (their ids)
        does not: when the clock jumps on, their leases are over before they can be renewed.
        """
        now = self._now()
        claimable = and_(_OPEN, INBOX.c.not_before <= now, INBOX.c.id.not_in(answering))
        oldest = select(INBOX.c.id).where(claimable).order_by(INBOX.c.received_at).limit(1)
        claim = (
            update(INBOX)
            .where(INBOX.c.id == oldest.with_for_update(skip_locked=True).scalar_subquery(), claimable)
            .values(
                state=State.ANSWERING,
                owner=self._owner,
                not_before=now + self.lease,
                attempts=INBOX.c.attempts + 1,
            )
            .returning(INBOX)
        )
        with self.engine.begin() as db:
            row = db.execute(claim).one_or_none()
        return None if row is None else _pending(row)

    def renew(self, message_ids: Iterable[str]) -> None:
        """Prolongs the leases of these messages, which this process is answering."""
        for message_id in message_ids:
            self._update(message_id, not_before=self._now() + self.lease)

    def shorten(self) -> None:
        """Makes what would last longer than any lease or pause one lease long: the clock was set back.

        Whoever lives renews it before it ends.
        """
        now = self._now()
        too_long = update(INBOX).where(_OPEN, INBOX.c.not_before > now + LONGEST_WAIT)
        with self.engine.begin() as db:
            db.execute(too_long.values(not_before=now + self.lease))

    def release(self) -> None:
        """Gives back what this process is answering, for the next one to take at once."""
        self._update(state=State.RECEIVED, owner=None, not_before=_AT_ONCE)

    def later(self, message_id: str, seconds: float) -> None:
        """Puts a message back, to be claimed again after so many seconds, fewer than `LONGEST_WAIT`."""
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
        here = (INBOX.c.team == team) & (INBOX.c.channel == channel) & (INBOX.c.thread_ts == thread_ts)
        here &= (INBOX.c.kind != Kind.AUTO) | INBOX.c.reply_ts.is_not(None)
        with self.engine.connect() as db:
            return db.execute(select(INBOX.c.id).where(here).limit(1)).first() is not None

    def teams(self) -> tuple[str, ...]:
        """The workspaces that messages came from."""
        with self.engine.connect() as db:
            return tuple(db.scalars(select(INBOX.c.team).distinct().order_by(INBOX.c.team)))

    def waiting(self) -> Waiting:
        """What has not been answered yet, by any process."""
        with self.engine.connect() as db:
            row = db.execute(select(func.count(), func.min(INBOX.c.received_at)).where(_OPEN)).one()
        return Waiting(row[0], max(0.0, self._now() - row[1]) if row[0] else 0.0)

    def asked_since(self, team: str, user: str, seconds: float) -> dict[tuple[str, str], float]:
        """What a person asked in the last so many seconds: its channel and ts, and when it came, oldest first."""
        theirs = (INBOX.c.team == team) & (INBOX.c.user == user) & (INBOX.c.kind.not_in([Kind.FORM, Kind.AUTO]))
        now = self._now()
        recent = INBOX.c.received_at.between(now - seconds, now + seconds)  # later than that: the clock was set back
        with self.engine.connect() as db:
            rows = db.execute(select(INBOX).where(theirs, recent).order_by(INBOX.c.received_at))
            return {(row.channel, row.ts): row.received_at for row in rows}

    def queue(self, seconds: float, limit: int) -> tuple[Pending, ...]:
        """The messages that have waited for so many seconds and that nobody is answering, the next one first."""
        now = self._now()
        waits = (INBOX.c.state == State.RECEIVED) & (INBOX.c.not_before <= now)
        long = INBOX.c.received_at <= now - seconds
        with self.engine.connect() as db:
            rows = db.execute(select(INBOX).where(waits, long).order_by(INBOX.c.received_at).limit(limit))
            return tuple(map(_pending, rows))

    def reply_ts(self, message_id: str) -> str | None:
        """The Slack message in which this one was answered; None while there is none, or when it was whispered."""
        with self.engine.connect() as db:
            return db.scalar(select(INBOX.c.reply_ts).where(INBOX.c.id == message_id))

    def close(self) -> None:
        """Closes the connections."""
        self.engine.dispose()

    def _update(self, message_id: str | None = None, **values: object) -> None:
        with self.engine.begin() as db:
            db.execute(update(INBOX).where(self._mine(message_id)).values(values))

    def _mine(self, message_id: str | None) -> ColumnElement[bool]:
        """One message, or all, that this process is answering; what another took over is left alone."""
        mine = and_(INBOX.c.owner == self._owner, INBOX.c.state == State.ANSWERING)
        return mine if message_id is None else and_(mine, INBOX.c.id == message_id)


def open_records(url: str, *, now: Callable[[], float] = time.time, lease: float = LEASE) -> Records:
    """The records in this database (SQLite or Postgres), its tables made when they are missing.

    Raises DatabaseError when it cannot be opened.
    """
    engine = open_database(url)
    make_table(engine)
    return Records(engine, now=now, lease=lease)


def _pending(row: Row[tuple[object, ...]]) -> Pending:
    values = row._mapping
    message = Message(**{f.name: values[f.name] for f in fields(Message)})
    return Pending(row.id, message, row.reply_ts, row.attempts, row.received_at)
