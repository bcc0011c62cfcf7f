from collections.abc import Iterator

import pytest

from bot.keeping.sync_reports import KEPT, Named, SyncReports
from bot.records import open_records
from indexer.model import Refusal, SyncReport

REFUSAL = Refusal("guides/b.md", "is not UTF-8; save it as UTF-8")


@pytest.fixture
def reports() -> Iterator[SyncReports]:
    records = open_records("sqlite://")
    yield SyncReports(records.engine, now=lambda: 7.0)
    records.close()


def test_a_report_is_read_as_it_was_kept(reports: SyncReports) -> None:
    reports.keep(SyncReport(added=("a.md",), changed=("c.md", "d.md"), removed=(), refused=(REFUSAL,)))
    (kept,) = reports.latest(5)
    assert (kept.at, kept.added, kept.changed) == (7.0, Named(1, ("a.md",)), Named(2, ("c.md", "d.md")))
    assert (kept.removed, kept.refused_count, kept.refused, kept.trouble) == (Named(), 1, (REFUSAL,), "")


def test_a_sync_that_says_nothing_new_is_not_kept(reports: SyncReports) -> None:
    reports.keep(SyncReport(unchanged=7))
    assert reports.latest(5) == ()
    reports.keep(SyncReport(refused=(REFUSAL,)))
    reports.keep(SyncReport(refused=(REFUSAL,)))
    assert len(reports.latest(5)) == 1
    reports.keep(SyncReport())
    assert [kept.refused_count for kept in reports.latest(5)] == [0, 1]


def test_a_failure_is_kept_once_while_it_lasts_and_its_end_is_news(reports: SyncReports) -> None:
    reports.failed("The folder is not there.")
    reports.failed("The folder is not there.")
    reports.keep(SyncReport())
    assert [kept.trouble for kept in reports.latest(5)] == ["", "The folder is not there."]


def test_only_the_last_are_kept_newest_first(reports: SyncReports) -> None:
    for number in range(KEPT + 5):
        reports.keep(SyncReport(added=(f"{number}.md",)))
    kept = reports.latest(100)
    assert len(kept) == KEPT
    assert kept[0].added.first == (f"{KEPT + 4}.md",)


def test_of_a_sync_of_thousands_the_first_names_and_the_count_are_kept(reports: SyncReports) -> None:
    reports.keep(SyncReport(added=tuple(f"{number}.md" for number in range(5_000))))
    added = reports.latest(1)[0].added
    assert added.count == 5_000
    assert len(added.first) == 20
