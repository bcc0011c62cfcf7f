"""`advisor index`."""

import click

from bot.checks.sync_news import news_json, news_lines
from bot.commands.options import as_json, folders
from bot.commands.output import print_json, print_report, progress
from bot.contracts import sync_json
from bot.stopping import stop_on_signals, until
from bot.wiring import open_program
from indexer.model import SyncReport
from indexer.settings import IndexSettings


@click.command()
@click.option("--rebuild", is_flag=True, help="Make the whole index again, beside the one that is served.")
@click.option("--watch", is_flag=True, help="Stay, and sync whenever the folder changes.")
@as_json
@folders
def index(settings: IndexSettings, rebuild: bool, watch: bool, as_json: bool) -> int:
    """Make the index equal to the knowledge folder and say what changed and what was refused.

    \b
    advisor index                   a second run does nothing
    advisor index --rebuild         after a doubt about derived data
    advisor index --watch           a Procfile's indexer: syncs until it is stopped

    One refused file does not stop the others; each is named with its reason.
    """
    program = open_program(settings)

    def show(report: SyncReport) -> None:
        news = program.news(report)
        if as_json:
            print_json({**sync_json(report), **news_json(news)})
        else:
            print_report(report)
            for line in news_lines(news):
                click.echo(line, err=True)

    with progress("Indexing") as bar:
        show(program.sync(rebuild=rebuild, progress=bar))
    if watch:
        with program.schedule(lambda report: show(report) if report.did_something else None):
            stop = stop_on_signals()
            click.echo(f"Watching {settings.knowledge}; stop with Ctrl-C.", err=True)
            until(stop)
    return 0
