"""A search kept to a part of the folder, exactly: its first hits are those of a search over that part alone."""

from collections.abc import Callable, Set

Hits = list[tuple[str, float]]
"""Chunk ids and their scores, best first."""

_WIDER = 8  # how much more is looked at when the part has too few of the first hits; 60, 480, 3,840, 30,720


def first_within(search: Callable[[int], Hits], part: Set[str] | None, wanted: int) -> Hits:
    """The first `wanted` hits of `search` whose ids are in `part`, None for all; `search` gives the best so many."""
    if part is None:
        return search(wanted)
    looked_at = wanted
    while True:
        found = search(looked_at)
        kept = [hit for hit in found if hit[0] in part]
        if len(kept) >= min(wanted, len(part)) or len(found) < looked_at:
            return kept[:wanted]
        looked_at *= _WIDER
