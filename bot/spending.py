"""What models have cost, answer by answer, and whether a workspace's budget of the day is spent."""

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Column, Double, Engine, Index, Integer, MetaData, String, Table, func, insert, select
from sqlalchemy.schema import CreateIndex, CreateTable

from bot.prices import DEAREST, PRICES, Tokens, dollars

_metadata = MetaData()

_spending = Table(
    "spending",
    _metadata,
    Column("id", String(32), primary_key=True),
    Column("team", String(32), nullable=False),  # "" for a terminal or a browser
    Column("day", String(10), nullable=False),  # of UTC, as 2026-11-21
    Column("at", Double, nullable=False),
    Column("model", String(64), nullable=False),
    Column("prompt", String(32), nullable=False),
    Column("read", Integer, nullable=False),
    Column("to_cache", Integer, nullable=False),
    Column("from_cache", Integer, nullable=False),
    Column("output", Integer, nullable=False),
    Column("usd", Double),  # none when the model's price is not known
    Column("counted_usd", Double, nullable=False),  # what the budget counts: the price, else the dearest
    Index("spending_of_a_day", "team", "day"),
)


@dataclass(frozen=True, slots=True)
class Spent:
    """A workspace's day: `usd` is what the budget counts, `unpriced` how many requests had no known price."""

    requests: int
    usd: float
    unpriced: int


class Spending:
    """The record in one database. Each method is one transaction, safe in any thread."""

    def __init__(self, engine: Engine, budget_usd: float, *, now: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._budget = budget_usd
        self._now = now
        with engine.begin() as db:
            db.execute(CreateTable(_spending, if_not_exists=True))
            for index in _spending.indexes:
                db.execute(CreateIndex(index, if_not_exists=True))

    def keep(self, team: str, model: str, prompt: str, tokens: Tokens) -> None:
        """Writes down one request, answered or not: what was read is paid for either way."""
        price = PRICES.get(model)
        row = {
            "id": uuid.uuid4().hex,
            "team": team,
            "day": self._today(),
            "at": self._now(),
            "model": model,
            "prompt": prompt,
            "read": tokens.read,
            "to_cache": tokens.to_cache,
            "from_cache": tokens.from_cache,
            "output": tokens.output,
            "usd": None if price is None else dollars(price, tokens),
            "counted_usd": dollars(price or DEAREST, tokens),
        }
        with self._engine.begin() as db:
            db.execute(insert(_spending).values(row))

    def today(self, team: str) -> Spent:
        """What this workspace has spent since midnight UTC."""
        sums = select(
            func.count(), func.coalesce(func.sum(_spending.c.counted_usd), 0.0), func.count(_spending.c.usd)
        ).where(_spending.c.team == team, _spending.c.day == self._today())
        with self._engine.connect() as db:
            requests, usd, priced = db.execute(sums).one()
        return Spent(requests, float(usd), requests - priced)

    def is_spent(self, team: str) -> bool:
        """Whether the budget of this workspace's day is used up; never with a budget of 0, which is none."""
        return self._budget > 0 and self.today(team).usd >= self._budget

    def _today(self) -> str:
        return f"{datetime.fromtimestamp(self._now(), UTC):%Y-%m-%d}"
