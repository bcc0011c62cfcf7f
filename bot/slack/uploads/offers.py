"""The offered files, in the database: whose each is, how far it has come, and its bytes until it is decided on.

A button or a modal carries an offer's id and nothing else. The id is looked up here, and only for who offered it.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Double,
    Engine,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from bot.tables import ID
from indexer.database import make_tables

KEPT_HOURS = 24
"""An undecided file is forgotten after these: nobody decides on a preview of the day before yesterday."""


class State(StrEnum):
    """fetching -> waiting (for *Add* or *Discard*) -> adding -> added; or refused, or discarded."""

    FETCHING = "fetching"
    WAITING = "waiting"
    ADDING = "adding"
    ADDED = "added"
    REFUSED = "refused"
    DISCARDED = "discarded"


UNFINISHED = (State.FETCHING, State.ADDING)
"""What a process that ended leaves to the next one."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One file that somebody offered. `origin` is what brought it: the same origin, the same offer.

    It is shown in the modal `view_id`, or, where that is "", in a direct message: `ts` in `channel`, under `thread_ts`.
    `asked_in` is the channel in which the file was offered. `content` is there while it waits.
    """

    id: str
    origin: str
    team: str
    user: str
    file: str  # Slack's id of it
    name: str
    asked_in: str
    view_id: str = ""
    channel: str = ""
    thread_ts: str = ""
    ts: str = ""
    state: State = State.FETCHING
    content: bytes | None = None
    risky: bool = False  # it seems to hold a secret
    source: str = ""  # where it was saved
    offered_at: float = 0.0  # seconds since the epoch


_metadata = MetaData()

_offers = Table(
    "knowledge_offers",
    _metadata,
    Column("id", ID, primary_key=True),
    Column("origin", String(255), nullable=False, unique=True),
    Column("team", ID, nullable=False),
    Column("user", ID, nullable=False),
    Column("file", ID, nullable=False),
    Column("name", Text, nullable=False),
    Column("asked_in", ID, nullable=False),
    Column("view_id", ID, nullable=False),
    Column("channel", ID, nullable=False),
    Column("thread_ts", ID, nullable=False),
    Column("ts", ID, nullable=False),
    Column("state", String(16), nullable=False),
    Column("content", LargeBinary),
    Column("risky", Boolean, nullable=False),
    Column("source", Text, nullable=False),
    Column("offered_at", Double, nullable=False),
)


class Offers:
    """The offers in one database, which `open_records` has opened. Each method is one transaction."""

    def __init__(self, engine: Engine, *, now: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._now = now
        make_tables(engine, _metadata)

    def open(self, offer: Offer) -> Offer | None:
        """The offer, written down; None when its origin brought it before."""
        self._forget()
        row = asdict(offer) | {"offered_at": self._now()}
        try:
            with self._engine.begin() as db:
                db.execute(insert(_offers).values(row))
        except IntegrityError:
            return None
        return Offer(**row)

    def find(self, offer_id: str) -> Offer | None:
        """The offer of this id, whoever asks: for ids that Advisor itself wrote down."""
        return next(iter(self._all(_offers.c.id == offer_id)), None)

    def own(self, offer_id: str, team: str, user: str) -> Offer | None:
        """The offer of this id if this person made it."""
        offer = self.find(offer_id)
        return offer if offer and (offer.team, offer.user) == (team, user) else None

    def unfinished(self) -> tuple[Offer, ...]:
        """What a process that ended was in the middle of."""
        return tuple(self._all(_offers.c.state.in_(UNFINISHED)))

    def change(self, offer_id: str, **values: object) -> None:
        """Sets fields of an offer."""
        with self._engine.begin() as db:
            db.execute(update(_offers).where(_offers.c.id == offer_id).values(values))

    def move(self, offer_id: str, start: State, end: State) -> bool:
        """Takes an offer from one state to another; False when it is not in the first, as after a second click."""
        here = (_offers.c.id == offer_id) & (_offers.c.state == start)
        with self._engine.begin() as db:
            return db.execute(update(_offers).where(here).values(state=end)).rowcount == 1

    def close(self, offer_id: str, state: State, *, source: str = "") -> None:
        """Ends an offer; its bytes are forgotten."""
        self.change(offer_id, state=state, content=None, source=source)

    def count_since(self, team: str, user: str, seconds: float) -> int:
        """How many files the person offered in the last so many seconds."""
        theirs = (_offers.c.team == team) & (_offers.c.user == user) & (_offers.c.offered_at > self._now() - seconds)
        with self._engine.connect() as db:
            return db.scalar(select(func.count()).select_from(_offers).where(theirs)) or 0

    def _forget(self) -> None:
        old = (_offers.c.state == State.WAITING) & (_offers.c.offered_at < self._now() - KEPT_HOURS * 3_600)
        with self._engine.begin() as db:
            db.execute(update(_offers).where(old).values(state=State.DISCARDED, content=None))

    def _all(self, which: ColumnElement[bool]) -> Iterable[Offer]:
        with self._engine.connect() as db:
            rows = db.execute(select(_offers).where(which).order_by(_offers.c.offered_at)).all()
        return [Offer(**{**row._mapping, "state": State(row.state)}) for row in rows]


def forget_in(db: Connection, team: str, user: str) -> None:
    """Deletes the offers of one person, in somebody's transaction; what they added stays in the folder."""
    db.execute(delete(_offers).where(_offers.c.team == team, _offers.c.user == user))
