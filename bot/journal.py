"""The journal: every question that got a reply, the reply whole, and what people thought of it.

It is what a button under an answer is looked up in, what Home shows as recent, and what admins learn gaps from.
A row is written before its reply is shown, so that no button is there before what it refers to.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from sqlalchemy import Engine, Row, Table, and_, insert, or_, select, true, update
from sqlalchemy.exc import IntegrityError

from bot.gaps import Gap, InVain, grouped
from bot.journal_tables import JOURNAL, RATINGS, forget_in, make_journal
from bot.kept_reply import Status, from_json, status_of, to_json
from bot.model import Answer, Declined


class Reason(StrEnum):
    """Why somebody did not like a reply."""

    WRONG = "wrong"
    OUTDATED = "outdated"
    WRONG_SOURCE = "wrong_source"
    INCOMPLETE = "incomplete"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it came in: `id` is its inbox row's, `kind` a `bot.message.Kind`, `thread_ts` "" for a command.

    `asked_at` is in seconds since the epoch.
    """

    id: str
    team: str
    channel: str
    thread_ts: str
    user: str
    kind: str
    text: str
    asked_at: float


@dataclass(frozen=True, slots=True)
class Kept:
    """A question with its reply.

    A private reply was shown to `asked.user` alone; `shared` says that it was then posted in `asked.channel`, as the
    message `reply_ts`. Where any other reply stands, the inbox knows (`Records.reply_ts`).
    """

    asked: Asked
    reply: Answer | Declined
    private: bool = False
    reply_ts: str | None = None
    shared: bool = False

    def seen_by(self, team: str, user: str, channel: str) -> bool:
        """Whether this person, being in this channel, sees the reply."""
        here = channel == self.asked.channel and (self.shared or not self.private)
        return team == self.asked.team and (user == self.asked.user or here)


@dataclass(frozen=True, slots=True)
class Rating:
    """What one person thought of one reply; `reason` "" when they gave none."""

    positive: bool
    reason: str = ""
    remark: str = ""


