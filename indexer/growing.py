"""An array that grows at its end without being copied each time, while what was read from it stays as it was."""

from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

_LEAST = 1_024

Number = TypeVar("Number", bound=np.generic)


class Growing(Generic[Number]):
    """Rows of one shape, added by one thread at a time. Memory is taken ahead, by doubling."""

    def __init__(self, dtype: type[Number], *shape: int) -> None:
        """`shape` is that of one row: none for numbers."""
        self._rows: NDArray[Number] = np.zeros((0, *shape), dtype)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, rows: NDArray[Number]) -> None:
        """Add rows behind those that are there."""
        count = self._count + len(rows)
        if count > len(self._rows):
            larger = np.zeros((max(_LEAST, 2 * count), *self._rows.shape[1:]), self._rows.dtype)
            larger[: self._count] = self._rows[: self._count]
            self._rows = larger
        self._rows[self._count : count] = rows
        self._count = count

    def first(self, count: int) -> NDArray[Number]:
        """The first `count` rows, not copied; rows that are added later lie behind them."""
        return self._rows[:count]
