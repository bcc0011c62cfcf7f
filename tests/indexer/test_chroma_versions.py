"""Chroma files of another version, after an upgrade or a downgrade of the library: used, or else made again."""

import logging
import lzma
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.indexer.workbench import Workbench, article, assert_index_equals_folder, served

CHROMA_0_4_24 = Path(__file__).with_name("chroma-0.4.24.sqlite3.xz")
"""What chromadb 0.4.24 wrote for a collection of one row, packed:

    client = chromadb.PersistentClient(path)
    rows = client.create_collection("advisor-000000000000-958a05a7bc337c19",
                                    metadata={"audience": '["everyone"]', "hnsw:space": "cosine"})
    rows.upsert(ids=["0" * 32], embeddings=[[1.0] + [0.0] * 63])
"""

LATER = {
    "a schema that is not understood": """UPDATE collections SET schema_str = '{"of": "a later version"}'""",
    "another name of a table": "ALTER TABLE embeddings_queue RENAME TO embeddings_log",
    "another name of a column": "ALTER TABLE collections RENAME COLUMN name TO title",
    "one migration more": """INSERT INTO migrations
        SELECT dir, version + 1, '99999-later.sqlite.sql', sql, hash FROM migrations
        WHERE dir = 'metadb' ORDER BY version DESC LIMIT 1""",
}


@pytest.fixture
def closed(bench: Workbench) -> Workbench:
    """An index of one document that no process has open."""
    bench.write("a.md", article("Parking", "Visitors park behind the bakery."))
    bench.sync()
    bench.index.close()
    bench.embedder.texts.clear()
    return bench


def change(bench: Workbench, statement: str, *values: str | bytes) -> None:
    with closing(sqlite3.connect(bench.index.chroma_folder / "chroma.sqlite3")) as db, db:
        db.execute(statement, values)


def assert_an_upgraded_program_goes_on(bench: Workbench, *, sealed: bool) -> None:
    if sealed:
        bench.index.seal.affix(bench.index.catalogue_state())
    else:  # as after a kill
        bench.index.seal.lift()
    bench.index.close()
    bench.index = bench.reopened()
    bench.write("b.md", article("Lunch", "There is lunch at noon."))
    assert bench.sync().added == ("b.md",)
    assert_index_equals_folder(bench.index)
    assert len(bench.embedder.texts) == 1
    bench.sync()
    assert_index_equals_folder(bench.reopened())


SEALED = pytest.mark.parametrize("sealed", [True, False], ids=["sealed", "after a kill"])


@SEALED
def test_files_of_an_old_version_are_taken_over(closed: Workbench, sealed: bool) -> None:
    generation = served(closed.index)
    (chunk_id,) = generation.matrix.ids()
    (vector,) = generation.matrix.held([chunk_id]).values()
    closed.index.discard("chroma")
    closed.index.chroma_folder.mkdir()
    (closed.index.chroma_folder / "chroma.sqlite3").write_bytes(lzma.decompress(CHROMA_0_4_24.read_bytes()))
    change(closed, "UPDATE collections SET name = replace(name, '000000000000', ?)", generation.name)
    change(closed, "UPDATE embeddings_queue SET id = ?, vector = ?", chunk_id, vector.tobytes())
    change(closed, "UPDATE embeddings SET embedding_id = ?", chunk_id)
    assert_an_upgraded_program_goes_on(closed, sealed=sealed)


@SEALED
@pytest.mark.parametrize("statement", LATER.values(), ids=LATER)
def test_files_of_a_later_version_are_used_or_made_again(closed: Workbench, statement: str, sealed: bool) -> None:
    change(closed, statement)
    assert_an_upgraded_program_goes_on(closed, sealed=sealed)


def test_files_that_are_made_again_are_told_in_the_log(closed: Workbench, caplog: pytest.LogCaptureFixture) -> None:
    change(closed, LATER["a schema that is not understood"])
    with caplog.at_level(logging.WARNING):
        assert_an_upgraded_program_goes_on(closed, sealed=True)
    assert "Chroma cannot use its files" in caplog.text
