"""A check as people read it in a terminal: the option first, then why, then all that it rests on."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import shorten

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.checks.again import Again
from bot.checks.checker import Checked
from bot.checks.firmness import firmness_in_words
from bot.checks.flips import flips_in_words
from bot.checks.money import money
from bot.checks.verdict import Disagreement, Finding, Firmness, Precedent, Verdict
from bot.costs import Costs
from bot.facts import FACTS, FactsRead, Reading, in_words, said
from bot.model import Citation, Option
from bot.wording import IN_WORDS, capital, listed

WIDTH = 96
_MOST_FLIPS = 5
_MOST_PAIRS = 2
_MOST_QUOTED = 150  # characters of a quote; `--json` has all of it

_BY_RULES = "computed from the guides' rules, no model"

_COLOUR = {
    Firmness.UNANIMOUS: "green",
    Firmness.MAJORITY: "yellow",
    Firmness.CONTESTED: "red",
    Firmness.NO_VOTES: "yellow",
}


def print_check(checked: Checked) -> None:
    """The whole check on stdout, at most `WIDTH` columns wide."""
    console = Console(highlight=False, width=min(WIDTH, Console().width))
    for part in check_parts(checked):
        console.print(part)


def print_again(found: Again) -> None:
    """Whether the verdict would differ today, and why, on stdout."""
    console = Console(highlight=False, width=min(WIDTH, Console().width))
    before, now = (IN_WORDS[option] for option in (found.before.option, found.now.verdict.option))
    if found.differs:
        console.print(Text(f"The verdict would differ today: {now}, no longer {before}.", style="bold"))
        console.print(Text(found.now.verdict.because))
    else:
        console.print(Text(f"The verdict would be the same today: {now}.", style="bold"))
    for reason in found.why or ("No framework has changed since.",):
        console.print(Padding(Text(f"• {reason}"), (0, 0, 0, 2)))
    if found.now.id != found.before.id:
        console.print(Text(f"Today's check is {found.now.id}.", style="dim"))


def check_parts(checked: Checked) -> Iterator[RenderableType]:
    """The parts of the check in reading order, each with its own heading and the space before it."""
    verdict = checked.verdict
    yield _headline(verdict)
    yield from _part("Facts it rests on", _facts(checked.facts_read))
    yield from _part("Stated in two ways: settle it", _contradictions(checked.facts_read))
    yield from _part("Worth finding out: it could change the verdict", _questions(verdict))
    yield from _part("What would change the verdict", _flips(verdict))
    yield from _part("Where the guides disagree", _disagreements(verdict.disagreements))
    yield from _part("What each guide says", _findings(verdict))
    yield from _part("Would be a mistake here", _mistakes(verdict))
    yield from _part(_costs_title(verdict.costs), _costs(verdict.costs))
    yield from _part("Others who decided something similar", [_precedent(found) for found in verdict.precedents])
    yield from _part(f"Next steps for {IN_WORDS[verdict.option]}", _next_steps(verdict))
    yield from _part("Sources", _sources(verdict.citations))
    yield Text(f"\n{_footer(checked)}", style="dim")


def _part(title: str, lines: Iterable[RenderableType]) -> Iterator[RenderableType]:
    held = list(lines)
    if held:
        yield Text(f"\n{title}", style="bold")
        yield Padding(Group(*held), (0, 0, 0, 2))


def _headline(verdict: Verdict) -> RenderableType:
    first = Text.assemble(
        (verdict.option.label, "bold"), ("  ·  ", "dim"), (firmness_in_words(verdict), _COLOUR[verdict.firmness])
    )
    because = f"{verdict.because}{_mark(verdict.house.citation) if verdict.house else ''}"
    return Group(first, Text(because))


def _facts(read: FactsRead) -> Iterator[RenderableType]:
    table = Table.grid(padding=(0, 2))
    for reading in read.facts.readings:
        words = reading.evidence.words if reading.evidence else ""
        shown = f"from “{shorten(words, 50, placeholder=' …')}”" if words else ""
        table.add_row(Text(capital(said(FACTS[reading.fact], reading.value))), Text(shown, style="dim"))
    if table.row_count:
        yield table
    else:
        yield Text("None could be read. Say what is known, for example: “docs change weekly, 300 labelled examples”.")
    if read.unread:
        yield Text(f"The last {read.unread:,} characters of the text were not read.", style="yellow")


def _contradictions(read: FactsRead) -> Iterator[RenderableType]:
    for found in read.contradictions:
        ways = listed((_way(reading) for reading in found.readings), "or")
        yield Text(f"{FACTS[found.fact].question} {ways}? It counts as unknown until then.", style="yellow")


def _way(reading: Reading) -> str:
    value = in_words(FACTS[reading.fact], reading.value)
    return f"{value} (“{reading.evidence.words}”)" if reading.evidence else value


def _questions(verdict: Verdict) -> Iterator[RenderableType]:
    for name in verdict.ask_next:
        fact = FACTS[name]
        yield Text.assemble(("? ", "bold"), fact.question, (f" {fact.why}", "dim"))


def _flips(verdict: Verdict) -> Iterator[RenderableType]:
    sentences = flips_in_words(verdict.flips)
    for sentence in sentences[:_MOST_FLIPS]:
        yield Text(f"• {sentence}")
    if len(sentences) > _MOST_FLIPS:
        yield Text(f"  and {len(sentences) - _MOST_FLIPS} more (--json lists all)", style="dim")
    if not sentences and verdict.facts:
        yield Text("No known fact would on its own: it takes several together, or one that is not known yet.")


def _disagreements(pairs: Sequence[Disagreement]) -> Iterator[RenderableType]:
    for pair in _distinct(pairs)[:_MOST_PAIRS]:
        over = f"Over the same fact, {listed(FACTS[name].label for name in pair.over)}:" if pair.over else ""
        table = Table(box=None, padding=(0, 3, 0, 0), show_header=True, header_style="bold", expand=True)
        for side in (pair.one, pair.other):
            table.add_column(Text(f"{capital(IN_WORDS[side.option])}"), ratio=1)
        table.add_row(_side(pair.one), _side(pair.other))
        if over:
            yield Text(over, style="dim")
        yield table


def _distinct(pairs: Sequence[Disagreement]) -> list[Disagreement]:
    """One pair for each two options: the first, as the pairs come in order of weight."""
    first: dict[frozenset[Option], Disagreement] = {}
    for pair in pairs:
        first.setdefault(frozenset({pair.one.option, pair.other.option}), pair)
    return list(first.values())


def _side(finding: Finding) -> Text:
    return Text.assemble((f"{finding.guide}: ", "italic"), f"{finding.because}{_mark(finding.citation)}")


def _findings(verdict: Verdict) -> Iterator[RenderableType]:
    table = Table.grid(padding=(0, 2))
    table.add_column(width=2)
    table.add_column(max_width=26)
    table.add_column(max_width=20)
    table.add_column()
    for finding in verdict.findings:
        agrees = "=" if finding.option is verdict.option else "≠"
        reason = f"{_reason(finding)}{_mark(finding.citation)}"
        table.add_row(agrees, Text(finding.guide), Text(capital(IN_WORDS[finding.option]), style="bold"), Text(reason))
    if table.row_count:
        yield table
    if verdict.abstained:
        yield Text(f"No opinion on these facts: {listed(verdict.abstained)}.", style="dim")


def _reason(finding: Finding) -> str:
    """The guide's reason without the facts before it, which stand above already."""
    return finding.because.partition(". ")[2] or finding.because


