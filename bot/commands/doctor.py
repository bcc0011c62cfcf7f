"""`advisor doctor`."""

from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.commands.options import as_json, folders
from bot.commands.output import print_json
from bot.doctor import Finding, Setup, State, examine
from bot.logs import hide, scrubbed
from bot.settings import ClaudeSettings, SlackSettings
from indexer.settings import IndexSettings, read_settings

WIDTH = 110
UNBROKEN = 10_000
"""Where no terminal shows them, lines are not broken: a program reads them, or a person in a file."""

_MARKS = {State.OK: ("ok", "green"), State.NOTE: ("note", "yellow"), State.FIX: ("fix", "bold red")}


@click.command()
@as_json
@folders
def doctor(settings: IndexSettings, as_json: bool) -> int:
    """Check the set-up, one line each: ok, note (nothing to do), or fix, with what to do.

    \b
    advisor doctor
    advisor doctor --json | jq '.findings[] | select(.state == "fix")'

    It looks at Slack's tokens and scopes, Claude's key, the folder, its index, the databases and the disk, and asks
    only the servers that have been set up. The exit code is 1 when there is something to fix.
    """
    setup = Setup(settings, read_settings(SlackSettings), read_settings(ClaudeSettings), Path.cwd())
    hide(setup.index, setup.slack, setup.claude)
    found = _without_secrets(examine(setup))
    return _print_json(list(found)) if as_json else _print(found)


def _without_secrets(found: Iterator[Finding]) -> Iterator[Finding]:
    """The same, in case a path or an address holds a secret."""
    return (Finding(one.state, one.about, scrubbed(one.said)) for one in found)


def _print_json(found: list[Finding]) -> int:
    to_fix = any(one.state is State.FIX for one in found)
    lines = [{"state": one.state.value, "about": one.about, "said": one.said} for one in found]
    print_json({"ok": not to_fix, "findings": lines})
    return int(to_fix)


def _print(found: Iterator[Finding]) -> int:
    """Each line as soon as it is found: some wait for a server."""
    console = Console(highlight=False)
    console.width = min(WIDTH, console.width) if console.is_terminal else UNBROKEN
    to_fix = 0
    for one in found:
        console.print(_line(one))
        to_fix += one.state is State.FIX
    console.print()
    console.print("Nothing to fix." if not to_fix else f"{to_fix} to fix.", style="bold")
    return int(bool(to_fix))


def _line(one: Finding) -> Table:
    mark, style = _MARKS[one.state]
    line = Table.grid(padding=(0, 2))
    line.add_column(width=4)
    line.add_column(width=20)
    line.add_column(overflow="fold")
    line.add_row(Text(mark, style=style), Text(one.about), Text(one.said))
    return line
