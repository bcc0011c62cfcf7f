"""A keeper of a real folder with a real index, whose embedder costs nothing."""

import time
from collections.abc import Callable

from sqlalchemy import Engine

from bot.keeping.keeper import Keeper
from bot.keeping.sync_reports import SyncReports
from indexer.chunking import chunk_document
from indexer.model import PUBLIC, Audience, SyncReport
from indexer.removed import Removed
from indexer.retrieval import IndexLibrary
from tests.indexer.workbench import Workbench


def keeper_of(
    bench: Workbench,
    engine: Engine,
    *,
    sync: Callable[[], SyncReport] | None = None,
    groups: Audience = frozenset({"finance"}),
    wait: Callable[[float], None] = lambda _seconds: time.sleep(0.01),
) -> Keeper:
    """The keeper of the bench's folder; `sync` in place of its own, `groups` those that any document names."""
    library, reports = IndexLibrary(bench.index), SyncReports(engine)

    def synced() -> SyncReport:
        report = bench.sync()
        reports.keep(report)
        return report

    return Keeper(
        root=bench.folder,
        listed=lambda asker: library.listed(asker=asker),
        state=library.state,
        everyone=lambda: PUBLIC | groups,
        count_chunks=lambda document: len(chunk_document(document, bench.embedder.token_offsets)),
        sync_now=sync or synced,
        reports=reports,
        removed=Removed(bench.folder),
        max_bytes=100_000,
        wait=wait,
    )
