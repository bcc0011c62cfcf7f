"""The catalogue and the inbox on Postgres, on a server of their own: as on SQLite, and through its restarts."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.message import Kind, Message
from bot.records import open_records
from indexer.database import DatabaseError
from indexer.embedding.port import Vectors
from indexer.precedence import Turn, at_once
from tests.fakes.postgres import Postgres, missing
from tests.indexer.crashing import ASKER, after, before
from tests.indexer.workbench import CountingEmbedder, Workbench, article, assert_index_equals_folder

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())


class MeanwhileEmbedder(CountingEmbedder):
    """Does something before it embeds."""

    meanwhile: Callable[[], None] = staticmethod(lambda: None)

    def embed(self, texts: Sequence[str], turn: Turn = at_once) -> Vectors:
        self.meanwhile()
        return super().embed(texts, turn)


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with Postgres() as running:
        yield running


@pytest.fixture
def url(server: Postgres, request: pytest.FixtureRequest) -> str:
    return server.new_database(f"test_{abs(hash(request.node.name))}")


@pytest.fixture
def bench(tmp_path: Path, url: str) -> Workbench:
    bench = Workbench(tmp_path, MeanwhileEmbedder())
    bench.index = bench.reopened(DATABASE_URL=url)
    return bench


def test_documents_added_changed_moved_and_removed_leave_an_index_that_equals_the_folder(bench: Workbench) -> None:
    for step in (before, after):
        step(bench)
        bench.sync()
        assert_index_equals_folder(bench.index)
        assert bench.sync().did_something is False
    assert not list(bench.data.rglob("catalogue.db"))


def test_a_question_finds_what_its_asker_may_read_and_nothing_else(bench: Workbench) -> None:
    bench.write("open.md", article("Open", "Retrieval for everyone."))
    bench.write("board.md", article("Board", "Retrieval for the board.", audience="[finance]"))
    bench.sync()
    assert [passage.source for passage in bench.ask("retrieval")] == ["open.md"]
    assert {passage.source for passage in bench.ask("retrieval", ASKER | {"finance"})} == {"open.md", "board.md"}
    assert bench.ask("retrieval", within=["boa"]) == []


def test_a_rebuild_is_swapped_in(bench: Workbench) -> None:
    before(bench)
    bench.sync()
    served = bench.index.generations.served()
    bench.sync(rebuild=True)
    assert bench.index.generations.served() != served
    assert_index_equals_folder(bench.index)


def test_a_server_that_crashes_in_the_middle_of_a_sync_is_told_and_the_next_sync_mends(
    server: Postgres, bench: Workbench
) -> None:
    before(bench)
    bench.sync()
    after(bench)
    assert isinstance(bench.embedder, MeanwhileEmbedder)
    bench.embedder.meanwhile = server.stop
    with pytest.raises(DatabaseError, match="cannot be reached, or ended the connection"):
        bench.sync()
    bench.embedder.meanwhile = lambda: None
    server.start()
    bench.sync()
    assert_index_equals_folder(bench.index)


def test_a_restart_between_two_questions_is_not_noticed(server: Postgres, bench: Workbench) -> None:
    bench.write("open.md", article("Open", "Retrieval for everyone."))
    bench.sync()
    assert bench.ask("retrieval")
    server.restart()
    assert bench.ask("retrieval")


def message(number: int) -> Message:
    return Message(f"Ev{number}", Kind.MENTION, "T1", "C1", f"{number}.1", f"{number}.1", "U1", "Fine-tune or RAG?")


def test_of_many_processes_each_message_is_claimed_by_one(url: str) -> None:
    inboxes = [open_records(url) for _ in range(4)]
    for number in range(40):
        assert inboxes[0].accept(message(number))
        assert not inboxes[1].accept(message(number))
    with ThreadPoolExecutor(4) as pool:
        claimed = pool.map(lambda inbox: [found.id for found in iter(inbox.claim, None)], inboxes)
    ids = [found for each in claimed for found in each]
    assert len(ids) == len(set(ids)) == 40
    for inbox in inboxes:
        inbox.close()


def test_what_was_accepted_before_a_crash_of_the_server_is_there_after_it_once(server: Postgres, url: str) -> None:
    inbox = open_records(url)
    assert inbox.accept(message(1))
    server.restart()
    assert not inbox.accept(message(1))
    assert inbox.claim() is not None
    assert inbox.claim() is None
    inbox.close()
