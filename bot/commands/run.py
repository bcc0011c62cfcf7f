"""`advisor run`."""

import logging
from pathlib import Path

import click

from bot.checks.sync_news import SyncNews, news_lines
from bot.commands.options import folders
from bot.commands.output import progress
from bot.doctor.machine import exposed
from bot.logs import hide
from bot.settings import SlackSettings
from bot.stopping import stop_on_signals
from bot.wiring import open_program
from indexer.model import SyncReport
from indexer.settings import IndexSettings, read_settings

log = logging.getLogger("advisor")


@click.command()
@folders
def run(settings: IndexSettings) -> int:
    """Answer in Slack, and keep the index equal to the folder, until stopped.

    \b
    It needs SLACK_BOT_TOKEN and SLACK_APP_TOKEN, in the environment or in .env (README: "In Slack").
    SLACK_MODE=http listens for Slack instead; it needs SLACK_SIGNING_SECRET (docs/operations.md).
    advisor doctor says what is missing.
    ADVISOR_SYNC=no leaves the folder to another process that runs: advisor index --watch
    """
    logging.getLogger("advisor").setLevel(logging.INFO)
    logging.getLogger("bot").setLevel(logging.INFO)
    from bot.slack.connecting import check_tokens
    from bot.slack.face import serve

    program = open_program(settings)
    slack = read_settings(SlackSettings)
    hide(slack)
    if problem := exposed(Path.cwd()):
        log.warning(".env: %s", problem)
    check_tokens(slack)  # before anything else takes time
    with progress("Indexing") as bar:
        program.sync_if_missing(bar)
    serve(program, slack, stop_on_signals(), _log)
    return 0


def _log(report: SyncReport, news: SyncNews) -> None:
    if report.did_something or report.refused:
        log.info(
            "synced: %d added, %d changed, %d removed, %d refused, %d passages, %.1f s",
            len(report.added), len(report.changed), len(report.removed), len(report.refused),
            report.chunks, report.seconds,
        )  # fmt: skip
    if report.did_something:
        for line in news_lines(news):
            log.warning("%s", line)
