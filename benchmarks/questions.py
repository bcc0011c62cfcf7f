"""Question sets: each question with the places of a folder's documents that answer it, and the measures on them."""

import hashlib
import json
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path

from indexer.chunking import TokenOffsets

BUDGET = 1_000  # model tokens of passages: what an answerer is given to read


@dataclass(frozen=True, slots=True)
class Place:
    """`text[start:end]` of the document at `source`."""

    source: str
    start: int
    end: int

    def shared(self, other: "Place") -> range:
        """The characters that both hold."""
        if self.source != other.source:
            return range(0)
        return range(max(self.start, other.start), min(self.end, other.end))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the corpus it is counted under, and the places that answer it."""

    id: str
    text: str
    corpus: str
    wanted: tuple[Place, ...]

    @property
    def held_out(self) -> bool:
        """Whether it is in the half that nothing was tuned on."""
        return hashlib.sha256(self.id.encode()).digest()[-1] % 2 == 1


def chunkeval(folder: Path) -> list[Asked]:
    """chunkeval's questions; its corpora are the folder to index."""
    asked = []
    for line in (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        source = f"{entry['corpus']}.md"
        wanted = tuple(Place(source, start, end) for start, end in entry["refs"])
        asked.append(Asked(entry["id"], entry["text"], entry["corpus"], wanted))
    return asked


def own(file: Path, knowledge: Path) -> list[Asked]:
    """Our own questions: lines of `{"text", "source", "quotes": [..]}`, each quote word for word in its source."""
    asked = []
    for line in file.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        text = (knowledge / entry["source"]).read_bytes().decode("utf-8")
        starts = [(text.index(quote), quote) for quote in entry["quotes"]]
        wanted = tuple(Place(entry["source"], start, start + len(quote)) for start, quote in starts)
        asked.append(Asked(entry["text"], entry["text"], "knowledge", wanted))
    return asked


class Tokens:
    """Where the model's tokens lie in the documents of a folder."""

    def __init__(self, texts: Mapping[str, str], token_offsets: TokenOffsets) -> None:
        self._starts = {source: [start for start, _ in token_offsets(text)] for source, text in texts.items()}

    def first(self, places: Iterable[Place], budget: int = BUDGET) -> list[Place]:
        """The places in order until they hold `budget` tokens, the last one cut."""
        kept = []
        for place in places:
            starts = self._starts[place.source]
            first, last = bisect_left(starts, place.start), bisect_left(starts, place.end)
            if last - first > budget:
                kept.append(Place(place.source, place.start, starts[first + budget]))
                break
            kept.append(place)
            budget -= last - first
        return kept


@dataclass(frozen=True, slots=True)
class Measures:
    """Each in [0, 1]; higher is better."""

    recall: float  # share of the wanted characters in the first 1,000 tokens
    hit: float  # whether any of the first five places touches a wanted one
    full: float  # whether the first five hold all that is wanted
    ndcg: float  # of the first ten, a place being right when it touches a wanted one

    @staticmethod
    def mean(measured: Sequence["Measures"]) -> "Measures":
        """The mean of each."""
        rows = [(m.recall, m.hit, m.full, m.ndcg) for m in measured]
        recall, hit, full, ndcg = (sum(column) / len(rows) for column in zip(*rows, strict=True))
        return Measures(recall, hit, full, ndcg)


def measure(asked: Asked, found: Sequence[Place], tokens: Tokens, every_place: Sequence[Place]) -> Measures:
    """How well `found`, best first, answers; `every_place` is all that could have been found."""
    five = found[:5]
    gains = [float(_touches(asked, place)) for place in found[:10]]
    possible = min(10, sum(_touches(asked, place) for place in every_place))
    best = sum(1 / log2(rank + 2) for rank in range(possible))
    ndcg = sum(gain / log2(rank + 2) for rank, gain in enumerate(gains)) / best if best else 0.0
    return Measures(
        recall=_covered(asked, tokens.first(found)),
        hit=float(any(_touches(asked, place) for place in five)),
        full=float(_covered(asked, five) == 1),
        ndcg=ndcg,
    )


def _touches(asked: Asked, place: Place) -> bool:
    return any(wanted.shared(place) for wanted in asked.wanted)


def _covered(asked: Asked, places: Sequence[Place]) -> float:
    covered = 0
    for wanted in asked.wanted:
        covered += len({character for place in places for character in wanted.shared(place)})
    return covered / sum(wanted.end - wanted.start for wanted in asked.wanted)
