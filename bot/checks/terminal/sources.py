"""What a check rests on and leads to: cases like it, the next steps, the quotes."""

from collections.abc import Iterator, Sequence
from textwrap import shorten

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from bot.checks.marks import agreement, mark
from bot.checks.verdict import Verdict
from bot.model import Citation
from bot.wording import IN_WORDS

_MOST_QUOTED = 150  # characters of a quote; `--json` has all of it


def precedents(verdict: Verdict) -> Iterator[RenderableType]:
    """Cases like this one: what each chose, how alike it is, what came of it."""
    for found in verdict.precedents:
        chose = "agrees" if found.agrees else f"chose {IN_WORDS[found.option]}"
        yield Text.assemble(
            (f"{agreement(found.option, verdict.option)} ", "bold"),
            found.title,
            (f"  {chose}, {found.similarity:.0%} alike", "dim"),
            f"\n  {' '.join(found.outcome.split())}{mark(found.citation)}",
        )


def next_steps(verdict: Verdict) -> Iterator[RenderableType]:
    """The steps, numbered."""
    for number, step in enumerate(verdict.next_steps, 1):
        yield Text(f"{number}. {step.step}{mark(step.citation)}")


def sources(citations: Sequence[Citation]) -> Iterator[RenderableType]:
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
