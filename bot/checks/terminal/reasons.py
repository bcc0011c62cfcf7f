"""Why the verdict is as it is: what each guide says, where they disagree, what would change it."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from bot.checks.flips import flips_in_words
from bot.checks.marks import agreement, mark
from bot.checks.verdict import Disagreement, Finding, Verdict, one_a_pair
from bot.facts import FACTS
from bot.wording import IN_WORDS, capital, listed

_MOST_FLIPS = 5
_MOST_PAIRS = 2


def flips(verdict: Verdict) -> Iterator[RenderableType]:
    """Each single fact that would change the verdict, the first few."""
    sentences = flips_in_words(verdict.flips)
    for sentence in sentences[:_MOST_FLIPS]:
        yield Text(f"• {sentence}")
    if len(sentences) > _MOST_FLIPS:
        yield Text(f"  and {len(sentences) - _MOST_FLIPS} more (--json lists all)", style="dim")
    if not sentences and verdict.facts and verdict.versions:
        yield Text("No known fact would on its own: it takes several together, or one that is not known yet.")


def disagreements(pairs: Sequence[Disagreement]) -> Iterator[RenderableType]:
    """Two guides side by side, the pairs that weigh most."""
    for pair in one_a_pair(pairs)[:_MOST_PAIRS]:
        if pair.over:
            yield Text(f"Over {listed(FACTS[name].label for name in pair.over)}:", style="dim")
        table = Table(box=None, padding=(0, 3, 0, 0), show_header=True, header_style="bold", expand=True)
        for side in (pair.one, pair.other):
            table.add_column(Text(f"{capital(IN_WORDS[side.option])}"), ratio=1)
        table.add_row(_side(pair.one), _side(pair.other))
        yield table


def _side(finding: Finding) -> Text:
    return Text.assemble((f"{finding.guide}: ", "italic"), f"{finding.because}{mark(finding.citation)}")


def findings(verdict: Verdict) -> Iterator[RenderableType]:
    """A line for each guide with a rule that fired, then those without an opinion."""
    table = Table.grid(padding=(0, 2))
    table.add_column(width=2)
    table.add_column(max_width=26)
    table.add_column(max_width=20)
    table.add_column()
    for finding in verdict.findings:
        reason = f"{_reason(finding)}{mark(finding.citation)}"
        sign = agreement(finding.option, verdict.option)
        table.add_row(sign, Text(finding.guide), Text(capital(IN_WORDS[finding.option]), style="bold"), Text(reason))
    if table.row_count:
        yield table
    if verdict.abstained:
        yield Text(f"No opinion on these facts: {listed(verdict.abstained)}.", style="dim")


def _reason(finding: Finding) -> str:
    """The guide's reason without the facts before it, which stand above already."""
    return finding.because.partition(". ")[2] or finding.because


def mistakes(verdict: Verdict) -> Iterator[RenderableType]:
    """What would be a mistake on these facts: a line for each fact, as guides name one mistake in different words."""
    by_fact: dict[tuple[str, ...], list[str]] = {}
    for found in verdict.anti_patterns:
        by_fact.setdefault(found.over, []).append(f"{found.name}{mark(found.citation)}")
    for named in by_fact.values():
        yield Text(f"! {'; '.join(named)}")
