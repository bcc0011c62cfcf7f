"""What a check knows, what was said in two ways, and what is worth finding out."""

from collections.abc import Iterator
from textwrap import shorten

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from bot.checks.verdict import Verdict
from bot.facts import FACTS, FactsRead, Reading, in_words, said
from bot.wording import capital, listed


def facts(read: FactsRead) -> Iterator[RenderableType]:
    """The facts that could be read, each with the words that it was read from."""
    table = Table.grid(padding=(0, 2))
    for reading in read.facts.readings:
        words = reading.evidence.words if reading.evidence else ""
        shown = f"from “{shorten(words, 50, placeholder=' …')}”" if words else ""
        table.add_row(Text(capital(said(FACTS[reading.fact], reading.value))), Text(shown, style="dim"))
    if table.row_count:
        yield table
    elif not read.contradictions:
        yield Text("None could be read. Say what is known, for example: “docs change weekly, 300 labelled examples”.")
    if read.notice:
        yield Text(read.notice, style="yellow")
    if read.unread:
        yield Text(f"The last {read.unread:,} characters of the text were not read.", style="yellow")


def contradictions(read: FactsRead) -> Iterator[RenderableType]:
    """What the text says in two ways, as a question."""
    for found in read.contradictions:
        ways = listed((_way(reading) for reading in found.readings), "or")
        yield Text(f"{FACTS[found.fact].question} {ways}? It counts as unknown until then.", style="yellow")


def _way(reading: Reading) -> str:
    value = in_words(FACTS[reading.fact], reading.value)
    return f"{value} (“{reading.evidence.words}”)" if reading.evidence else value


def questions(verdict: Verdict) -> Iterator[RenderableType]:
    """The facts that could change the verdict, with why they matter."""
    for name in verdict.ask_next:
        fact = FACTS[name]
        yield Text.assemble(("? ", "bold"), fact.question, (f" {fact.why}", "dim"))
