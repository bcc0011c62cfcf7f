"""The one place that chooses real parts and puts them together."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from bot.advise import PASSAGES, Advisor
from bot.answerers.choice import Models, answered_by
from bot.answerers.extractive import ExtractiveAnswerer
from bot.answerers.fallback import TellAdmins, log_for_admins
from bot.answerers.remembered import RememberedTexts
from bot.checks.again import changed_verdicts
from bot.checks.checker import Checker
from bot.checks.log import ChecksLog
from bot.checks.sync_news import SyncNews
from bot.decision_questions import asks_which
from bot.estimate import estimate
from bot.facts import FactsByMeaning, read_conversation
from bot.frameworks.panel_source import PanelSource
from bot.keeping.keeper import Keeper
from bot.keeping.opening import open_keeper, recorded
from bot.keeping.syncing import SYNC_FAILED, Report, repeatable, tell
from bot.logs import hide
from bot.model import EXTRACTIVE, Answer, Question, Recommendation, Statement
from bot.part_search import PartSearch
from bot.proposals import wanted
from bot.reasons import grounds
from bot.recommend import recommend
from bot.records import Records, open_records
from bot.same_question_search import SameQuestionSearch
from bot.settings import ClaudeSettings
from bot.spending import Expenses, Spending
from bot.start_over import start_over
from bot.status import Condition
from indexer.index import Index
from indexer.model import PUBLIC, Audience, Library, Passage, Refusal, Retriever, SyncReport
from indexer.retrieval import HybridRetriever, IndexLibrary
from indexer.schedule import Schedule
from indexer.settings import IndexSettings, read_settings
from indexer.sync import Progress, sync
from indexer.watchdog import Watchdog

if TYPE_CHECKING:
    from bot.evaluation.running import Bench


class Program:
    """Advisor over one knowledge folder; each part is opened when it is first used."""

    def __init__(self, settings: IndexSettings, claude: ClaudeSettings) -> None:
        self._settings = settings
        self._claude = claude
        self.tell_admins: TellAdmins = log_for_admins
        self.heard: Report = lambda _report: None
        self._models = Models(claude, lambda: self.spending)
        self._index = Index(settings)
        self._likeness = RememberedTexts(lambda: self._index.embedder)
        self.retriever: Retriever = SameQuestionSearch(HybridRetriever(self._index))
        self.library: Library = IndexLibrary(self._index)
        self._panels = PanelSource(self.library)
        self._read_facts = FactsByMeaning(lambda texts: [one.vector for one in self._likeness.of(texts)])

    @cached_property
    def advisor(self) -> Advisor:
        """Who answers questions."""
        chosen = self._models.answerer(self._extractive, self._tell_admins)
        search = PartSearch(self.retriever)
        return Advisor(search, self.library, chosen, self._recommend, query=self._models.follow_ups())

    def answers(self, question: str) -> bool:
        """Whether the folder answers this to anybody; asks no model."""
        plain = Advisor(self.retriever, self.library, self._extractive, self._recommend)
        return isinstance(plain.ask(Question(question)), Answer)

    @cached_property
    def checker(self) -> Checker:
        """Who checks proposals."""
        log = ChecksLog(self.records.engine)
        return Checker(
            self.library, self.retriever, self._panels, log, reader=self._models.facts_reader(self._read_facts)
        )

    @cached_property
    def records(self) -> Records:
        """The durable records: in DATABASE_URL, else beside the index."""
        return open_records(self._settings.database(self._index.folder / "records.db"))

    @cached_property
    def keeper(self) -> Keeper:
        """Who keeps the folder in its admins' name."""
        return open_keeper(
            self._index, self.records.engine, self._everyone, self._sync_for_admin if self.keeps_index else None
        )

    @property
    def keeps_index(self) -> bool:
        """Whether this process makes the index equal to the folder, and not another one."""
        return self._settings.sync

    @cached_property
    def spending(self) -> Spending:
        """What models have cost, beside the records."""
        return Spending(self.records.engine, self._claude.daily_budget_usd)

    def warm_up(self) -> None:
        """Opens what a question needs, so that the first asker does not wait for it; asks no model."""
        found = self.retriever.retrieve("warm up", k=1, asker=PUBLIC)
        self._extractive.answer(Question("warm up"), found)
        self._recommend(Question("Fine-tune or RAG?"))
        self._models.open()

    def sync(self, *, rebuild: bool = False, progress: Progress = lambda _done, _of: None) -> SyncReport:
        """Make the index equal to the folder."""
        return sync(self._index, rebuild=rebuild, progress=progress)

    def recorded_sync(self, progress: Progress = lambda _done, _of: None) -> SyncReport:
        """A sync that admins can read about later, whether it worked or not."""
        return recorded(self.keeper, lambda: self.sync(progress=progress))

    def _sync_for_admin(self) -> SyncReport:
        """A sync that an admin brought about from afar: told like any other."""
        done = self.recorded_sync()
        tell(self.heard, done)
        return done

    def news(self, report: SyncReport) -> SyncNews:
        """What a sync means for checks; past verdicts are looked at when it changed something."""
        changed = changed_verdicts(self.checker) if report.did_something else ()
        return SyncNews(self.refused_for_checks(), changed)

    def refused_for_checks(self) -> tuple[Refusal, ...]:
        """The frameworks and cases of indexed documents that take no part in checks, whoever may read them."""
        return self._panels.refused(self._everyone())

    def bench(self, asker: Audience) -> "Bench":
        """What an evaluation measures."""
        from bot.evaluation.folder import Folder
        from bot.evaluation.running import Bench

        files, tokens = Folder(self._settings.knowledge), self._index.embedder.token_offsets
        return Bench(self.advisor.ask, self.retriever, files, tokens, self.library.state().documents, asker)

    def sync_if_missing(self, progress: Progress) -> None:
        """Make the index when there is none of this folder that this program can use."""
        if not self._index.is_current():
            self.sync(progress=progress)

    def schedule(self, report: Callable[[SyncReport], None]) -> Schedule:
        """Syncs for as long as it is entered; `report` hears of each."""
        sync_now = repeatable(self.recorded_sync, report, self._tell_admins)
        watchdog = Watchdog(self._settings.sync_patience_seconds, start_over)
        return Schedule(self._index.root, self._settings.sync_seconds, sync_now, watchdog)

    def condition(self) -> Condition:
        """Who answers, what that has cost, and what is wrong with the last sync."""
        trouble = next((record.trouble for record in self.keeper.reports.latest(1)), "")
        return Condition(answered_by(self._claude), f"{SYNC_FAILED} {trouble}" if trouble else "", self.expenses())

    def expenses(self) -> Expenses | None:
        """What models have cost, None where none is asked."""
        return None if answered_by(self._claude) == EXTRACTIVE else self.spending.expenses()

    def _tell_admins(self, key: str, text: str) -> None:
        self.tell_admins(key, text)  # looked up when it happens: Slack is connected after the advisor is made

    def _everyone(self) -> Audience:
        """Every group that may read anything."""
        generation = self._index.served()
        return PUBLIC.union(*(generation.catalogue.audiences() if generation else ()))

    @cached_property
    def _extractive(self) -> ExtractiveAnswerer:
        return ExtractiveAnswerer(self._likeness, self._passages_for)

    def _passages_for(self, question: Question, part: str) -> Sequence[Passage]:
        return self.retriever.retrieve(part, k=PASSAGES, asker=question.asker, within=question.within)

    def _recommend(self, question: Question) -> tuple[Recommendation | None, tuple[Statement, ...]]:
        panel = self._panels.panel(question.asker)
        earlier = [turn.text for turn in question.thread if not turn.by_advisor]
        if not asks_which(question.text) and (reckoned := estimate(question.text, panel.guides)):
            return None, reckoned
        recommendation = recommend(question.text, panel.house, earlier, self._read_facts)
        if recommendation is None or panel.house is None:
            return recommendation, ()
        known = read_conversation([*earlier, question.text], self._read_facts).facts
        return recommendation, grounds(recommendation, known, panel.house, panel.guides, wanted(question.text))


def open_program(settings: IndexSettings, claude: ClaudeSettings | None = None) -> Program:
    """Advisor for these settings, Claude's read from the environment when not given; opens nothing yet."""
    claude = claude or read_settings(ClaudeSettings)
    hide(settings, claude)
    return Program(settings, claude)
