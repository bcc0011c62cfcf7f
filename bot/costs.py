"""What each option costs by the guides' own figures: set-up, by the month, by the update, over a year."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.frameworks import CostFigures, Framework, Span
from bot.frameworks.conditions import Known
from bot.model import Citation, Option, Quote

DEFAULT_VOLUME = 100_000
"""Queries a month when the volume is not known: the volume of the guide's own cost table."""

UPDATES = {
    "never": 0,
    "yearly": 1,
    "quarterly": 4,
    "monthly": 12,
    "weekly": 52,
    "daily": 365,
    "continuously": 365,
}
"""Updates a year; more than one a day is not priced."""

DEFAULT_CHANGE = "monthly"


@dataclass(frozen=True, slots=True)
class CostRow:
    """What one guide says of one option, in US dollars from low to high; None where it does not say.

    `monthly` is at the volume of the costs, `year` the first twelve months with set-up and updates.
    """

    option: Option
    guide: str
    setup: Span | None
    monthly: Span | None
    update: Span | None
    year: Span | None
    citation: Citation


@dataclass(frozen=True, slots=True)
class OptionCosts:
    """An option's costs over all guides: the lowest low to the highest high."""

    option: Option
    setup: Span | None
    monthly: Span | None
    update: Span | None
    year: Span | None


@dataclass(frozen=True, slots=True)
class BreakEven:
    """The queries a month from which `above` costs less over the first year than `below`, mid-range figures each."""

    below: Option
    above: Option
    queries_per_month: int


@dataclass(frozen=True, slots=True)
class Costs:
    """Costs at `volume` queries a month and `updates` a year, with what was assumed about them in words.

    `figures` are the guides' own, from which the costs at any other volume follow.
    """

    volume: int
    updates: int
    options: tuple[OptionCosts, ...]
    rows: tuple[CostRow, ...]
    break_evens: tuple[BreakEven, ...]
    assumptions: tuple[str, ...]
    figures: tuple[CostFigures, ...] = ()


def costs(known: Known, frameworks: Sequence[Framework], cite: Callable[[Quote], Citation]) -> Costs:
    """The costs for these facts; empty when no framework has figures. `cite` numbers a quote."""
    volume = int(known.get("queries_per_month", DEFAULT_VOLUME))
    updates = UPDATES[str(known.get("knowledge_changes", DEFAULT_CHANGE))]
    figures = [(framework, priced) for framework in frameworks for priced in framework.costs]
    rows = tuple(
        CostRow(
            priced.option,
            framework.name,
            priced.setup,
            monthly_at(priced, volume),
            priced.update,
            first_year(priced, volume, updates),
            cite(priced.quote),
        )
        for framework, priced in figures
    )
    options = dict.fromkeys(row.option for row in rows)
    return Costs(
        volume,
        updates,
        tuple(
            _over_guides(option, [row for row in rows if row.option is option])
            for option in Option
            if option in options
        ),
        rows,
        break_evens([priced for _, priced in figures], updates),
        _assumptions(known, volume, updates) if rows else (),
        tuple(priced for _, priced in figures),
    )


def monthly_at(priced: CostFigures, volume: float) -> Span | None:
    """Fixed and by the query together at this volume; None when the guide gives neither."""
    if priced.fixed_monthly is None and priced.per_query is None:
        return None
    fixed, each = priced.fixed_monthly or (0, 0), priced.per_query or (0, 0)
    return _money(fixed[0] + each[0] * volume), _money(fixed[1] + each[1] * volume)


def first_year(priced: CostFigures, volume: float, updates: int) -> Span | None:
    """Set-up, twelve months and the updates; None when the guide does not price a month by the query."""
    monthly = monthly_at(priced, volume)
    if monthly is None or priced.per_query is None:
        return None
    setup, update = priced.setup or (0, 0), priced.update or (0, 0)
    low, high = (setup[end] + 12 * monthly[end] + updates * update[end] for end in (0, 1))
    return _money(low), _money(high)


def break_evens(figures: Iterable[CostFigures], updates: int) -> tuple[BreakEven, ...]:
    """Where the mid-range yearly cost of two options, a straight line over volume, crosses at a positive volume."""
    lines = [(priced.option, *_line(priced, updates)) for priced in figures if priced.per_query]
    found = []
    for (one, start, slope), (other, other_start, other_slope) in combinations(lines, 2):
        if one is other or slope == other_slope:
            continue
        volume = (other_start - start) / (slope - other_slope)
        if volume > 0:
            below, above = (one, other) if slope > other_slope else (other, one)
            found.append(BreakEven(below, above, round(volume)))
    return tuple(sorted(found, key=lambda found: (found.queries_per_month, found.below, found.above)))


def _line(priced: CostFigures, updates: int) -> tuple[float, float]:
    """The mid-range yearly cost at no queries, and what one query a month adds to it."""
    none, one = (first_year(priced, volume, updates) or (0, 0) for volume in (0, 10_000))
    start, end = sum(none) / 2, sum(one) / 2
    return start, (end - start) / 10_000


def _over_guides(option: Option, rows: Sequence[CostRow]) -> OptionCosts:
    return OptionCosts(
        option,
        _widest(row.setup for row in rows),
        _widest(row.monthly for row in rows),
        _widest(row.update for row in rows),
        _widest(row.year for row in rows),
    )


def _widest(spans: Iterable[Span | None]) -> Span | None:
    given = [span for span in spans if span is not None]
    return (min(low for low, _ in given), max(high for _, high in given)) if given else None


def _assumptions(known: Known, volume: int, updates: int) -> tuple[str, ...]:
    assumed = [] if "queries_per_month" in known else [f"{volume:,} queries a month, as the volume is not known."]
    if "knowledge_changes" not in known:
        assumed.append(f"{updates} updates a year, as it is not known how often the knowledge changes.")
    return (
        *assumed,
        "Figures are the guides' own, in US dollars; a cost that a guide does not give counts as nothing.",
    )


def _money(amount: float) -> float:
    return round(amount, 2)
