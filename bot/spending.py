"""What models have cost, answer by answer, and whether a workspace's budget of the day is spent."""

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import (
    Column,
    ColumnElement,
    Double,
    Engine,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    func,
    insert,
    select,
)

from bot.prices import DEAREST, PRICES, Tokens, dollars
from bot.tables import ID
from indexer.database import make_tables

_metadata = MetaData()

_spending = Table(
    "spending",
    _metadata,
    Column("id", ID, primary_key=True),
    Column("team", ID, nullable=False),  # "" for a terminal or a browser
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


MONTH = 30
"""Days that admins are told of."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What some requests cost: `usd` is what the budget counts, `unpriced` how many of them had no known price."""

    requests: int
    usd: float
    unpriced: int


@dataclass(frozen=True, slots=True)
class Expenses:
    """What all workspaces took since midnight UTC and in the last `MONTH` days; the budget is for one of them."""

    today: Spent
    month: Spent
    daily_budget_usd: float

    def in_words(self) -> str:
        """For whoever pays."""
        budget = f"A workspace may spend ${self.daily_budget_usd:,.2f} a day." if self.daily_budget_usd else _NO_BUDGET
        took = f"Claude today (UTC): {_said(self.today)}. In the last {MONTH} days: {_said(self.month)}."
        return " ".join(part for part in (took, budget, _unpriced(self.month.unpriced)) if part)


_NO_BUDGET = "No budget is set."


def _said(spent: Spent) -> str:
    return f"{_requests(spent.requests)}, " + ("under $0.01" if 0 < spent.usd < 0.01 else f"${spent.usd:,.2f}")


def _unpriced(requests: int) -> str:
    if not requests:
        return ""
    return f"{_requests(requests)} to a model without a listed price, counted at the dearest one's."


def _requests(number: int) -> str:
    return "1 request" if number == 1 else f"{number:,} requests"


class Spending:
    """The record in one database. Each method is one transaction, safe in any thread."""

    def __init__(self, engine: Engine, budget_usd: float, *, now: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._budget = budget_usd
        self._now = now
        make_tables(engine, _metadata)

    def keep(self, team: str, model: str, prompt: str, tokens: Tokens) -> None:
        """Writes down one request, answered or not: what was read is paid for either way."""
        price = PRICES.get(model)
        row = {
            "id": uuid.uuid4().hex,
            "team": team,
            "day": self._day(),
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
        return self._sum(_spending.c.team == team, _spending.c.day == self._day())

    def expenses(self) -> Expenses:
        """What all workspaces together have spent."""
        month = self._day(before=MONTH - 1)
        return Expenses(self._sum(_spending.c.day == self._day()), self._sum(_spending.c.day >= month), self._budget)

    def is_spent(self, team: str) -> bool:
        """Whether the budget of this workspace's day is used up; never with a budget of 0, which is none."""
        return self._budget > 0 and self.today(team).usd >= self._budget

    def _sum(self, *which: ColumnElement[bool]) -> Spent:
        sums = select(
            func.count(), func.coalesce(func.sum(_spending.c.counted_usd), 0.0), func.count(_spending.c.usd)
        ).where(*which)
        with self._engine.connect() as db:
            requests, usd, priced = db.execute(sums).one()
        return Spent(requests, float(usd), requests - priced)

    def _day(self, before: int = 0) -> str:
        return f"{datetime.fromtimestamp(self._now(), UTC) - timedelta(days=before):%Y-%m-%d}"