class Journal:
    """The journal in one database, which `open_records` has opened. Each method is one transaction."""

    def __init__(self, engine: Engine, now: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._now = now
        make_journal(engine)

    def keep(self, asked: Asked, reply: Answer | Declined, *, private: bool = False) -> None:
        """Writes the question and its reply down; a question that is answered once more has its last reply."""
        new = {"status": status_of(reply), "reply": to_json(reply), "private": private}
        row = {name: getattr(asked, name) for name in Asked.__slots__} | new
        self._upsert(JOURNAL, {"id": asked.id}, row | {"shared": False}, new)

    def find(self, reply_id: str) -> Kept | None:
        """The question of this id with its reply, whoever asks: for ids that Advisor itself wrote down."""
        with self._engine.connect() as db:
            row = db.execute(select(JOURNAL).where(JOURNAL.c.id == reply_id)).one_or_none()
        return _kept(row) if row else None

    def seen(self, reply_id: str, team: str, user: str, channel: str) -> Kept | None:
        """The same, if this person, being in this channel, sees the reply; for ids that somebody sent."""
        kept = self.find(reply_id)
        return kept if kept and kept.seen_by(team, user, channel) else None

    def recent(self, team: str, user: str, limit: int) -> tuple[Kept, ...]:
        """The latest questions of one person, the latest first."""
        own = (JOURNAL.c.team == team) & (JOURNAL.c.user == user)
        latest = select(JOURNAL).where(own).order_by(JOURNAL.c.asked_at.desc(), JOURNAL.c.id).limit(limit)
        with self._engine.connect() as db:
            return tuple(map(_kept, db.execute(latest)))

    def placed(self, reply_id: str, reply_ts: str) -> None:
        """Notes which message in Slack shows the shared reply."""
        with self._engine.begin() as db:
            db.execute(update(JOURNAL).where(JOURNAL.c.id == reply_id).values(reply_ts=reply_ts))

    def claim_share(self, reply_id: str) -> bool:
        """Whether the reply is to be shared now; False when it was, as after a second click."""
        open_ = (JOURNAL.c.id == reply_id) & ~JOURNAL.c.shared
        with self._engine.begin() as db:
            return db.execute(update(JOURNAL).where(open_).values(shared=True)).rowcount == 1

    def unshare(self, reply_id: str) -> None:
        """Takes a claim back: the reply was not shared after all."""
        with self._engine.begin() as db:
            db.execute(update(JOURNAL).where(JOURNAL.c.id == reply_id).values(shared=False))

    def rate(self, reply_id: str, team: str, user: str, rating: Rating) -> None:
        """Writes down what a person thinks of a reply that they see: one row each, the last word counts."""
        key = {"id": reply_id, "team": team, "user": user}
        said = asdict(rating) | {"rated_at": self._now()}
        self._upsert(RATINGS, key, key | said, said)

    def rating(self, reply_id: str, team: str, user: str) -> Rating | None:
        """What this person said of the reply so far."""
        own = (RATINGS.c.id == reply_id) & (RATINGS.c.team == team) & (RATINGS.c.user == user)
        with self._engine.connect() as db:
            row = db.execute(select(RATINGS).where(own)).one_or_none()
        return Rating(row.positive, row.reason, row.remark) if row else None

    def gaps(self, team: str | None, since: float) -> tuple[Gap, ...]:
        """Questions asked since then that were declined or whose reply somebody rated 👎, as `bot.gaps` groups them.

        `since` is in seconds since the epoch; a `team` of None stands for every workspace.
        """
        same = and_(RATINGS.c.id == JOURNAL.c.id, ~RATINGS.c.positive)
        vain = or_(JOURNAL.c.status == Status.DECLINED, RATINGS.c.id.is_not(None))
        query = (
            select(JOURNAL, RATINGS.c.reason, RATINGS.c.remark, RATINGS.c.id.label("rated"))
            .outerjoin(RATINGS, same)
            .where(true() if team is None else JOURNAL.c.team == team, JOURNAL.c.asked_at >= since, vain)
            .order_by(JOURNAL.c.asked_at.desc(), RATINGS.c.rated_at)
        )
        with self._engine.connect() as db:
            rows = db.execute(query).all()
        by_question: dict[str, list[Row[tuple[object, ...]]]] = {}
        for row in rows:
            by_question.setdefault(row.id, []).append(row)
        return grouped(map(_in_vain, by_question.values()))

    def forget(self, team: str, user: str) -> int:
        """Deletes the questions of one person with all that was said of their replies, and their own ratings.

        Gives the number of rows. `bot.slack.forgetting` deletes what other tables hold of them, too.
        """
        with self._engine.begin() as db:
            return forget_in(db, team, user)

    def _upsert(
        self, table: Table, key: Mapping[str, object], row: Mapping[str, object], changes: Mapping[str, object]
    ) -> None:
        change = update(table).where(*(table.c[name] == value for name, value in key.items())).values(changes)
        try:
            with self._engine.begin() as db:
                if db.execute(change).rowcount == 0:
                    db.execute(insert(table).values(row))
        except IntegrityError:  # another thread or process was first
            with self._engine.begin() as db:
                db.execute(change)


def _kept(row: Row[tuple[object, ...]]) -> Kept:
    return Kept(
        asked=Asked(**{name: getattr(row, name) for name in Asked.__slots__}),
        reply=from_json(Status(row.status), row.reply),
        private=row.private,
        reply_ts=row.reply_ts,
        shared=row.shared,
    )


def _in_vain(rows: Sequence[Row[tuple[object, ...]]]) -> InVain:
    """One question from its rows, one for each 👎; a declined question without any has one row all the same."""
    first, rated = rows[0], [row for row in rows if row.rated]
    return InVain(
        id=first.id,
        text=first.text,
        asked_at=first.asked_at,
        reply=from_json(Status(first.status), first.reply),
        reasons=tuple(row.reason or Reason.OTHER for row in rated),
        remarks=tuple(row.remark for row in rated if row.remark),
    )
