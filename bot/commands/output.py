"""What commands print: JSON lines on stdout, words for people with rich; progress on stderr."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.contracts import declined_markdown
from bot.model import EXTRACTIVE, Answer, Citation, Declined
from bot.reasons import open_questions
from bot.wording import counted
from indexer.model import SyncReport

WIDEST = 100
"""Columns: longer lines are hard to read."""


def reading_width() -> int:
    """How wide the lines of an answer are, in columns."""
    return min(WIDEST, Console().width)


def print_json(value: Mapping[str, object]) -> None:
    """One object, one line, at once: the reader may be a program that answers to it."""
    click.echo(json.dumps(value, ensure_ascii=False))


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr, from the first piece of work on; silent where stderr is not a terminal."""
    console = Console(stderr=True)
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    task = bar.add_task(what, total=None)

    def show(done: int, of: int) -> None:
        if of:
            bar.start()  # a second time it does nothing
        bar.update(task, completed=done, total=of)

    try:
        yield show
    finally:
        bar.stop()


def print_reply(reply: Answer | Declined, *, written: bool = False) -> None:
    """An answer with its quoted sources, or why there is none; without its text when that is `written` already."""
    console = Console(highlight=False, width=reading_width())
    out = console.print
    if isinstance(reply, Declined):
        out(declined_markdown(reply), markup=False)
    elif not written:
        out(reply.markdown, markup=False)
    if reply.notice:
        out(f"\nNote: {reply.notice}", markup=False)
    if reply.recommendation:
        out(f"\n[bold]Recommendation: {reply.recommendation.option.label}[/bold]")
        out(reply.recommendation.because, markup=False)
        if reply.recommendation.missing:
            out(f"Worth finding out: {open_questions(reply.recommendation.missing)}", style="dim", markup=False)
    if isinstance(reply, Answer):
        out("\n[bold]Sources[/bold]")
        for citation in reply.citations:
            _print_citation(out, citation)
    out(f"\n{_footer(reply)}", style="dim", markup=False)
    if reply.searched_for.split() != reply.question.split():
        out(f"Searched for: {reply.searched_for}", style="dim", markup=False)


def _print_citation(out: Callable[..., None], citation: Citation) -> None:
    place = " › ".join((citation.title, *citation.heading[-1:]))
    mark = " (expired)" if citation.expired else ""
    out(f"[{citation.number}] {place}{mark}", markup=False)
    out(f"    “{' '.join(citation.quote.split())}”", style="italic", markup=False)
    out(f"    {citation.url or citation.source}", style="dim", markup=False)


def _footer(reply: Answer | Declined) -> str:
    who = "extractive search, no model" if reply.answerer == EXTRACTIVE else reply.answerer
    as_of = f" · index as of {reply.index_as_of:%Y-%m-%d %H:%M} UTC" if reply.index_as_of else ""
    took = reply.timings_ms.get("total")
    parts = [f"Answered by {who}{as_of}", f"{took:.0f} ms" if took is not None else "", _cost(reply)]
    return " · ".join(part for part in parts if part)


def _cost(reply: Answer | Declined) -> str:
    usage = reply.usage
    if usage is None:
        return ""
    in_vain = "a model asked in vain: " if reply.answerer == EXTRACTIVE else ""
    tokens = f"{in_vain}{usage.input_tokens + usage.output_tokens:,} tokens"
    return tokens if usage.usd is None else f"{tokens}, ${usage.usd:.4f}"


def print_report(report: SyncReport) -> None:
    """What a sync did, one line a document, then the counts."""
    for mark, sources in (("+", report.added), ("~", report.changed), ("-", report.removed)):
        for source in sources:
            click.echo(f"{mark} {source}")
    for refusal in report.refused:
        click.echo(f"! {refusal.source} {refusal.reason}", err=True)
    counts = f"{len(report.added)} added, {len(report.changed)} changed, {len(report.removed)} removed"
    click.echo(
        f"{counts}, {report.unchanged} unchanged, {len(report.refused)} refused; "
        f"{counted(report.chunks, 'passage')}; {report.seconds:.1f} s"
    )
