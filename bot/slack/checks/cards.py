"""The verdict cards in Slack: whose each is, where it stands, and the facts that it shows.

A button or a form carries a card's id and nothing else. The id is looked up here, and only for people who see the
card: what else a payload says is not believed.
"""

import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from itertools import islice

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Double,
    Engine,
    MetaData,
    String,
    Table,
    Text,
    delete,
    insert,
    inspect,
    select,
    text,
    update,
)
from sqlalchemy.exc import IntegrityError

from bot.facts import Value
from bot.tables import ID
from indexer.database import make_tables


@dataclass(frozen=True, slots=True)
class Card:
    """One card. `origin` is what asked for it: the same origin, the same card.

    A private card is seen by `user` alone, by `response_url` or, once it has a `reply_ts`, in their direct messages;
    `replaces` says that the response_url is that of the card itself. Any other stands in `channel`, in a thread or,
    with `thread_ts` "", at its top level.
    """

    id: str
    origin: str
    team: str
    user: str
    channel: str
    thread_ts: str = ""
    private: bool = False
    response_url: str | None = None
    replaces: bool = False
    reply_ts: str | None = None
    text: str = ""
    facts: Mapping[str, Value] = field(default_factory=dict)
    reading: Mapping[str, object] = field(default_factory=dict)  # of the text, as `kept_reading` writes it
    shared: bool = False
    charted: str = ""  # the figures of the chart that hangs under it
    made_at: float = 0.0  # when it was opened, in seconds since the epoch

    @property
    def shareable(self) -> bool:
        """Whether there is a channel that does not see it yet."""
        return self.private and not self.shared and not self.channel.startswith("D")


_metadata = MetaData()

_cards = Table(
    "slack_cards",
    _metadata,
    Column("id", ID, primary_key=True),
    Column("origin", String(255), nullable=False, unique=True),
    Column("team", ID, nullable=False),
    Column("user", ID, nullable=False),
    Column("channel", ID, nullable=False),
    Column("thread_ts", ID, nullable=False),
    Column("private", Boolean, nullable=False),
    Column("response_url", Text),
    Column("replaces", Boolean, nullable=False),
    Column("reply_ts", ID),
    Column("text", Text, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("reading", JSON, nullable=False),
    Column("shared", Boolean, nullable=False),
    Column("charted", String(64), nullable=False),
    Column("made_at", Double, nullable=False),
)
_NEW_COLUMNS = {
    "made_at": text("ALTER TABLE slack_cards ADD COLUMN made_at DOUBLE PRECISION DEFAULT 0 NOT NULL"),
    "reading": text("ALTER TABLE slack_cards ADD COLUMN reading JSON DEFAULT '{}' NOT NULL"),
}
"""What tables of earlier versions do not have."""


class Cards:
    """The cards in one database, which `open_records` has opened. Each method is one transaction."""

    def __init__(self, engine: Engine, *, now: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._now = now
        make_tables(engine, _metadata)
        with engine.begin() as db:
            known = {column["name"] for column in inspect(db).get_columns(_cards.name)}
            for missing in _NEW_COLUMNS.keys() - known:
                db.execute(_NEW_COLUMNS[missing])

    def open(self, card: Card) -> Card:
        """This card, written down; the first one when its origin has one already."""
        card = replace(card, made_at=self._now())
        try:
            with self._engine.begin() as db:
                db.execute(insert(_cards).values(asdict(card)))
        except IntegrityError:
            return self._one(_cards.c.origin == card.origin) or card
        return card

    def find(self, card_id: str) -> Card | None:
        """The card of this id, whoever asks: for ids that Advisor itself wrote down."""
        return self._one(_cards.c.id == card_id)

    def own(self, card_id: str, team: str, user: str) -> Card | None:
        """The card of this id if this person asked for it."""
        card = self.find(card_id)
        return card if card and (card.team, card.user) == (team, user) else None

    def seen(self, card_id: str, team: str, user: str, channel: str) -> Card | None:
        """The card of this id if this person, being in this channel, sees it."""
        card = self.find(card_id)
        if card is None or card.team != team:
            return None
        return card if card.user == user or (not card.private and card.channel == channel) else None

    def recent(self, team: str, user: str, limit: int) -> tuple[Card, ...]:
        """The latest cards with facts that this person asked for, newest first; what was shared is there once."""
        theirs = (_cards.c.team == team) & (_cards.c.user == user) & _cards.c.origin.not_like("share:%")
        newest = select(_cards).where(theirs).order_by(_cards.c.made_at.desc(), _cards.c.id)
        with self._engine.connect() as db:
            made = (Card(**row._mapping) for row in db.execute(newest))
            return tuple(islice((card for card in made if card.facts), limit))

    def change(self, card_id: str, **values: object) -> None:
        """Sets fields of a card."""
        with self._engine.begin() as db:
            db.execute(update(_cards).where(_cards.c.id == card_id).values(values))

    def claim(self, card_id: str, **values: object) -> bool:
        """Sets fields of a card; False when all of them were so already, as after a second click."""
        differs = [_cards.c[name] != value for name, value in values.items()]
        with self._engine.begin() as db:
            done = db.execute(update(_cards).where(_cards.c.id == card_id, *differs).values(values))
        return done.rowcount == 1

    def _one(self, which: object) -> Card | None:
        with self._engine.connect() as db:
            row = db.execute(select(_cards).where(which)).one_or_none()  # type: ignore[arg-type] # a column's test
        return Card(**row._mapping) if row else None


def forget_in(db: Connection, team: str, user: str) -> tuple[str, ...]:
    """Deletes the cards of one person, in somebody's transaction; gives the proposals that only they had checked."""
    own = (_cards.c.team == team) & (_cards.c.user == user)
    proposals = set(db.scalars(select(_cards.c.text).where(own)))
    db.execute(delete(_cards).where(own))
    return tuple(proposals - set(db.scalars(select(_cards.c.text).where(_cards.c.text.in_(proposals)))) - {""})


def public_copy(card: Card) -> Card:
    """The card as it is shared: at the top level of the channel in which its asker was."""
    new = uuid.uuid4().hex
    return replace(card, id=new, origin=f"share:{new}", private=False, response_url=None, replaces=False, reply_ts=None)