def _mistakes(verdict: Verdict) -> Iterator[RenderableType]:
    for found in verdict.anti_patterns:
        yield Text(f"! {found.name}{_mark(found.citation)}")


def _costs_title(costs: Costs) -> str:
    return f"Costs at {costs.volume:,} queries a month and {costs.updates} updates a year, in US dollars"


def _costs(costs: Costs) -> Iterator[RenderableType]:
    if not costs.options:
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for title in ("", "set-up", "a month", "an update", "first 12 months"):
        table.add_column(title, justify="left" if not title else "right", no_wrap=True)
    for priced in costs.options:
        spans = (priced.setup, priced.monthly, priced.update, priced.year)
        table.add_row(capital(IN_WORDS[priced.option]), *(money(span) for span in spans))
    yield table
    for even in costs.break_evens:
        cheaper, dearer = IN_WORDS[even.above], IN_WORDS[even.below]
        volume = _about(even.queries_per_month)
        yield Text(f"Break-even: {cheaper} costs less than {dearer} over the first year from {volume} queries a month.")
    marks = " ".join(f"[{row.citation.number}]" for row in costs.rows)
    yield Text(f"{' '.join(costs.assumptions)} {marks}", style="dim")


def _about(volume: int) -> str:
    """Two digits are as much as mid-range figures can carry."""
    digits = max(0, len(str(volume)) - 2)
    return f"about {round(volume, -digits):,}"


def _precedent(found: Precedent) -> Text:
    agreement = "agrees" if found.agrees else "decided otherwise"
    return Text.assemble(
        (f"{'=' if found.agrees else '≠'} ", "bold"),
        found.title,
        (f"  {agreement}, {found.similarity:.0%} alike", "dim"),
        f"\n  {' '.join(found.outcome.split())}{_mark(found.citation)}",
    )


def _next_steps(verdict: Verdict) -> Iterator[RenderableType]:
    for number, step in enumerate(verdict.next_steps, 1):
        yield Text(f"{number}. {step.step}{_mark(step.citation)}")


def _sources(citations: Sequence[Citation]) -> Iterator[RenderableType]:
    """The quotes under the document that they are from."""
    documents = dict.fromkeys(citation.source for citation in citations)
    for source in documents:
        quoted = [citation for citation in citations if citation.source == source]
        expired = " (expired)" if quoted[0].expired else ""
        yield Text.assemble(quoted[0].title, expired, (f"  {quoted[0].url or source}", "dim"))
        table = Table.grid(padding=(0, 1))
        table.add_column(justify="right", width=4, no_wrap=True)
        for citation in quoted:
            words = shorten(" ".join(citation.quote.split()), _MOST_QUOTED, placeholder=" …")
            table.add_row(Text(f"[{citation.number}]"), Text(f"“{words}”", style="dim italic"))
        yield table


def _mark(citation: Citation) -> str:
    return f" [{citation.number}]"


def _footer(checked: Checked) -> str:
    as_of = f" · index as of {checked.index_as_of:%Y-%m-%d %H:%M} UTC" if checked.index_as_of else ""
    again = f"Would it differ today? advisor check --again {checked.id}"
    reader = checked.facts_read.reader
    by = f"facts read by {reader}, verdict computed from the guides' rules" if reader else _BY_RULES
    return f"Check {checked.id}{as_of} · {by}\n{again}"
