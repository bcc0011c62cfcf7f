"""The one place that chooses real parts and puts them together."""

import logging
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import cached_property
from threading import Event

from bot.advise import Advisor
from bot.answerers.extractive import ExtractiveAnswerer
from bot.checks.again import changed_verdicts
from bot.checks.checker import Checker
from bot.checks.log import ChecksLog
from bot.checks.sync_news import SyncNews
from bot.facts import read_facts
from bot.frameworks.panel_source import PanelSource
from bot.model import Question, Recommendation, Statement
from bot.reasons import reasons
from bot.recommend import recommend
from bot.records import Records, open_records
from bot.settings import SlackSettings
from bot.start_over import start_over
from indexer.index import Index
from indexer.model import PUBLIC, Audience, IndexerError, Library, Refusal, Retriever, SyncReport
from indexer.retrieval import HybridRetriever, IndexLibrary
from indexer.schedule import Schedule, SignOfLife
from indexer.settings import IndexSettings
from indexer.sync import Progress, sync
from indexer.watchdog import Watchdog

log = logging.getLogger("advisor")


class Program:
    """Advisor over one knowledge folder; each part is opened when it is first used."""

    def __init__(self, settings: IndexSettings) -> None:
        self._settings = settings
        self._index = Index(settings)
        self.retriever: Retriever = HybridRetriever(self._index)
        self.library: Library = IndexLibrary(self._index)
        self._panels = PanelSource(self.library)

    @cached_property
    def advisor(self) -> Advisor:
        """Who answers questions."""
        return Advisor(self.retriever, self.library, ExtractiveAnswerer(self._similarity), self._recommend)

    @cached_property
    def checker(self) -> Checker:
        """Who checks proposals."""
        return Checker(self.library, self.retriever, self._panels, ChecksLog(self.records.engine))

    @cached_property
    def records(self) -> Records:
        """The durable records: in DATABASE_URL, else beside the index."""
        return open_records(self._settings.database(self._index.folder / "records.db"))

    def sync(self, *, rebuild: bool = False, progress: Progress = lambda _done, _of: None) -> SyncReport:
        """Make the index equal to the folder."""
        return sync(self._index, rebuild=rebuild, progress=progress)

    def news(self, report: SyncReport) -> SyncNews:
        """What a sync means for checks; past verdicts are looked at when it changed something."""
        changed = changed_verdicts(self.checker) if report.did_something else ()
        return SyncNews(self.refused_for_checks(), changed)

    def refused_for_checks(self) -> tuple[Refusal, ...]:
        """The frameworks and cases of indexed documents that take no part in checks, whoever may read them."""
        return self._panels.refused(self._everyone())

    def sync_if_missing(self, progress: Progress) -> None:
        """Make the index when there is none of this folder that this program can use."""
        if not self._index.is_current():
            self.sync(progress=progress)

    def schedule(self, report: Callable[[SyncReport], None]) -> Schedule:
        """Syncs for as long as it is entered; `report` hears of each."""

        def sync_now(alive: SignOfLife) -> bool:
            try:
                done = self.sync(progress=lambda _done, _of: alive())
            except IndexerError as error:
                log.warning("sync failed: %s", error)
                return False
            except Exception:  # a bug in one sync must not end the schedule; the log keeps its trace
                log.exception("sync failed")
                return False
            try:
                report(done)
            except Exception:  # the index is made all the same, and the thread must live to make the next
                log.exception("the report of a sync failed")
            return bool(done.unsettled)

        watchdog = Watchdog(self._settings.sync_patience_seconds, start_over)
        return Schedule(self._index.root, self._settings.sync_seconds, sync_now, watchdog)

    def check_slack(self, settings: SlackSettings) -> None:
        """Raises AdvisorError naming the token that is missing, before anything else takes time."""
        from bot.slack.app import check_tokens

        check_tokens(settings)

    def serve_slack(self, settings: SlackSettings, stop: Event, report: Callable[[SyncReport], None]) -> None:
        """Answers in Slack, and syncs unless another process does, until `stop` is set."""
        from bot.checks.chart import costs_png
        from bot.slack.app import Advice, run_socket_mode

        # Opened before the first question: its asker should not wait for the model to load.
        self.advisor.ask(Question("warm up"))
        with self.schedule(report) if self._settings.sync else nullcontext():
            run_socket_mode(settings, self.records, Advice(self.advisor.ask, self.checker, costs_png), stop)
        self.records.close()

    def _everyone(self) -> Audience:
        """Every group that may read anything."""
        generation = self._index.served()
        return PUBLIC.union(*(generation.catalogue.audiences() if generation else ()))

    def _similarity(self, question: str, sentences: Sequence[str]) -> list[float]:
        embedder = self._index.embedder
        return [float(cosine) for cosine in embedder.embed(sentences) @ embedder.embed_query(question)]

    def _recommend(self, question: Question) -> tuple[Recommendation | None, tuple[Statement, ...]]:
        panel = self._panels.panel(question.asker)
        recommendation = recommend(question.text, panel.house)
        if recommendation is None or panel.house is None:
            return recommendation, ()
        known = read_facts(question.text).facts
        return recommendation, reasons(recommendation.option, known, panel.house, panel.guides)


def open_program(settings: IndexSettings) -> Program:
    """Advisor for these settings; opens nothing yet."""
    return Program(settings)
