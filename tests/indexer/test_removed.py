from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from indexer.folder import scan
from indexer.placing import FolderNotWritable, NameTaken, is_taken, place
from indexer.removed import KEPT_DAYS, NotRemoved, Removed

DAY = 86_400


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    place(tmp_path, "guides/rag.md", b"# RAG")
    return tmp_path


@pytest.fixture
def removed(root: Path, clock: Clock) -> Removed:
    return Removed(root, now=clock)


def sources(root: Path) -> list[str]:
    return [file.source for file in scan(root, (".md",), 1_000).files]


def test_a_removed_document_is_scanned_no_more_and_comes_back_as_it_was(root: Path, removed: Removed) -> None:
    kept = removed.remove("guides/rag.md")
    assert sources(root) == []
    assert removed.kept() == (kept,)
    assert (kept.source, kept.days_left) == ("guides/rag.md", KEPT_DAYS)
    assert removed.restore(kept.id) == "guides/rag.md"
    assert sources(root) == ["guides/rag.md"]
    assert (root / "guides/rag.md").read_bytes() == b"# RAG"
    assert removed.kept() == ()


def test_after_its_days_it_is_neither_listed_nor_restored_and_then_deleted(
    root: Path, removed: Removed, clock: Clock
) -> None:
    kept = removed.remove("guides/rag.md")
    clock.now += (KEPT_DAYS - 1) * DAY + 1
    removed.clear()
    assert [one.days_left for one in removed.kept()] == [1]
    clock.now += DAY
    assert removed.kept() == ()
    with pytest.raises(NotRemoved):
        removed.restore(kept.id)
    removed.clear()
    assert list((root / ".removed").iterdir()) == []


def test_the_same_name_removed_twice_is_kept_twice(root: Path, removed: Removed) -> None:
    removed.remove("guides/rag.md")
    place(root, "guides/rag.md", b"# RAG, second edition")
    removed.remove("guides/rag.md")
    assert [one.source for one in removed.kept()] == ["guides/rag.md", "guides/rag.md"]


def test_a_document_is_not_restored_over_a_new_one_of_its_name(root: Path, removed: Removed) -> None:
    kept = removed.remove("guides/rag.md")
    place(root, "guides/RAG.md", b"# new")
    with pytest.raises(NameTaken):
        removed.restore(kept.id)
    assert (root / "guides/RAG.md").read_bytes() == b"# new"
    assert removed.kept() == (kept,)


@pytest.mark.parametrize("source", ["guides/gone.md", "../rag.md", "/etc/passwd", ".removed/x", "guides//rag.md", ""])
def test_what_is_no_document_of_the_folder_is_not_removed(removed: Removed, source: str) -> None:
    with pytest.raises(NotRemoved):
        removed.remove(source)
    assert removed.kept() == ()


@pytest.mark.parametrize("kept_id", ["", "1-00000000", "../guides", "1000000000-zzzzzzzz"])
def test_an_id_that_was_never_given_restores_nothing(removed: Removed, kept_id: str) -> None:
    with pytest.raises(NotRemoved):
        removed.restore(kept_id)


def test_what_a_kill_left_empty_is_not_offered(root: Path, removed: Removed) -> None:
    (root / ".removed" / "1000000000-0123abcd" / "guides").mkdir(parents=True)
    assert removed.kept() == ()


def test_a_file_is_never_placed_over_another(root: Path) -> None:
    with pytest.raises(NameTaken):
        place(root, "guides/rag.md", b"other")
    assert (root / "guides/rag.md").read_bytes() == b"# RAG"
    assert [path.name for path in (root / "guides").iterdir()] == ["rag.md"]


def test_a_name_that_a_mac_takes_for_the_same_is_taken(root: Path) -> None:
    assert is_taken(root, "guides/RAG.MD")
    assert not is_taken(root, "guides/rag-2.md")
    assert not is_taken(root, "new/rag.md")


@pytest.mark.parametrize("source", ["../out.md", "/etc/out.md", ".hidden/out.md", "guides/.out.md", ""])
def test_a_file_is_placed_inside_the_folder_or_not_at_all(root: Path, source: str) -> None:
    with pytest.raises(FolderNotWritable):
        place(root, source, b"x")


def test_a_folder_that_is_a_link_leads_nowhere(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (root / "linked").symlink_to(outside)
    with pytest.raises(FolderNotWritable):
        place(root, "linked/a.md", b"x")
    assert list(outside.iterdir()) == []


def test_of_many_who_restore_at_once_one_does_and_the_others_hear_that_it_is_done(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A", encoding="utf-8")
    removed = Removed(tmp_path)
    kept = removed.remove("a.md")

    def restore(_number: int) -> str:
        try:
            return removed.restore(kept.id)
        except NotRemoved:
            return "done already"

    with ThreadPoolExecutor(8) as pool:
        outcomes = Counter(pool.map(restore, range(8)))
    assert outcomes == {"a.md": 1, "done already": 7}
