"""Question sets: each question with the places of a folder's documents that answer it, and the measures on them."""

import hashlib
import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path

from bot.evaluation.folder import Folder
from bot.evaluation.phrases import normalised
from bot.evaluation.sets import read_set
from indexer.chunking import TokenOffsets

_DASH = "[-‐‑‒–—−]"  # a set may write any of them as a hyphen
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
    """A question, the corpus it is counted under, and what answers it: of each group, one place or the other."""

    id: str
    text: str
    corpus: str
    wanted: tuple[tuple[Place, ...], ...]
    held_out: bool  # in the half that nothing was tuned on


def chunkeval(folder: Path) -> list[Asked]:
    """chunkeval's questions; its corpora are the folder to index."""
    asked = []
    for line in (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        source = f"{entry['corpus']}.md"
        wanted = tuple((Place(source, start, end),) for start, end in entry["refs"])
        held_out = hashlib.sha256(entry["id"].encode()).digest()[-1] % 2 == 1
        asked.append(Asked(entry["id"], entry["text"], entry["corpus"], wanted, held_out))
    return asked


def own(file: Path, knowledge: Path) -> list[Asked]:
    """Our own questions that phrases answer: each phrase where its alternatives stand in the sources that answer."""
    folder = Folder(knowledge)
    asked = []
    for item in read_set(file, folder).items:
        wanted = tuple(
            tuple(place for source in item.sources for phrase in group for place in _places(folder, source, phrase))
            for group in item.phrases
        )
        if wanted:
            asked.append(Asked(item.id, item.question, "knowledge", wanted, item.split == "held"))
    return asked


def _places(folder: Folder, source: str, phrase: str) -> Iterator[Place]:
    document = folder.document(source)
    words = (re.escape(word).replace("\\-", _DASH) for word in normalised(phrase).split())
    for found in re.finditer(r"\s+".join(words), document.text if document else "", re.IGNORECASE):
        yield Place(source, found.start(), found.end())


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
    return any(wanted.shared(place) for group in asked.wanted for wanted in group)


def _covered(asked: Asked, places: Sequence[Place]) -> float:
    covered = whole = 0
    for group in asked.wanted:
        shares = [(_held(wanted, places), wanted.end - wanted.start) for wanted in group]
        held, length = max(shares, key=lambda share: (share[0] / share[1], -share[1]))
        covered, whole = covered + held, whole + length
    return covered / whole


def _held(wanted: Place, places: Sequence[Place]) -> int:
    return len({character for place in places for character in wanted.shared(place)})
