"""What a sync has done so far, over as many looks at the folder as it takes."""

from collections.abc import Iterable
from enum import Enum

from indexer.model import Refusal, SyncReport


class _Fate(Enum):
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


class Tally:
    """Told against the index as it was before the sync: what was added and removed again is not told."""

    def __init__(self) -> None:
        self._fates: dict[str, _Fate] = {}
        self.unchanged = 0  # as the last look found it, like the next two
        self.unsettled: list[str] = []
        self.refused: list[Refusal] = []

    def look(self, refused: Iterable[Refusal]) -> None:
        """A look at the folder begins; `refused` are files that it did not open."""
        self.unchanged = 0
        self.unsettled = []
        self.refused = list(refused)

    def same(self, source: str) -> None:
        """The index holds this very document; one that this sync wrote at an earlier look is told as that."""
        self.unchanged += source not in self._fates

    def wrote(self, source: str, *, replaced: bool) -> None:
        """A document was read that is not what the index held."""
        before = self._fates.get(source)
        if before is not _Fate.ADDED:
            self._fates[source] = _Fate.CHANGED if replaced or before else _Fate.ADDED

    def removed(self, source: str) -> None:
        """A document is gone."""
        if self._fates.pop(source, None) is not _Fate.ADDED:
            self._fates[source] = _Fate.REMOVED

    def report(self, refused: Iterable[Refusal], chunks: int, seconds: float) -> SyncReport:
        """The whole of it; `refused` are files that were opened, `seconds` wall time."""
        return SyncReport(
            added=self._sources(_Fate.ADDED),
            changed=self._sources(_Fate.CHANGED),
            removed=self._sources(_Fate.REMOVED),
            unchanged=self.unchanged,
            refused=(*self.refused, *refused),
            chunks=chunks,
            seconds=seconds,
            unsettled=tuple(self.unsettled),
        )

    def _sources(self, wanted: _Fate) -> tuple[str, ...]:
        return tuple(sorted(source for source, fate in self._fates.items() if fate is wanted))
