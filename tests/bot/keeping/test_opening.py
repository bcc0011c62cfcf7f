import pytest

from bot.keeping.keeper import Keeper
from bot.keeping.opening import open_keeper, recorded
from bot.records import Records
from indexer.database import DatabaseError
from indexer.folder import FolderError
from indexer.model import PUBLIC, SyncReport
from indexer.room import DiskFull, NotWritable
from indexer.sync import IndexBusy, SyncStopped
from tests.indexer.workbench import Workbench


@pytest.fixture
def keeper(bench: Workbench, records: Records) -> Keeper:
    return open_keeper(bench.index, records.engine, lambda: PUBLIC, bench.sync)


def test_the_keeper_of_an_index_keeps_its_folder(bench: Workbench, keeper: Keeper) -> None:
    saved = keeper.add("a.md", b"# Words\n\nThey are read.")
    assert [listed.title for listed in keeper.all()] == ["Words"]
    assert (bench.folder / saved.source).exists()
    assert keeper.preview("b.md", b"# More\n\nOf them.").chunks == 1


def test_a_sync_is_recorded_and_its_report_handed_on(bench: Workbench, keeper: Keeper) -> None:
    bench.write("a.md", "Words.")
    assert recorded(keeper, bench.sync).added == ("a.md",)
    assert keeper.reports.latest(1)[0].added.first == ("a.md",)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (FolderError("/srv/secret is not there"), "The knowledge folder could not be read."),
        (DatabaseError("/srv/secret.db is locked"), "The database could not be used."),
        (DiskFull("no room on /srv/secret"), "There is no room left on the disk with Advisor's data. Make room"),
        (NotWritable("/srv/secret cannot be written"), "Advisor's user may not write its data folder."),
        (RuntimeError("a bug in /srv/secret"), "Something else went wrong."),
    ],
)
def test_a_failure_is_recorded_in_our_words_and_goes_on_its_way(keeper: Keeper, error: Exception, told: str) -> None:
    def failing() -> SyncReport:
        raise error

    with pytest.raises(type(error)):
        recorded(keeper, failing)
    (kept,) = keeper.reports.latest(5)
    assert kept.trouble.startswith(told)
    assert "secret" not in kept.trouble


@pytest.mark.parametrize("error", [IndexBusy("busy"), SyncStopped("stopped")])
def test_that_another_process_is_writing_or_the_program_is_to_end_is_no_failure(
    keeper: Keeper, error: Exception
) -> None:
    def interrupted() -> SyncReport:
        raise error

    with pytest.raises(type(error)):
        recorded(keeper, interrupted)
    assert keeper.reports.latest(5) == ()


def test_a_sync_deletes_what_was_removed_long_ago(bench: Workbench, keeper: Keeper) -> None:
    old = bench.folder / ".removed" / "1000000000-0123abcd" / "a.md"
    old.parent.mkdir(parents=True)
    old.write_text("old")
    recorded(keeper, bench.sync)
    assert not old.parent.exists()


def test_a_sync_whose_report_cannot_be_kept_has_worked_all_the_same(
    bench: Workbench, keeper: Keeper, records: Records
) -> None:
    bench.write("a.md", "Words.")
    with records.engine.begin() as db:
        db.exec_driver_sql("DROP TABLE sync_reports")
    assert recorded(keeper, bench.sync).added == ("a.md",)
