"""What was escalated: one row for each reply, to whom, where its posts stand, and who resolved it."""

import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Double,
    Engine,
    MetaData,
    Table,
    Text,
    delete,
    exists,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from bot.tables import ID
from indexer.database import make_tables

STALE = 60.0
"""Seconds after which one that has no post yet may be begun again: the process that began it is gone."""


@dataclass(frozen=True, slots=True)
class Post:
    """A message that shows the question to a target: the id of a person or of a channel.

    `ts` is "" when Slack did not say whether it took the message.
    """

    target: str
    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Escalation:
    """A question that was passed on to `targets`; `resolved_by` is "" while it is open."""

    id: str
    reply_id: str
    team: str
    user: str  # who escalated it
    targets: tuple[str, ...]
    posts: tuple[Post, ...] = ()
    resolved_by: str = ""
    note: str = ""


_metadata = MetaData()

_escalations = Table(
    "escalations",
    _metadata,
    Column("id", ID, primary_key=True),
    Column("reply_id", ID, nullable=False, unique=True),
    Column("team", ID, nullable=False),
    Column("user", ID, nullable=False),
    Column("targets", JSON, nullable=False),
    Column("resolved_by", ID, nullable=False),
    Column("note", Text, nullable=False),
    Column("told", Boolean, nullable=False),  # whether its asker was, or is being, told that it is resolved
    Column("begun_at", Double, nullable=False),
    Column("resolved_at", Double),
)

_posts = Table(
    "escalation_posts",
    _metadata,
    Column("escalation_id", ID, primary_key=True),
    Column("target", ID, primary_key=True),
    Column("channel", ID, nullable=False),
    Column("ts", ID, nullable=False),
)

_helpers = Table(  # who pressed *Resolved* where they see the question, and so may send its form
    "escalation_helpers",
    _metadata,
    Column("escalation_id", ID, primary_key=True),
    Column("user", ID, primary_key=True),
)


class Escalations:
    """The escalations in one database, which `open_records` has opened. Each method is one transaction."""

    def __init__(self, engine: Engine, now: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._now = now
        make_tables(engine, _metadata)

    def begin(self, reply_id: str, team: str, user: str, targets: Sequence[str]) -> Escalation | None:
        """A new escalation of this reply; None when there is one already."""
        begun = Escalation(uuid.uuid4().hex, reply_id, team, user, tuple(targets))
        row = {"id": begun.id, "reply_id": reply_id, "team": team, "user": user, "targets": list(targets)}
        blank = {"resolved_by": "", "note": "", "told": False, "begun_at": self._now()}
        left = (_escalations.c.reply_id == reply_id) & (_escalations.c.begun_at < self._now() - STALE)
        posted = exists().where(_posts.c.escalation_id == _escalations.c.id)
        try:
            with self._engine.begin() as db:
                db.execute(delete(_escalations).where(left, ~posted))
                db.execute(insert(_escalations).values(row | blank))
        except IntegrityError:
            return None
        return begun

    def give_up(self, escalation_id: str) -> None:
        """Forgets an escalation that reached nobody, so that it can be tried again."""
        with self._engine.begin() as db:
            db.execute(delete(_escalations).where(_escalations.c.id == escalation_id))

    def posted(self, escalation_id: str, post: Post) -> None:
        """Notes where the question stands now."""
        row = {"escalation_id": escalation_id, "target": post.target, "channel": post.channel, "ts": post.ts}
        with self._engine.begin() as db:
            db.execute(insert(_posts).values(row))

    def find(self, escalation_id: str) -> Escalation | None:
        """The escalation of this id, whoever asks."""
        with self._engine.connect() as db:
            row = db.execute(select(_escalations).where(_escalations.c.id == escalation_id)).one_or_none()
            stands = db.execute(select(_posts).where(_posts.c.escalation_id == escalation_id)).all()
        if row is None:
            return None
        posts = tuple(Post(at.target, at.channel, at.ts) for at in stands)
        return Escalation(
            row.id, row.reply_id, row.team, row.user, tuple(row.targets), posts, row.resolved_by, row.note
        )

    def seen(self, escalation_id: str, team: str, user: str, channel: str) -> Escalation | None:
        """The same if this person, being in this channel, is among those it was passed on to."""
        found = self.find(escalation_id)
        sees = found is not None and found.team == team and not {user, channel}.isdisjoint(found.targets)
        return found if sees else None

    def helped_by(self, escalation_id: str, user: str) -> None:
        """Notes that this person, who sees the question, is about to resolve it."""
        try:
            with self._engine.begin() as db:
                db.execute(insert(_helpers).values(escalation_id=escalation_id, user=user))
        except IntegrityError:
            return  # they pressed the button before

    def helper(self, escalation_id: str, team: str, user: str) -> Escalation | None:
        """The escalation of this id if this person is about to resolve it; for ids that somebody sent."""
        own = (_helpers.c.escalation_id == escalation_id) & (_helpers.c.user == user)
        with self._engine.connect() as db:
            helps = db.execute(select(_helpers).where(own)).one_or_none() is not None
        found = self.find(escalation_id) if helps else None
        return found if found and found.team == team else None

    def resolve(self, escalation_id: str, user: str, note: str = "") -> bool:
        """Whether this resolves it; False when somebody had resolved it before."""
        open_ = (_escalations.c.id == escalation_id) & (_escalations.c.resolved_by == "")
        done = {"resolved_by": user, "note": note, "resolved_at": self._now()}
        with self._engine.begin() as db:
            return db.execute(update(_escalations).where(open_).values(done)).rowcount == 1

    def claim_telling(self, escalation_id: str) -> bool:
        """Whether whoever asked is to be told now; False when it is open, or when they were told."""
        due = (_escalations.c.id == escalation_id) & (_escalations.c.resolved_by != "") & ~_escalations.c.told
        with self._engine.begin() as db:
            return db.execute(update(_escalations).where(due).values(told=True)).rowcount == 1


def forget_in(db: Connection, team: str, user: str, reply_ids: Sequence[str]) -> int:
    """Deletes, in somebody's transaction, what this person escalated and what was escalated of these replies."""
    theirs = or_(_escalations.c.user == user, _escalations.c.reply_id.in_(reply_ids))
    ids = list(db.scalars(select(_escalations.c.id).where(_escalations.c.team == team, theirs)))
    gone = (
        delete(_posts).where(_posts.c.escalation_id.in_(ids)),
        delete(_helpers).where(or_(_helpers.c.escalation_id.in_(ids), _helpers.c.user == user)),
        delete(_escalations).where(_escalations.c.id.in_(ids)),
    )
    return sum(db.execute(statement).rowcount for statement in gone)
