from dataclasses import replace
from threading import Barrier, Thread

import pytest

from bot.keeping.keeper import AlreadyKnown, Keeper, Saved, Standing
from bot.records import Records
from indexer.model import IndexerError, SyncReport
from indexer.readers.decoding import ReadError
from indexer.sync import IndexBusy
from tests.bot.keeping.keepers import keeper_of
from tests.indexer.workbench import Workbench

GUIDE = b"---\nkind: guide\n---\n# Re-ranking\n\nA re-ranker adds 80 ms.\n"


@pytest.fixture
def keeper(bench: Workbench, records: Records) -> Keeper:
    return keeper_of(bench, records.engine)


def test_what_is_added_lies_in_the_folder_of_its_kind_and_answers_at_once(bench: Workbench, keeper: Keeper) -> None:
    saved = keeper.add("Re-ranking!.md", GUIDE)
    assert (saved.source, saved.standing) == ("guides/re-ranking.md", Standing.SEARCHABLE)
    assert saved.listed is not None
    assert saved.listed.title == "Re-ranking"
    assert (bench.folder / saved.source).read_bytes() == GUIDE
    assert bench.ask("re-ranker")[0].source == saved.source


def test_a_preview_saves_nothing(bench: Workbench, keeper: Keeper) -> None:
    shown = keeper.preview("Re-ranking!.md", GUIDE)
    assert (shown.title, shown.source, shown.chunks) == ("Re-ranking", "guides/re-ranking.md", 1)
    assert list(bench.folder.iterdir()) == []


def test_another_file_of_the_same_name_is_kept_beside_the_first(bench: Workbench, keeper: Keeper) -> None:
    first = keeper.add("a.md", b"One text.")
    second = keeper.add("a.md", b"Another text.")
    assert first.source == "a.md"
    assert second.source.startswith("a-")
    assert {listed.source for listed in keeper.all()} == {first.source, second.source}


def test_two_files_of_one_name_added_at_the_same_moment_are_both_kept(bench: Workbench, records: Records) -> None:
    idle = keeper_of(bench, records.engine, sync=SyncReport)
    together, saved = Barrier(8), list[str]()

    def add(number: int) -> None:
        together.wait()
        saved.append(idle.add("a.md", f"Text {number}.".encode()).source)

    threads = [Thread(target=add, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    texts = sorted(path.read_text() for path in bench.folder.glob("*.md"))
    assert texts == [f"Text {number}." for number in range(8)]
    assert len(set(saved)) == 8


def test_the_same_content_is_not_added_twice(keeper: Keeper) -> None:
    keeper.add("a.md", b"One text.")
    with pytest.raises(AlreadyKnown, match="same content"):
        keeper.preview("b.md", b"One text.")
    with pytest.raises(AlreadyKnown):
        keeper.add("b.md", b"One text.")


def test_a_file_that_was_saved_but_not_indexed_yet_is_not_saved_again(bench: Workbench, keeper: Keeper) -> None:
    bench.write("a.md", "Text.")
    assert keeper.add("a.md", b"Text.").standing is Standing.SEARCHABLE
    assert [path.name for path in bench.folder.iterdir()] == ["a.md"]


@pytest.mark.parametrize(
    ("name", "content"), [("a.md", b"caf\xe9"), ("a.md", b" "), ("a.exe", b"Text."), ("a", b"Text.")]
)
def test_what_cannot_be_read_is_not_saved(bench: Workbench, keeper: Keeper, name: str, content: bytes) -> None:
    with pytest.raises(ReadError):
        keeper.add(name, content)
    assert list(bench.folder.iterdir()) == []


def test_while_another_sync_runs_the_keeper_waits_for_its_turn(bench: Workbench, records: Records) -> None:
    busy, waited = [IndexBusy("busy"), IndexBusy("busy")], list[float]()

    def sync() -> SyncReport:
        if busy:
            raise busy.pop()
        return bench.sync()

    keeper = keeper_of(bench, records.engine, sync=sync, wait=waited.append)
    assert keeper.add("a.md", b"Text.").standing is Standing.SEARCHABLE
    assert waited == [1, 1]


def test_a_saved_file_whose_sync_fails_is_said_to_come_later(bench: Workbench, records: Records) -> None:
    def sync() -> SyncReport:
        raise IndexerError("Chroma is away.")

    keeper = keeper_of(bench, records.engine, sync=sync)
    assert keeper.add("a.md", b"Text.") == Saved("a.md", Standing.LATER)
    assert (bench.folder / "a.md").exists()


def test_where_another_process_keeps_the_index_a_file_is_only_saved(bench: Workbench, keeper: Keeper) -> None:
    assert replace(keeper, sync_now=None).add("a.md", b"Text.") == Saved("a.md", Standing.LATER)
    assert keeper.all() == []


def test_a_file_that_the_sync_refuses_says_why(bench: Workbench, keeper: Keeper) -> None:
    bench.write("b.md", "---\nno end")
    saved = keeper.standing("b.md")
    assert saved.standing is Standing.REFUSED
    assert "no second ---" in saved.reason
