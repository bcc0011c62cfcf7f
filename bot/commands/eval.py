"""`advisor eval`."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.options import as_json, audience, folders
from bot.commands.output import print_json, progress
from bot.settings import ClaudeSettings
from bot.wiring import Program, open_program
from indexer.model import PUBLIC, Audience
from indexer.settings import IndexSettings, read_settings
from indexer.sync import IndexBusy, Progress

if TYPE_CHECKING:  # what evaluates is imported by the command that needs it: `advisor ask` starts without it
    from bot.evaluation.results import Results
    from bot.evaluation.running import Bench, Judge

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("eval")
@click.argument("sets", nargs=-1, metavar="[SET]...")
@click.option("--split", type=click.Choice(["dev", "held"]), help="Only one half: tune on dev, report held.")
@click.option("--wrong", is_flag=True, help="Also list the questions that went wrong.")
@click.option("--compare", "against", metavar="RUN", help="Compare with a saved run: its file, its name, or: last.")
@click.option("--report", type=_FILE, metavar="FILE", help="Write a page with plots (.html), or the plots (.png).")
@click.option("--judge", is_flag=True, help="Also let Claude judge each answer: two requests an answer.")
@click.option("--keyless", is_flag=True, help="Measure the extractive answerer, even where a key for Claude is set.")
@click.option("--floors", type=_FILE, metavar="FILE", help="Fail when a metric is below its floor in FILE.")
@click.option(
    "--export", "asked", type=_FILE, metavar="FILE", help="Only write what people asked in vain as a new set."
)
@as_json
@audience
@folders
def evaluate(  # noqa: PLR0913 - one parameter an option
    settings: IndexSettings,
    sets: tuple[str, ...],
    split: str | None,
    wrong: bool,
    judge: bool,
    keyless: bool,
    against: str | None,
    report: Path | None,
    floors: Path | None,
    asked: Path | None,
    as_json: bool,
    groups: tuple[str, ...],
) -> int:
    """Measure Advisor by questions with known answers. SET is a name in evals/ or a file; without one, knowledge.

    \b
    advisor eval                                every figure for the set over knowledge/, explained
    advisor eval --wrong                        … and which questions went wrong, and how
    advisor eval support                        your own questions, from evals/support.yaml
    advisor eval --compare last                 better than the last time? with intervals and a verdict
    advisor eval --report eval.html             one page with plots, to show to others
    advisor eval --judge                        Claude's opinion too: faithful? relevant?
    advisor eval --floors evals/floors.yaml     for CI: exit code 1 when a metric is below its floor
    advisor eval --export evals/asked.yaml      declined and 👎-ed questions as a set for you to complete

    Where a key for Claude is set, Claude answers, at its price; --keyless measures the extractive answerer instead.

    Each quote is looked up in the document's file, whatever the answer says of itself. Every run is saved as JSON in
    the data folder, under runs/. evals/README.md tells how to write questions of your own.
    """
    from bot.evaluation.comparing import compare
    from bot.evaluation.evaluating import evaluated
    from bot.evaluation.floors import fallen, read_floors
    from bot.evaluation.folder import Folder
    from bot.evaluation.report import check_name
    from bot.evaluation.results import Results
    from bot.evaluation.runs import Runs
    from bot.evaluation.sets import read_sets
    from bot.evaluation.summary import summary

    if asked:
        return _export(settings, asked)
    if report:
        check_name(report)
    wanted = read_floors(floors) if floors else {}
    questions = read_sets(sets or ("knowledge",), Path("evals"), Folder(settings.knowledge))
    runs = Runs(settings.data / "runs")
    before = runs.find(against, frozenset(each.name for each in questions)) if against else None
    bench = _bench(settings, PUBLIC | frozenset(groups), judge=judge, keyless=keyless)
    with progress("Asking") as bar:
        run = evaluated(questions, split, bench, bar)
    lines = summary(run.outcomes)
    compared = compare(before, run) if before else None
    results = Results(run, lines, runs.save(run), compared, wanted, fallen(lines, wanted))
    _show(results, wrong=wrong, as_json=as_json, page=report)
    return 1 if results.fallen else 0


def _export(settings: IndexSettings, file: Path) -> int:
    from bot.evaluation.exporting import export
    from bot.journal import Journal

    written = export(Journal(open_program(settings).records.engine), file)
    if written:
        click.echo(f"Wrote {written} questions to {file}. Correct each, then run: advisor eval {file}", err=True)
    else:
        click.echo("Nobody has asked in vain yet, so nothing was written.", err=True)
    return 0


def _bench(settings: IndexSettings, asker: Audience, *, judge: bool, keyless: bool) -> "Bench":
    """What is measured, over the folder as its files are now."""
    claude = read_settings(ClaudeSettings)
    program = open_program(settings, claude.model_copy(update={"api_key": None}) if keyless else claude)
    judging = _judge(claude, program) if judge else None
    with progress("Indexing") as bar:
        _sync(program, bar)
    program.warm_up()
    return replace(program.bench(asker), judge=judging)


def _judge(claude: ClaudeSettings, program: Program) -> "Judge":
    from bot.evaluation.judge import open_judge

    return open_judge(claude, lambda: program.spending)


def _sync(program: Program, bar: Progress) -> None:
    """Make the index equal to the folder, unless a running Advisor sees to that."""
    try:
        program.sync(progress=bar)
    except IndexBusy:
        program.sync_if_missing(bar)


def _show(results: "Results", *, wrong: bool, as_json: bool, page: Path | None) -> None:
    from bot.evaluation.contract import evaluation_json
    from bot.evaluation.report import write_report
    from bot.evaluation.table import print_results
    from bot.evaluation.wrong import wrong as went_wrong

    if as_json:
        print_json(evaluation_json(results))
    else:
        print_results(results)
        for each in went_wrong(results.run.outcomes) if wrong else ():
            click.echo("\n".join(each.lines()))
    if page:
        write_report(results, page)
    for fallen in results.fallen:
        click.echo(f"advisor: {fallen}", err=True)
