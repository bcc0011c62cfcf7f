"""The whole check on stdout, part after part; and whether it would come out differently today."""

from collections.abc import Iterable, Iterator

import click
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from bot.checks.again import Again
from bot.checks.checker import Checked
from bot.checks.firmness import firmness_in_words
from bot.checks.marks import mark
from bot.checks.terminal.costs import costs, costs_title
from bot.checks.terminal.facts import contradictions, facts, questions
from bot.checks.terminal.reasons import disagreements, findings, flips, mistakes
from bot.checks.terminal.sources import next_steps, precedents, sources
from bot.checks.verdict import Firmness, Verdict
from bot.wording import IN_WORDS

WIDTH = 96

_BY_RULES = "computed from the guides' rules, no model"

_COLOUR = {
    Firmness.UNANIMOUS: "green",
    Firmness.MAJORITY: "yellow",
    Firmness.CONTESTED: "red",
    Firmness.NO_VOTES: "yellow",
}


def print_check(checked: Checked) -> None:
    """The whole check on stdout, at most `WIDTH` columns wide."""
    _print(check_parts(checked))


def print_again(found: Again) -> None:
    """Whether the verdict would differ today, and why, on stdout."""
    _print(again_parts(found))


def _print(parts: Iterable[RenderableType]) -> None:
    console = Console(highlight=False, width=min(WIDTH, Console().width))
    with console.capture() as captured:
        for part in parts:
            console.print(part)
    for line in captured.get().splitlines():
        click.echo(line.rstrip())  # tables fill their lines with spaces, which files and pipes need not have


def again_parts(found: Again) -> Iterator[RenderableType]:
    """What has become of the verdict, then why."""
    before, now = (IN_WORDS[option] for option in (found.before.option, found.now.verdict.option))
    if found.differs:
        yield Text(f"The verdict would differ today: {now}, no longer {before}.", style="bold")
        yield Text(found.now.verdict.because)
    else:
        yield Text(f"The verdict would be the same today: {now}.", style="bold")
    for reason in found.why or ("No framework has changed since.",):
        yield Padding(Text(f"• {reason}"), (0, 0, 0, 2))
    if found.now.id != found.before.id:
        yield Text(f"Today's check is {found.now.id}.", style="dim")


def check_parts(checked: Checked) -> Iterator[RenderableType]:
    """The parts of the check in reading order, each with its own heading and the space before it."""
    verdict = checked.verdict
    yield _headline(verdict)
    yield from _part("Facts it rests on", facts(checked.facts_read))
    yield from _part("Stated in two ways: settle it", contradictions(checked.facts_read))
    yield from _part("Worth finding out: it could change the verdict", questions(verdict))
    yield from _part("What would change the verdict", flips(verdict))
    yield from _part("Where the guides disagree", disagreements(verdict.disagreements))
    yield from _part("What each guide says", findings(verdict))
    yield from _part("Would be a mistake here", mistakes(verdict))
    yield from _part(costs_title(verdict.costs), costs(verdict.costs))
    yield from _part("Others who decided something similar", precedents(verdict))
    yield from _part("Next steps", next_steps(verdict))
    yield from _part("Sources", sources(verdict.citations))
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
    because = f"{verdict.because}{mark(verdict.house.citation) if verdict.house else ''}"
    return Group(first, Text(because))


def _footer(checked: Checked) -> str:
    as_of = f" · index as of {checked.index_as_of:%Y-%m-%d %H:%M} UTC" if checked.index_as_of else ""
    again = f"Would it differ today? advisor check --again {checked.id}"
    reader = checked.facts_read.reader
    by = f"facts read by {reader}, verdict computed from the guides' rules" if reader else _BY_RULES
    return f"Check {checked.id}{as_of} · {by}\n{again}"
