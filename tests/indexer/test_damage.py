"""Derived files that were lost or damaged are noticed and made again, and cost no embedding."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.database import DamagedDatabaseError
from tests.indexer.workbench import Workbench, article, assert_index_equals_folder

Damage = Callable[[Path], None]


def remove(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def halve(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 8] = bytes(byte ^ 255 for byte in content[middle : middle + 8])
    path.write_bytes(content)


DAMAGES = pytest.mark.parametrize("damage", [remove, empty, halve, flip])


@pytest.fixture
def small(bench: Workbench) -> Workbench:
    """An index of three documents, closed."""
    for source in ("a.md", "b.md", "c.md"):
        bench.write(source, article(f"Guide {source[0]}", f"Sentence about subject {source[0]}."))
    bench.sync()
    close(bench)
    return bench


def close(bench: Workbench) -> None:
    bench.index.close()
    bench.embedder.texts.clear()


def assert_mended(bench: Workbench) -> None:
    """A new start of the program mends the index with its first sync, from the vectors that are kept."""
    bench.index = bench.reopened()
    bench.sync()
    assert_index_equals_folder(bench.index)
    assert bench.embedder.texts == []


@pytest.mark.parametrize("folder", ["chroma", "lexical-*", "matrix-*"])
def test_a_lost_folder_is_made_again(small: Workbench, folder: str) -> None:
    for found in small.index.folder.glob(folder):
        shutil.rmtree(found)
    assert_mended(small)


@pytest.mark.parametrize("folder", ["chroma", "lexical-*", "matrix-*"])
def test_a_folder_lost_while_the_program_runs_is_made_again(bench: Workbench, folder: str) -> None:
    bench.write("a.md", article("Guide", "Sentence about a subject."))
    bench.sync()
    for found in bench.index.folder.glob(folder):
        shutil.rmtree(found)
    bench.sync()
    assert_index_equals_folder(bench.index)
    assert bench.ask("subject")


@pytest.mark.parametrize("everything", [False, True], ids=["the index", "all derived data"])
def test_an_index_removed_while_the_program_runs_is_made_again(bench: Workbench, everything: bool) -> None:
    bench.write("a.md", article("Guide", "Sentence about a subject."))
    bench.sync()
    assert bench.ask("subject")
    shutil.rmtree(bench.data if everything else bench.index.folder)
    assert bench.sync().added == ("a.md",)
    assert_index_equals_folder(bench.index)
    assert_index_equals_folder(bench.reopened())


def test_a_lost_catalogue_is_made_again(small: Workbench) -> None:
    for file in small.index.folder.glob("catalogue.db*"):
        file.unlink()
    assert_mended(small)


def test_a_lost_seal_costs_nothing(small: Workbench) -> None:
    (small.index.folder / "seal.json").unlink()
    assert_mended(small)
    assert (small.index.folder / "seal.json").exists()


@DAMAGES
def test_a_damaged_seal_is_put_on_again(small: Workbench, damage: Damage) -> None:
    damage(small.index.folder / "seal.json")
    assert_mended(small)


@DAMAGES
@pytest.mark.parametrize(
    "kind", ["idx", "store", "term", "pos", "fast", "fieldnorm", "meta.json", ".managed.json", "rows"]
)
def test_any_damage_to_a_lexical_or_matrix_file_is_mended(small: Workbench, damage: Damage, kind: str) -> None:
    damaged = [path for path in small.index.folder.glob("*-*/**/*") if path.name.endswith(kind)]
    assert damaged
    for path in damaged:
        damage(path)
    assert_mended(small)


def test_a_damaged_catalogue_is_told_to_readers_and_set_aside_by_the_next_sync(small: Workbench) -> None:
    catalogue = small.index.folder / "catalogue.db"
    assert not catalogue.with_name("catalogue.db-wal").exists()  # else its log would mend it
    catalogue.write_bytes(b"\xff" * 512 + catalogue.read_bytes()[512:])
    with pytest.raises(DamagedDatabaseError, match=r"catalogue\.db is damaged"):
        small.reopened().served()
    broken = catalogue.read_bytes()
    assert_mended(small)
    assert small.ask("subject")
    assert [path.read_bytes() for path in small.index.folder.glob("catalogue.db.damaged-*")] == [broken]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The place of an index whose vectors Chroma has written to its own files, which it does by the thousand."""
    bench = Workbench(tmp_path_factory.mktemp("large"))
    bench.write("a.md", "\n\n".join(f"## Part {n}\n\nSubject {n} has {n * 7} parts." for n in range(1_100)))
    bench.sync()
    bench.index.close()
    assert list(bench.index.folder.glob("chroma/*/index_metadata.pickle"))
    return bench.place


SYNC = """
import sys
from pathlib import Path
from tests.indexer.workbench import CountingEmbedder, Workbench, served
bench = Workbench(Path(sys.argv[1]))
bench.write("b.md", "One sentence more.")
bench.sync()
generation = served(bench.index)
vector = bench.index.embedder.embed_query("parts")
found = generation.vectors.search(vector, 5, generation.catalogue.audiences())
print(len(found), generation.vectors.count(), len(bench.embedder.texts))
"""


def synced_by_another_process(place: Path) -> str:
    """What a new process that syncs and searches prints; raises when it dies."""
    child = subprocess.run([sys.executable, "-c", SYNC, place], capture_output=True, text=True, check=False)
    assert child.returncode == 0, child.stderr[-2_000:]
    return child.stdout


@pytest.mark.parametrize("sealed", [True, False], ids=["sealed", "after a kill"])
def test_a_header_that_was_cut_short_kills_no_process(large: Path, tmp_path: Path, sealed: bool) -> None:
    """Chroma 1.5.9 dies of SIGSEGV when it writes to, or reads from, a collection with such a header."""
    place = shutil.copytree(large, tmp_path / "copy")
    # The folder's name is in the index's: keep the place's own data, found under the copy's name.
    fresh = Workbench(place)
    (data,) = (path for path in fresh.data.iterdir() if path.is_dir())
    data.rename(fresh.index.folder)
    (header,) = fresh.index.folder.glob("chroma/*/header.bin")
    halve(header)
    if not sealed:
        (fresh.index.folder / "seal.json").unlink()
    assert synced_by_another_process(place) == "5 1101 1\n"
