"""A question is searched for as a whole, once for each of the things it asks, and in other words where it has some."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from bot.answerers.parts import parts_of
from bot.answerers.rewording import other_wordings
from indexer.model import Audience, Passage, Retriever

_OF_EACH = 3  # passages that each part or wording may add, at about 10 ms for each


class PartSearch:
    """Implements `Retriever` with another one. What the whole question finds comes first, then what the others add."""

    def __init__(self, retriever: Retriever) -> None:
        self._retriever = retriever

    def retrieve(self, query: str, *, k: int, asker: Audience, within: Sequence[str] = ()) -> Sequence[Passage]:
        """See the class. A score is that for the wording that found a passage, up to the whole question's best."""
        whole = self._retriever.retrieve(query, k=k, asker=asker, within=within)
        parts = parts_of(query)

        def found(others: Iterable[str]) -> list[Sequence[Passage]]:
            return [self._retriever.retrieve(one, k=_OF_EACH, asker=asker, within=within) for one in others]

        of_parts = [_of_a_part(each) for each in found(part.text for part in parts if len(parts) > 1)]
        of_wordings = found(other_wordings(query, whole))
        if not of_parts and not of_wordings:
            return whole
        joined = _joined(whole, [_capped(each, whole) for each in (*of_parts, *of_wordings)], k)
        return _surest(joined, list(chain(whole, *of_wordings)))


def _capped(found: Sequence[Passage], whole: Sequence[Passage]) -> list[Passage]:
    """Fewer words are found more surely; that must not put them before what the asker's own words found."""
    best = max((passage.score for passage in whole), default=1.0)
    return [replace(passage, score=min(passage.score, best)) for passage in found]


def _of_a_part(found: Sequence[Passage]) -> list[Passage]:
    """What answers a part does not answer the question."""
    return [replace(passage, asked=0.0) for passage in found]


def _surest(passages: Sequence[Passage], found: Sequence[Passage]) -> list[Passage]:
    """Each passage with the best chance that any wording of the whole question gives it."""
    asked: dict[tuple[str, int], float] = {}
    for passage in found:
        asked[_place(passage)] = max(passage.asked, asked.get(_place(passage), 0.0))
    return [replace(passage, asked=asked.get(_place(passage), 0.0)) for passage in passages]


def _joined(whole: Sequence[Passage], found: Sequence[Sequence[Passage]], k: int) -> list[Passage]:
    """What the parts found, each in turn, takes the places at the end of what the whole question found."""
    by_turns = [passage for turn in zip_longest(*found) for passage in turn if passage is not None]
    held = {_place(passage) for passage in whole[: k // 2]}
    added = {_place(passage): passage for passage in by_turns if _place(passage) not in held}
    kept = list(added.values())[: k - min(len(whole), k // 2)]
    others = (passage for passage in whole[k // 2 :] if _place(passage) not in added)
    return list(chain(whole[: k // 2], kept, others))[:k]


def _place(passage: Passage) -> tuple[str, int]:
    return passage.source, passage.start
