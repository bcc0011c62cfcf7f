"""The lexical index on its own: what tantivy leaves behind when the process dies at a bad moment."""

from pathlib import Path

import pytest

from indexer.lexical import Entry, LexicalIndex
from indexer.model import PUBLIC, Chunk


def entry(name: str, words: str) -> Entry:
    return Entry(Chunk(name, f"{name}.md", (), 0, len(words), words), name, words, PUBLIC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    LexicalIndex(tmp_path).write([entry(name, f"the {name} stands here") for name in ("alpha", "beta", "gamma")])
    return tmp_path


def die_before_the_commit_is_recorded(folder: Path, stale: str) -> None:
    """Drops a chunk, and leaves what a kill leaves between tantivy's writing of files and that of meta.json."""
    (meta,) = folder.glob("*/meta.json")
    before = meta.read_bytes()
    LexicalIndex(folder).write((), stale=[stale])
    meta.write_bytes(before)


def test_a_drop_that_died_before_its_commit_was_recorded_can_be_repeated(folder: Path) -> None:
    die_before_the_commit_is_recorded(folder, stale="alpha")
    index = LexicalIndex(folder)
    assert index.ids() == {"alpha", "beta", "gamma"}
    index.write((), stale=["alpha"])
    assert index.ids() == {"beta", "gamma"}


def test_another_drop_after_one_that_died_is_made(folder: Path) -> None:
    die_before_the_commit_is_recorded(folder, stale="alpha")
    index = LexicalIndex(folder)
    index.write([entry("delta", "the delta stands here")], stale=["beta"])
    assert index.ids() == {"alpha", "gamma", "delta"}
    assert [found for found, _ in index.search("delta", 5, [PUBLIC])] == ["delta"]


def test_chunks_written_anew_are_weighed_nearly_as_in_an_index_that_is_new(tmp_path: Path) -> None:
    chunks = [entry(f"c{n}", f"shared words {'common ' if n % 2 else ''}and word{n}") for n in range(40)]
    new, updated = LexicalIndex(tmp_path / "new"), LexicalIndex(tmp_path / "updated")
    for index in (new, updated):
        index.write(chunks)
    updated.write(chunks[:10])  # what they replace stays in tantivy's counts
    for query in ("common words", "shared", "word3"):
        fresh = dict(new.search(query, 40, [PUBLIC]))
        after = dict(updated.search(query, 40, [PUBLIC]))
        assert after.keys() == fresh.keys()
        assert after == pytest.approx(fresh, abs=0.01)  # a share of the best score; by the chunks held alone 0.19
