"""`advisor check`."""

import sys
from dataclasses import dataclass
from pathlib import Path

import click

from bot.checks.again import again_json, check_again
from bot.checks.check_json import checked_json
from bot.checks.checker import Checked, Checker
from bot.checks.terminal.whole import print_again, print_check
from bot.commands.check_form import ask_facts
from bot.commands.lines import inputs
from bot.commands.options import as_json, audience, folders
from bot.commands.output import print_json, progress
from bot.facts import Facts, facts_from_text
from bot.model import AdvisorError
from bot.wiring import open_program
from indexer.model import PUBLIC, Audience
from indexer.settings import IndexSettings

_FACTS_FILE = click.Path(path_type=Path, dir_okay=False, allow_dash=True)
_CHART_FILE = click.Path(path_type=Path, dir_okay=False, writable=True)


@click.command()
@click.argument("text", required=False)
@click.option("--facts", "file", type=_FACTS_FILE, metavar="FILE", help="Facts as YAML or JSON; - for stdin.")
@click.option("--chart", type=_CHART_FILE, metavar="FILE.png", help="Also draw monthly cost against volume.")
@click.option("--again", metavar="ID", help="Say whether an earlier verdict would differ today, and why.")
@as_json
@audience
@folders
def check(  # noqa: PLR0913 - one parameter an option
    settings: IndexSettings,
    text: str | None,
    file: Path | None,
    chart: Path | None,
    again: str | None,
    as_json: bool,
    groups: tuple[str, ...],
) -> int:
    """Decide between prompting, RAG, fine-tuning and a mix, by every guide's own rules.

    \b
    advisor check "Docs change weekly, answers must cite sources, 300 labelled examples. Fine-tune?"
    advisor check --facts facts.yaml --chart costs.png
    advisor check --json - < proposals.txt      one proposal a line in, one object a line out
    advisor check                               asks what can still change the outcome
    advisor check --again 3fa81b2c9d            whether that verdict would differ today

    The verdict is computed, never guessed: it shows the facts it rests on, what would change it, where the guides
    disagree, costs, precedents and next steps, each with its source. What is not stated is unknown.
    """
    _refuse_misuse(text, file, chart, again)
    program = open_program(settings)
    with progress("Indexing") as bar:
        program.sync_if_missing(bar)
    desk = _Desk(program.checker, PUBLIC | frozenset(groups), as_json, chart)
    if again is not None:
        desk.repeat(again)
    elif file is not None:
        desk.given(facts_from_text(_content(file)), text or "")
    elif text is None:
        desk.interview()
    else:
        for proposal in inputs(text):
            desk.show(desk.checker.check_text(proposal, desk.asker))
    return 0


@dataclass(frozen=True)
class _Desk:
    """Makes checks for one asker and shows each as it was asked for."""

    checker: Checker
    asker: Audience
    as_json: bool
    chart: Path | None

    def given(self, facts: Facts, text: str) -> None:
        """The facts of a file; a fact that only the text states counts as well."""
        read = self.checker.read(text).facts
        both = Facts([*read.readings, *facts.readings])
        self.show(self.checker.check(both, self.asker, text=text))

    def interview(self) -> None:
        """The facts that somebody at the terminal gives."""
        self.show(self.checker.check(ask_facts(self.checker, self.asker), self.asker))

    def repeat(self, check_id: str) -> None:
        """An earlier check, made again."""
        found = check_again(self.checker, check_id, self.asker)
        if self.as_json:
            print_json(again_json(found))
        else:
            print_again(found)

    def show(self, checked: Checked) -> None:
        """The check as JSON or in words, and its chart."""
        if self.as_json:
            print_json(checked_json(checked))
        else:
            print_check(checked)
        if self.chart:
            from bot.checks.chart import draw_costs

            draw_costs(checked.verdict, self.chart)
            click.echo(f"The chart is in {self.chart}.", err=True)


def _refuse_misuse(text: str | None, file: Path | None, chart: Path | None, again: str | None) -> None:
    if again is not None and (text is not None or file or chart):
        raise click.UsageError("--again takes an id alone: the check's own facts are used.")
    if text == "-" and (file or chart):
        raise click.UsageError("- checks many proposals; --facts and --chart go with one.")
    if text is None and file is None and again is None and not sys.stdin.isatty():
        raise click.UsageError(
            'TEXT is missing; write advisor check "your proposal", or --facts FILE, or - for one a line on stdin.'
        )


def _content(file: Path) -> str:
    try:
        raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = "is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else f"cannot be read ({error.strerror})"
        named = "Standard input" if str(file) == "-" else file
        raise AdvisorError(f"{named} {why}: give YAML or JSON facts, for example labelled_examples: 300") from error
