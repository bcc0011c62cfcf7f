"""Advisor in Slack: the program's parts handed to the surfaces, for as long as it runs."""

from collections.abc import Callable
from contextlib import nullcontext
from threading import Event

from bot.answer_cache import AnswerCache
from bot.checks.chart import costs_png
from bot.checks.sync_news import SyncNews
from bot.counts import Counts
from bot.offered import Offered
from bot.settings import SlackSettings
from bot.slack.app import run_slack
from bot.slack.line import open_line
from bot.slack.parts import Advice
from bot.slack.serving import let_in
from bot.web.vitals import Vitals
from bot.wiring import Program
from indexer.model import SyncReport


def serve(
    program: Program, settings: SlackSettings, stop: Event, report: Callable[[SyncReport, SyncNews], None]
) -> None:
    """Answers in Slack, and syncs unless another process does, until `stop` is set; `report` hears of each sync."""
    # Opened before the first question: its asker should not wait for the model to load.
    program.warm_up()
    counts, line = Counts(), open_line(settings)
    way_in = let_in(settings, lambda connected: Vitals(program.library, program.records, counts, connected), stop)
    program.tell_admins = line.news.tell

    def heard(done: SyncReport) -> None:
        news = program.news(done)
        report(done, news)
        line.news.synced(done, news)

    program.heard = heard
    with program.schedule(heard) if program.keeps_index else nullcontext():
        run_slack(line, program.records, _advice(program, counts), way_in)
    program.records.close()


def _advice(program: Program, counts: Counts) -> Advice:
    """What the program does for Slack, its questions counted."""
    return Advice(
        ask=counts.counted(AnswerCache(program.advisor.ask, program.library.as_of)),
        checker=program.checker,
        draw=costs_png,
        offered=Offered(program.library, program.answers),
        condition=program.condition,
        keeper=program.keeper,
    )
