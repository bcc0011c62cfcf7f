"""A run, and a comparison, as one table for a terminal."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from rich.console import Console
from rich.table import Table

from bot.evaluation.comparing import Comparison, Difference, Finding
from bot.evaluation.figures import between, signed, span, told
from bot.evaluation.metrics import Group, Metric
from bot.evaluation.results import Results
from bot.evaluation.summary import Line

_WIDEST, _ROOMY = 120, 95  # characters

Row = TypeVar("Row")

_COLOURS = {Finding.BETTER: "green", Finding.WORSE: "red", Finding.NOT_SEEN: "dim"}


def print_results(results: Results) -> None:
    """The run, its difference from another if asked for, and where it is saved."""
    console = Console(highlight=False, width=min(_WIDEST, Console().width))
    print_summary(console, results.title, results.lines)
    if results.comparison:
        console.print()
        print_comparison(console, results.comparison)
    if results.cost:
        console.print(results.cost, markup=False)
    # Not wrapped: a path is to be copied whole.
    console.print(f"Saved as {results.saved_as}", style="dim", soft_wrap=True, markup=False)


def print_summary(console: Console, title: str, lines: Sequence[Line]) -> None:
    """Each metric with its value, its interval, what it is counted over and what it tells."""
    table = _table(console, title, "value", "95 % interval", "of")
    for line, group in _with_groups([(line.metric, line) for line in lines]):
        _head(table, group, 5)
        value = told(line.metric, line.value)
        table.add_row(_label(line.metric), value, span(line.metric, line.interval), str(line.of), line.metric.meaning)
    console.print(table)
    console.print("Higher is better; where ↓ stands, lower is.", style="dim")


def print_comparison(console: Console, comparison: Comparison) -> None:
    """Each metric before and after, by how much it differs, and whether that is more than chance."""
    title = f"{comparison.after.id} against {comparison.before.id}: {comparison.questions} questions in both"
    table = _table(console, title, "before", "after", "difference", "95 % interval", last="finding")
    for found, group in _with_groups([(each.metric, each) for each in comparison.differences]):
        _head(table, group, 6)
        table.add_row(*_compared(found))
    console.print(table)
    if comparison.left_out:
        console.print(f"{comparison.left_out} questions of one run are left out: the other did not ask them.")
    console.print(
        "Intervals: paired bootstrap over questions, 2,000 resamples, fixed seed. One line in twenty looks better or "
        "worse by chance. Times must differ by a quarter as well: so much is the machine's own noise.",
        style="dim",
    )


def _table(console: Console, title: str, *figures: str, last: str = "what it tells") -> Table:
    gap = 2 if console.width >= _ROOMY else 1
    table = Table(
        title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, padding=(0, gap, 0, 0)
    )
    table.add_column("", no_wrap=True)
    for figure in figures:
        table.add_column(figure, justify="right", no_wrap=True)
    table.add_column(last)
    return table


def _head(table: Table, group: Group | None, columns: int) -> None:
    if group:
        table.add_row(*[""] * columns)
        table.add_row(f"[bold]{group}[/bold]", *[""] * (columns - 1))


def _label(metric: Metric) -> str:
    return f"  {metric.label}{'' if metric.higher_is_better else ' ↓'}"


def _compared(found: Difference) -> tuple[str, ...]:
    metric, colour = found.metric, _COLOURS[found.finding]
    return (
        _label(metric),
        told(metric, found.before),
        told(metric, found.after),
        signed(metric, found.by),
        between(metric, found.interval),
        f"[{colour}]{found.finding}[/{colour}]",
    )


def _with_groups(rows: Sequence[tuple[Metric, Row]]) -> Iterable[tuple[Row, Group | None]]:
    """Each row, with its group where that begins."""
    last = None
    for metric, row in rows:
        yield row, (metric.group if metric.group is not last else None)
        last = metric.group
