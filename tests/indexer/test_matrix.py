"""The memory-mapped vectors: appends, drops, torn ends, and readers in other processes."""

from pathlib import Path

import numpy as np
import pytest

from indexer.embedding.port import Vectors
from indexer.matrix import Matrix
from indexer.matrix_view import Viewer, record_type
from indexer.model import PUBLIC, Audience
from indexer.shortlist import Shortlist

DIMENSION = 8
FINANCE: Audience = frozenset({"finance"})


def key(number: int) -> str:
    return f"{number:032x}"


def directions(count: int, dimension: int = DIMENSION) -> Vectors:
    drawn = np.random.default_rng(7).standard_normal((count, dimension)).astype(np.float32)
    vectors: Vectors = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    return vectors


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "matrix" / "rows"


def test_every_chunk_is_found_by_its_own_vector_after_many_changes(file: Path) -> None:
    matrix, vectors, dice = Matrix(file, DIMENSION), directions(3_000), np.random.default_rng(1)
    held: set[int] = set()
    for _ in range(200):
        chosen = dice.choice(3_000, 30, replace=False).tolist()
        if dice.random() < 0.4:
            matrix.drop([key(n) for n in chosen])
            held -= set(chosen)
        else:
            matrix.write(PUBLIC, [key(n) for n in chosen], vectors[chosen])
            held |= set(chosen)
    assert matrix.ids() == {key(n) for n in held}
    assert all(matrix.search(vectors[n], 1, [PUBLIC])[0][0] == key(n) for n in held)


def test_many_changes_do_not_let_the_file_grow_without_end(file: Path) -> None:
    matrix, vectors = Matrix(file, DIMENSION), directions(100)
    ids = [key(n) for n in range(100)]
    for _ in range(60):
        matrix.write(PUBLIC, ids, vectors)
        matrix.drop(ids[:1])
    assert file.stat().st_size < 2_000 * (32 + 4 * DIMENSION)
    assert matrix.ids() == set(ids[1:])


def test_an_audience_sees_its_own_rows_alone(file: Path) -> None:
    matrix, vectors = Matrix(file, DIMENSION), directions(2)
    matrix.write(PUBLIC, [key(0)], vectors[:1])
    matrix.write(FINANCE, [key(1)], vectors[1:])
    assert [found for found, _ in matrix.search(vectors[1], 5, [PUBLIC])] == [key(0)]
    assert matrix.cosines(vectors[1], [key(0), key(1)], [FINANCE]) == {key(1): pytest.approx(1)}
    assert matrix.search(vectors[1], 5, []) == []


def test_another_reader_sees_appends_drops_and_a_compacted_file(file: Path) -> None:
    writer, reader, vectors = Matrix(file, DIMENSION), Matrix(file, DIMENSION), directions(3_000)
    assert reader.count() == 0
    writer.write(PUBLIC, [key(n) for n in range(3_000)], vectors)
    assert reader.count() == 3_000
    writer.drop([key(n) for n in range(2_000)])
    assert reader.count() == 1_000
    assert reader.search(vectors[2_500], 1, [PUBLIC])[0][0] == key(2_500)


def test_a_record_cut_short_by_a_kill_is_passed_over_and_then_cut_off(file: Path) -> None:
    matrix, vectors = Matrix(file, DIMENSION), directions(3)
    matrix.write(PUBLIC, [key(0), key(1)], vectors[:2])
    with file.open("r+b") as torn:
        torn.truncate(file.stat().st_size - 5)
    assert Matrix(file, DIMENSION).ids() == {key(0)}
    matrix = Matrix(file, DIMENSION)
    matrix.write(PUBLIC, [key(2)], vectors[2:])
    assert matrix.ids() == {key(0), key(2)}
    assert matrix.search(vectors[2], 1, [PUBLIC])[0][0] == key(2)


def test_the_short_list_of_many_rows_finds_what_a_full_look_finds() -> None:
    # Like text: a few directions hold most of the length.
    weights = np.arange(1, 385, dtype=np.float32) ** np.float32(-0.5)
    drawn = np.random.default_rng(3).standard_normal((5_000, 384), np.float32) * weights
    rows: Vectors = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    allowed = np.flatnonzero(np.arange(5_000) % 3)
    short, full = Shortlist(exact_up_to=100, kept=500), Shortlist()
    short.best(rows[:2_000], rows[1], 10, allowed[allowed < 2_000])
    for row in range(1, 300, 7):
        found, cosines = short.best(rows, rows[row], 10, allowed)
        wanted, _ = full.best(rows, rows[row], 10, allowed)
        assert len(set(found.tolist()) & set(wanted.tolist())) >= 9
        assert np.isin(found, allowed).all()
        assert (found[0] == row and cosines[0] == pytest.approx(1, abs=1e-5)) or row not in allowed


def test_a_row_that_came_after_a_question_began_is_not_looked_for_in_the_older_view(file: Path) -> None:
    matrix, vectors = Matrix(file, DIMENSION), directions(4)
    matrix.write(PUBLIC, [key(0), key(1)], vectors[:2])
    viewer = Viewer(file, record_type(DIMENSION))
    before = viewer.look()
    Matrix(file, DIMENSION).write(PUBLIC, [key(1), key(2)], vectors[2:])
    after = viewer.look()
    assert [before.row_of(key(n)) for n in range(3)] == [0, None, None]
    assert [after.row_of(key(n)) for n in range(3)] == [0, 2, 3]
    assert before.rows([PUBLIC]).tolist() == [0, 1]
    assert after.rows([PUBLIC]).tolist() == [0, 2, 3]
