"""The sync of a program that stays up."""

import logging

import pytest

from bot.keeping.syncing import repeatable
from indexer.model import SyncReport
from indexer.sync import IndexBusy, Progress, SyncStopped, sync
from tests.indexer.workbench import Workbench, article


@pytest.mark.parametrize("error", [IndexBusy("busy"), SyncStopped("stopped in the middle")])
def test_a_sync_that_another_does_or_that_was_stopped_is_no_trouble(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    def interrupted(_progress: Progress) -> SyncReport:
        raise error

    told: list[str] = []
    with caplog.at_level(logging.INFO, "advisor"):
        again = repeatable(interrupted, _unexpected, lambda _key, text: told.append(text))(lambda: None)
    assert not again
    assert told == []
    (record,) = caplog.records
    assert record.levelno == logging.INFO
    assert record.exc_info is None


def test_a_sync_that_is_stopped_keeps_what_it_has_and_the_next_one_goes_on(bench: Workbench) -> None:
    text = "".join(f"## Subject {n}\n\nWhat is said of subject {n} fills a line.\n\n" for n in range(300))
    (bench.folder / "long.md").write_text(article("Long", text))
    with pytest.raises(SyncStopped):
        sync(bench.index, progress=_stopping_after(3))
    served = bench.index.served()
    assert served is not None
    waiting = served.waiting.count()
    assert 0 < waiting < bench.sync().chunks
    assert served.waiting.count() == 0


def _stopping_after(calls: int) -> Progress:
    left = iter(range(calls))

    def progress(_done: int, _of: int) -> None:
        if next(left, None) is None:
            raise SyncStopped("Stopped.")

    return progress


def _unexpected(_report: SyncReport) -> None:
    pytest.fail("nothing was synced")
