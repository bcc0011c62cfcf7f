"""Puts the keeper of one knowledge folder together."""

import logging
from collections.abc import Callable

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.keeping.keeper import Keeper
from bot.keeping.sync_reports import SyncReports, in_words
from indexer.chunking import chunk_document
from indexer.index import Index
from indexer.model import Audience, IndexerError, SyncReport
from indexer.removed import Removed
from indexer.retrieval import IndexLibrary
from indexer.sync import IndexBusy, SyncStopped

log = logging.getLogger(__name__)


def open_keeper(
    index: Index, engine: Engine, everyone: Callable[[], Audience], sync: Callable[[], SyncReport] | None
) -> Keeper:
    """The keeper of the index's folder; its reports are in the engine's database. `sync` is as in `Keeper`."""
    library = IndexLibrary(index)
    return Keeper(
        root=index.root,
        listed=lambda asker: library.listed(asker=asker),
        state=library.state,
        everyone=everyone,
        count_chunks=lambda document: len(chunk_document(document, index.embedder.token_offsets)),
        sync_now=sync,
        reports=SyncReports(engine),
        removed=Removed(index.root),
        max_bytes=index.settings.max_file_bytes,
    )


def recorded(keeper: Keeper, sync: Callable[[], SyncReport]) -> SyncReport:
    """What the sync reports, for admins to read later as well; so is that it failed, and the error goes on its way."""
    try:
        report = sync()
    except (IndexBusy, SyncStopped):  # another is at work, or the next start will be: nothing failed
        raise
    except Exception as error:  # whatever it was: it is written down for admins, and raised again
        trouble = in_words(error)
        _note(lambda: keeper.reports.failed(trouble))
        raise
    _note(lambda: keeper.reports.keep(report))
    _note(keeper.removed.clear)
    return report


def _note(work: Callable[[], None]) -> None:
    """What happens around a sync: none of it may make the sync a failure."""
    try:
        work()
    except (SQLAlchemyError, IndexerError, OSError) as error:
        log.warning("a sync was not written down, or old documents not cleared: %s", error)
