"""Vectors on a Chroma server, a real one: searched there, and healed when the server lost them or mixed them up."""

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from indexer.astray import SAMPLE, astray
from indexer.sync import sync
from indexer.vectors import open_chroma
from tests.bot.web.conftest import free_port
from tests.indexer.workbench import Workbench, article, assert_index_equals_folder, served

FINANCE = frozenset({"finance"})
SUBJECTS = ("refunds", "parking", "retrieval", "prompts", "tuning", "agents")


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    place, port = tmp_path_factory.mktemp("server"), free_port()
    command = [Path(sys.executable).with_name("chroma"), "run", "--path", place, "--host", "127.0.0.1"]
    with (
        (place / "log").open("wb") as log,
        subprocess.Popen([*command, "--port", str(port)], stdout=log, stderr=log) as server,
    ):
        try:
            wait_until_it_answers(f"http://127.0.0.1:{port}", place / "log")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.kill()


def wait_until_it_answers(url: str, log: Path) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(f"{url}/api/v2/heartbeat").close()
            return
        except urllib.error.URLError:
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)


@pytest.fixture
def bench(tmp_path: Path, url: str) -> Workbench:
    """Six documents, one of them finance's, indexed with their vectors on the server."""
    bench = Workbench(tmp_path)
    bench.index = bench.reopened(chroma_url=url)
    for subject in SUBJECTS:
        audience = "[finance]" if subject == "refunds" else None
        bench.write(f"{subject}.md", article(subject.title(), f"All that we know of {subject}.", audience=audience))
    bench.sync()
    bench.embedder.texts.clear()
    return bench


def collections(bench: Workbench) -> list[Any]:
    """The server's own, the largest first."""
    name = served(bench.index).name
    found = [one for one in open_chroma(Path(), bench.index.settings.chroma_url).list_collections() if name in one.name]
    return sorted(found, key=lambda one: -one.count())


def assert_healed(bench: Workbench) -> None:
    """By the next sync, from vectors that are kept; the one after it has nothing to do."""
    bench.sync()
    assert_index_equals_folder(bench.index)
    before = served(bench.index).catalogue.as_of(), (bench.index.folder / "seal.json").stat().st_ino
    bench.sync()
    assert (served(bench.index).catalogue.as_of(), (bench.index.folder / "seal.json").stat().st_ino) == before
    assert bench.embedder.texts == []


def test_questions_are_answered_from_the_server_each_to_its_audience(bench: Workbench) -> None:
    assert_index_equals_folder(bench.index)
    assert not bench.index.chroma_folder.exists()
    assert bench.ask("All that we know of tuning.")[0].source == "tuning.md"
    assert "refunds.md" not in {passage.source for passage in bench.ask("refunds")}
    assert bench.ask("refunds", asker=FINANCE)[0].source == "refunds.md"


def test_a_process_that_only_asks_finds_by_meaning_on_the_server(bench: Workbench) -> None:
    generation = served(bench.reopened(chroma_url=bench.index.settings.chroma_url))
    vector = bench.embedder.embed_query("Parking\nAll that we know of parking.")
    (best, *_) = generation.meaning.search(vector, 3, generation.catalogue.audiences())
    assert best[0] in {chunk.id for chunk in generation.catalogue.chunks(document(bench, "parking.md"))}


def document(bench: Workbench, source: str) -> Any:
    return served(bench.index).catalogue.document(source, asker=FINANCE)


def test_a_sync_that_finds_all_as_it_was_writes_nothing(bench: Workbench) -> None:
    assert_healed(bench)


def test_a_server_that_was_emptied_is_filled_again(bench: Workbench) -> None:
    served(bench.index).vectors.drop_all()
    assert_healed(bench)


def test_rows_that_were_lost_are_found_out_though_as_many_others_came(bench: Workbench) -> None:
    (public, _) = collections(bench)
    lost = public.get(include=["embeddings"], limit=2)
    public.delete(ids=lost["ids"])
    public.add(ids=["0" * 32, "1" * 32], embeddings=lost["embeddings"])
    assert_healed(bench)


def test_vectors_that_were_mixed_up_are_put_right(bench: Workbench) -> None:
    (public, _) = collections(bench)
    held = public.get(include=["embeddings"])
    public.upsert(ids=held["ids"], embeddings=np.roll(np.asarray(held["embeddings"]), 1, axis=0))
    assert_healed(bench)


def test_a_row_that_came_into_another_audience_s_collection_is_taken_out(bench: Workbench) -> None:
    public, finance = collections(bench)
    (theirs,) = finance.get(include=["embeddings"])["ids"]
    held = finance.get(include=["embeddings"])
    finance.delete(ids=[theirs])
    public.add(ids=[theirs], embeddings=held["embeddings"])
    assert_healed(bench)


def test_of_many_rows_a_look_at_some_finds_out_that_some_went_astray(bench: Workbench) -> None:
    bench.write("many.md", "\n\n".join(f"## Part {n}\n\nSubject {n} has {n * 7} parts." for n in range(600)))
    bench.sync()
    generation = served(bench.index)
    placed = generation.catalogue.placed_chunks()
    (public, _) = collections(bench)
    some = public.get(include=["embeddings"], limit=30)
    public.upsert(ids=some["ids"], embeddings=np.roll(np.asarray(some["embeddings"]), 1, axis=0))
    assert astray(placed, generation.vectors, generation.matrix) == set(some["ids"])
    assert len(placed) > 2 * SAMPLE
    bench.sync()
    assert astray(placed, generation.vectors, generation.matrix) == set()


def test_while_the_server_is_away_the_sync_fails_and_the_one_after_it_mends(tmp_path: Path, url: str) -> None:
    bench = Workbench(tmp_path)
    bench.write("a.md", article("Parking", "Behind the bakery."))
    with pytest.raises(Exception, match=r"No Chroma server answers at http://127\.0\.0\.1:9; start it"):
        sync(bench.reopened(chroma_url="http://127.0.0.1:9"))
    bench.index = bench.reopened(chroma_url=url)
    bench.sync()
    assert_index_equals_folder(bench.index)
