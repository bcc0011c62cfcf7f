"""Whatever is done to the folder, in any order: after a sync the index holds the folder, and nothing else."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, precondition, rule

from indexer.model import PUBLIC
from indexer.sync import sync
from tests.indexer.workbench import EmbedderStoppedError, Workbench, assert_index_equals_folder, served

SOURCES = st.sampled_from(["a.md", "b.md", "c.txt", "deep/d.md", "deep/er/e.txt", "ü ö.md"])
PARAGRAPHS = st.lists(
    st.sampled_from(
        [
            "# Costs\n",
            "## Latency\n",
            "Retrieval costs little.",
            "Tuning costs more.",
            "It depends…",
            "- one\n- two\n",
            "字" * 30,
            "word " * 300,
        ]
    ),
    max_size=6,
).map("\n\n".join)
FRONT_MATTER = st.sampled_from(
    ["", "", "---\ntitle: A title\n---\n", "---\naudience: finance\n---\n", "---\naudience: [\n---\n"]
)
CONTENTS = st.builds("{}{}".format, FRONT_MATTER, PARAGRAPHS)


class AnyOrder(RuleBasedStateMachine):
    """Writes, edits, renames and deletes files, fails, restarts, and syncs now and then."""

    sources = Bundle("sources")

    @initialize()
    def start(self) -> None:
        self.temporary = TemporaryDirectory()
        self.bench = Workbench(Path(self.temporary.name))

    def path(self, source: str) -> Path:
        return self.bench.folder / source

    @rule(target=sources, source=SOURCES, content=CONTENTS)
    def write(self, source: str, content: str) -> str:
        self.bench.write(source, content)
        return source

    @rule(source=sources, more=PARAGRAPHS)
    def append(self, source: str, more: str) -> None:
        if self.path(source).exists():
            with self.path(source).open("a", encoding="utf-8") as file:
                file.write(f"\n\n{more}")

    @rule(target=sources, source=sources, to=SOURCES)
    def rename(self, source: str, to: str) -> str:
        self.path(to).parent.mkdir(parents=True, exist_ok=True)
        if self.path(source).exists():
            self.path(source).rename(self.path(to))
        return to

    @rule(source=sources)
    def delete(self, source: str) -> None:
        self.path(source).unlink(missing_ok=True)

    @rule(source=sources)
    def touch(self, source: str) -> None:
        if self.path(source).exists():
            os.utime(self.path(source), ns=(10**18, 10**18))

    @rule(source=sources)
    def spoil(self, source: str) -> None:
        if self.path(source).exists():
            self.path(source).write_bytes(b"\xff\xfe\x00")

    @rule(texts=st.integers(0, 3))
    def fail(self, texts: int) -> None:
        with self.after_texts(texts):
            try:
                self.bench.sync()
            except EmbedderStoppedError:
                return
        self.check()

    @contextmanager
    def after_texts(self, texts: int) -> Iterator[None]:
        self.bench.embedder.allowed = len(self.bench.embedder.texts) + texts
        yield
        self.bench.embedder.allowed = None

    @rule()
    def restart(self) -> None:
        self.bench.index.close()
        self.bench.index = self.bench.reopened()

    @rule(rebuild=st.booleans())
    def sync(self, rebuild: bool) -> None:
        self.bench.sync(rebuild=rebuild)
        self.check()

    @precondition(lambda self: self.bench.index.served() is not None)
    @rule(query=st.sampled_from(["costs", "latency of retrieval", "字字", "two"]))
    def ask(self, query: str) -> None:
        """Whatever has happened to the folder since, each passage is a slice of the indexed version."""
        catalogue = served(self.bench.index).catalogue
        for passage in self.bench.ask(query):
            document = catalogue.document(passage.source, asker=PUBLIC)
            assert document is not None
            assert document.text[passage.start : passage.end] == passage.text

    def check(self) -> None:
        assert_index_equals_folder(self.bench.index)

    def teardown(self) -> None:
        if hasattr(self, "bench"):
            self.bench.sync()
            self.check()
            assert not self.bench.sync().did_something
            self.check()
            self.check_against_a_fresh_index()
            self.bench.index.close()
            self.temporary.cleanup()

    def check_against_a_fresh_index(self) -> None:
        """An index made of the same folder from nothing finds the same chunks by the same words."""
        fresh = self.bench.reopened(data=self.bench.place / "fresh")
        sync(fresh)
        grown = served(self.bench.index)
        for word in ("costs", "latency", "one", "word", "title"):
            audiences = grown.catalogue.audiences()
            found, expected = (
                {chunk_id for chunk_id, _ in generation.lexical.search(word, 500, audiences)}
                for generation in (grown, served(fresh))
            )
            assert found == expected
        fresh.close()


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(
    max_examples=12, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
)


def test_syncing_twice_gives_what_syncing_once_gives(bench: Workbench) -> None:
    for source in ("a.md", "b.txt"):
        bench.write(source, "# One\n\nSame text.\n\n# Two\n\nSame text.\n\n# One\n\nSame text.\n")
    bench.sync()
    once = served(bench.index)
    held = (once.lexical.ids(), once.vectors.ids(), once.catalogue.all_documents())
    bench.sync()
    again = served(bench.index)
    assert (again.lexical.ids(), again.vectors.ids(), again.catalogue.all_documents()) == held
