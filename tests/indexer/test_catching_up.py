"""Words first: what is saved answers by its words while vectors are still being made, for it and for others."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from indexer.embedding.port import Vectors
from indexer.precedence import Turn, at_once
from indexer.sync import sync
from tests.indexer.workbench import (
    CountingEmbedder,
    EmbedderStoppedError,
    Workbench,
    article,
    assert_index_equals_folder,
    served,
)

MANY = "\n\n".join(f"## Part {n}\n\nSubject {n} has {n * 7} parts." for n in range(600))


class SlowEmbedder(CountingEmbedder):
    """Takes 5 ms a text, and calls `meanwhile` each time."""

    def __init__(self) -> None:
        super().__init__()
        self.meanwhile: Callable[[], None] = lambda: None

    def embed(self, texts: Sequence[str], turn: Turn = at_once) -> Vectors:
        self.meanwhile()
        time.sleep(0.005 * len(texts))
        return super().embed(texts, turn)


@pytest.fixture
def embedder() -> SlowEmbedder:
    return SlowEmbedder()


@pytest.fixture
def slow(tmp_path: Path, embedder: SlowEmbedder) -> Workbench:
    return Workbench(tmp_path, embedder)


def sources(bench: Workbench, query: str) -> set[str]:
    return {passage.source for passage in bench.ask(query)}


def test_documents_of_a_first_sync_answer_by_their_words_before_the_first_vector(
    slow: Workbench, embedder: SlowEmbedder
) -> None:
    slow.write("many.md", MANY)
    slow.write("zebra.md", article("Stripes", "A zebra gallops."))
    found: list[set[str]] = []
    embedder.meanwhile = lambda: found.append(sources(slow, "zebra"))
    slow.sync()
    assert "zebra.md" in found[0]
    assert_index_equals_folder(slow.index)


def test_a_page_saved_while_others_are_embedded_answers_before_they_are_done(
    slow: Workbench, embedder: SlowEmbedder
) -> None:
    slow.write("many.md", MANY)
    found: list[bool] = []

    def save_then_ask() -> None:
        if not found:
            slow.write("zebra.md", article("Stripes", "A zebra gallops."))
        found.append("zebra.md" in sources(slow, "zebra"))

    embedder.meanwhile = save_then_ask
    report = slow.sync()
    assert found[0] is False
    assert found[-1] is True
    assert len(found) - found.index(True) > 1  # before the call that embeds zebra.md itself, which comes last
    assert report.added == ("many.md", "zebra.md")
    assert_index_equals_folder(slow.index)


def test_a_page_changed_and_one_removed_while_they_wait_are_embedded_as_they_are_in_the_end(
    slow: Workbench, embedder: SlowEmbedder
) -> None:
    slow.write("many.md", MANY)
    changed = slow.write("y.md", article("Stripes", "A zebra gallops."))
    removed = slow.write("z.md", article("Trunks", "An elephant walks."))

    def change() -> None:
        changed.write_text(article("Stripes", "A zebra sleeps."), encoding="utf-8")
        removed.unlink(missing_ok=True)

    embedder.meanwhile = change
    report = slow.sync()
    assert (report.added, report.changed, report.removed) == (("many.md", "y.md"), (), ())
    assert not any("gallops" in text or "elephant" in text for text in embedder.texts)
    assert_index_equals_folder(slow.index)


def test_embedding_goes_on_where_it_was_stopped(bench: Workbench) -> None:
    bench.write("many.md", MANY)
    bench.embedder.allowed = 100
    with pytest.raises(EmbedderStoppedError):
        bench.sync()
    assert 0 < served(bench.index).waiting.count() < 600
    bench.embedder.allowed = None
    assert not bench.sync().did_something
    assert len(bench.embedder.texts) == len(set(bench.embedder.texts)) == 600
    assert_index_equals_folder(bench.index)


def test_progress_counts_the_chunks_embedded_and_never_goes_back(bench: Workbench) -> None:
    bench.write("many.md", MANY)
    heard: list[tuple[int, int]] = []
    sync(bench.index, progress=lambda done, of: heard.append((done, of)))
    chunks = heard[2:]
    assert chunks == sorted(chunks)
    assert (chunks[0], chunks[-1]) == ((0, 600), (600, 600))
    assert len(chunks) > 3
