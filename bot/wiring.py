"""The one place that chooses real parts and puts them together."""

import logging
from collections.abc import Callable, Sequence
from functools import cached_property

from bot.advise import Advisor
from bot.answerers.extractive import ExtractiveAnswerer
from bot.model import Question, Recommendation, Statement
from indexer.index import Index
from indexer.model import IndexerError, Library, Retriever, SyncReport
from indexer.retrieval import HybridRetriever, IndexLibrary
from indexer.schedule import Schedule
from indexer.settings import IndexSettings
from indexer.sync import Progress, sync

log = logging.getLogger("advisor")


class Program:
    """Advisor over one knowledge folder; each part is opened when it is first used."""

    def __init__(self, settings: IndexSettings) -> None:
        self._settings = settings
        self._index = Index(settings)
        self.retriever: Retriever = HybridRetriever(self._index)
        self.library: Library = IndexLibrary(self._index)

    @cached_property
    def advisor(self) -> Advisor:
        """Who answers questions."""
        return Advisor(self.retriever, self.library, ExtractiveAnswerer(self._similarity), self._recommend)

    def sync(self, *, rebuild: bool = False, progress: Progress = lambda _done, _of: None) -> SyncReport:
        """Make the index equal to the folder."""
        return sync(self._index, rebuild=rebuild, progress=progress)

    def sync_if_missing(self, progress: Progress) -> None:
        """Make the index when there is none of this folder that this program can use."""
        if not self._index.is_current():
            self.sync(progress=progress)

    def schedule(self, report: Callable[[SyncReport], None]) -> Schedule:
        """Syncs for as long as it is entered; `report` hears of each."""

        def sync_now() -> bool:
            try:
                done = self.sync()
            except IndexerError as error:
                log.warning("sync failed: %s", error)
                return False
            except Exception:
                log.exception("sync failed")
                return False
            report(done)
            return bool(done.unsettled)

        return Schedule(self._index.root, self._settings.sync_seconds, sync_now)

    def _similarity(self, question: str, sentences: Sequence[str]) -> list[float]:
        embedder = self._index.embedder
        return [float(cosine) for cosine in embedder.embed(sentences) @ embedder.embed_query(question)]

    def _recommend(self, question: Question) -> tuple[Recommendation | None, tuple[Statement, ...]]:
        return None, ()


def open_program(settings: IndexSettings) -> Program:
    """Advisor for these settings; opens nothing yet."""
    return Program(settings)
