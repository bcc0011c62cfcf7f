"""What each option costs."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from bot.checks.marks import mark
from bot.checks.money import money
from bot.costs import Costs
from bot.facts.words import to_two_digits
from bot.wording import IN_WORDS, capital


def costs_title(costs: Costs) -> str:
    """For how much use the costs are."""
    return f"Costs at {costs.volume:,} queries a month and {costs.updates} updates a year, in US dollars"


def costs(costs: Costs) -> Iterator[RenderableType]:
    """A table with a row for each option, where they cross, and what was assumed; nothing without figures."""
    if not costs.options:
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for title in ("", "set-up", "a month", "an update", "first 12 months"):
        table.add_column(title, justify="left" if not title else "right", no_wrap=True)
    for priced in costs.options:
        spans = (priced.setup, priced.monthly, priced.update, priced.year)
        marks = "".join(mark(row.citation) for row in costs.rows if row.option is priced.option)
        table.add_row(f"{capital(IN_WORDS[priced.option])}{marks}", *(money(span) for span in spans))
    yield table
    for even in costs.break_evens:
        cheaper, dearer = IN_WORDS[even.above], IN_WORDS[even.below]
        volume = to_two_digits(even.queries_per_month)
        yield Text(
            f"Break-even: {cheaper} costs less than {dearer} over the first year from about {volume} queries a month."
        )
    yield Text(" ".join(costs.assumptions), style="dim")
