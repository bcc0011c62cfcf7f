"""After a power loss, or a backup put back in part, files are of different ages: the next sync makes them one again."""

import shutil
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import pytest

from tests.indexer.workbench import Workbench, article, assert_index_equals_folder, served

PARTS = ("catalogue.db*", "chroma", "lexical-*", "matrix-*", "seal.json")
SOME = [chosen for size in range(1, len(PARTS)) for chosen in combinations(PARTS, size)]


@pytest.fixture(scope="module")
def ages(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """`older` and `newer` hold the index before and after a change that leaves it with as many chunks."""
    bench = Workbench(tmp_path_factory.mktemp("ages"))
    bench.write("a.md", article("A", "The alphaword stands here."))
    bench.write("b.md", article("B", "The betaword stands here.", audience="finance"))
    for age, word in (("older", "alphaword"), ("newer", "gammaword")):
        bench.write("a.md", article("A", f"The {word} stands here."))
        bench.sync()
        bench.index.close()
        shutil.copytree(bench.index.folder, bench.place / age)
    return bench


def put_together(bench: Workbench, older: Sequence[str]) -> None:
    """The newer index, with these parts of the older one."""
    bench.index.close()
    shutil.rmtree(bench.index.folder)
    shutil.copytree(bench.place / "newer", bench.index.folder)
    for part in older:
        for found in bench.index.folder.glob(part):
            shutil.rmtree(found) if found.is_dir() else found.unlink()
        for found in (bench.place / "older").glob(part):
            target = bench.index.folder / found.name
            shutil.copytree(found, target) if found.is_dir() else shutil.copy2(found, target)


@pytest.mark.parametrize("older", SOME, ids=lambda parts: "+".join(part.strip("-*.") for part in parts))
@pytest.mark.parametrize("sealed", [True, False], ids=["sealed", "after a kill"])
def test_parts_of_an_older_index_are_made_anew(ages: Workbench, older: Sequence[str], sealed: bool) -> None:
    put_together(ages, older)
    if not sealed:
        (ages.index.folder / "seal.json").unlink(missing_ok=True)
    ages.index = ages.reopened()
    ages.sync()
    assert_index_equals_folder(ages.index)


@pytest.mark.parametrize("lost", [1, 40, 200])
def test_rows_cut_short_are_made_anew(bench: Workbench, lost: int) -> None:
    for name in "abc":
        bench.write(f"{name}.md", article(name, f"Sentence about subject {name}."))
    bench.sync()
    bench.index.close()
    (rows,) = bench.index.folder.glob("matrix-*/rows")
    with rows.open("r+b") as file:
        file.truncate(rows.stat().st_size - lost)
    bench.index = bench.reopened()
    bench.sync()
    assert_index_equals_folder(bench.index)


def test_a_log_of_the_catalogue_that_was_lost_costs_what_it_held_and_nothing_else(bench: Workbench) -> None:
    """What SQLite had not yet moved from its log into the file: the catalogue is older than what is derived from it."""
    bench.write("a.md", article("A", "The alphaword stands here."))
    bench.sync()
    bench.index.close()
    held = served(bench.index)  # an open connection keeps the log
    bench.write("a.md", article("A", "The betaword stands here."))
    bench.sync()
    copy = Path(shutil.copytree(bench.place, bench.place.with_name("copy")))
    other = Workbench(copy)
    (data,) = (path for path in other.data.iterdir() if path.is_dir())
    data.rename(other.index.folder)
    log = other.index.folder / "catalogue.db-wal"
    assert log.stat().st_size > 0
    log.unlink()
    (other.index.folder / "catalogue.db-shm").unlink()
    other.sync()
    assert_index_equals_folder(other.index)
    assert held.name == served(other.index).name
