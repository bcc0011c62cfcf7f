"""Arrays that grow while others read."""

import numpy as np

from indexer.growing import Growing


def test_what_was_read_stays_as_it_was_while_rows_are_added() -> None:
    rows = Growing(np.float32, 3)
    rows.add(np.ones((2, 3), np.float32))
    seen = rows.first(2)
    for number in range(2, 3_000):
        rows.add(np.full((1, 3), number, np.float32))
    assert seen.tolist() == [[1, 1, 1], [1, 1, 1]]
    assert rows.first(len(rows))[:, 0].tolist() == [1, 1, *range(2, 3_000)]


def test_memory_is_taken_ahead_so_that_additions_rarely_copy() -> None:
    rows, places = Growing(np.uint64), set()
    for number in range(10_000):
        rows.add(np.array([number], np.uint64))
        places.add(rows.first(1).__array_interface__["data"][0])
    assert len(places) < 10
