"""The answerer that needs no model: it picks, orders and joins the sentences that answer."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answerers.asking import answers_in_kind, content_stems, defines
from bot.answerers.evidence import Evidence, evidence_of
from bot.model import EXTRACTIVE, Draft, Question, Statement
from indexer.model import Passage
from indexer.spelling import alternatives, with_compounds
from indexer.words import stems

Similarity = Callable[[str, Sequence[str]], Sequence[float]]
"""`(question, sentences)` to the cosine of each with the question, in [-1, 1]."""

_MOST_STATEMENTS = 4
_MOST_PIECES = 80  # embedded per question: at 3 ms each, a quarter of a second at worst
_NEAR_THE_BEST = 0.72  # a piece with less than this share of the best one's score supports it no more
_SAME_DOCUMENT = 0.85  # what a piece's score is worth when its document has spoken already

# The chance that the passages answer, by logistic regression on the development half of evals/knowledge.yaml.
# docs/decisions/0006-declining.md has the fit, the curve and both halves' figures.
_OF_SIMILARITY, _OF_COVERAGE, _OF_PASSAGE, _OFFSET = 8.24, 1.98, 2.43, -4.87
_LEAST_CHANCE = 0.6
_LOOKED_AT = 5  # pieces, best first


@dataclass(frozen=True, slots=True)
class _Scored:
    evidence: Evidence
    similarity: float
    coverage: float  # share of the question's stems, rare ones weighing more, that the sentence or its heading holds
    score: float


class ExtractiveAnswerer:
    """Implements `Answerer` with sentences of the passages, letter for letter."""

    def __init__(self, similarity: Similarity) -> None:
        self._similarity = similarity

    def answer(self, question: Question, passages: Sequence[Passage]) -> Draft:
        """A draft whose first statement answers; no statements when nothing in the passages does."""
        ranked = self._ranked(question.text, passages)
        if not ranked or _chance(ranked) < _LEAST_CHANCE:
            return Draft((), EXTRACTIVE)
        chosen = (scored.evidence for scored in _chosen(ranked))
        return Draft(tuple(Statement(_sentence(piece.prose), piece.quotes) for piece in chosen), EXTRACTIVE)

    def _ranked(self, question: str, passages: Sequence[Passage]) -> list[_Scored]:
        pieces = [piece for passage in passages for piece in evidence_of(passage) if _says_something(piece)]
        pieces = pieces[:_MOST_PIECES]
        if not pieces:
            return []
        similarities = self._similarity(question, [piece.prose for piece in pieces])
        weights = _weights(question, pieces)
        scored = [_score(question, piece, sim, weights) for piece, sim in zip(pieces, similarities, strict=True)]
        return sorted(scored, key=lambda s: -s.score)


def _says_something(piece: Evidence) -> bool:
    return not piece.is_question and 4 <= len(piece.prose.split()) <= 90


def _weights(question: str, pieces: Sequence[Evidence]) -> dict[str, float]:
    """How much each stem of the question tells these pieces apart: rarer is more (inverse document frequency)."""
    holding = Counter(stem for piece in pieces for stem in set(_stems_near(piece)))
    return {stem: math.log(1 + len(pieces) / (1 + holding[stem])) for stem in content_stems(question)}


def _stems_near(piece: Evidence) -> list[str]:
    near = " ".join((piece.prose, piece.passage.title, *piece.passage.heading))
    return stems(" ".join((with_compounds(near), *alternatives(near.split()))))


def _score(question: str, piece: Evidence, similarity: float, weights: dict[str, float]) -> _Scored:
    near = set(_stems_near(piece))
    total = sum(weights.values())
    coverage = sum(weight for stem, weight in weights.items() if stem in near) / total if total else 0.0
    in_kind = answers_in_kind(question, piece.prose)
    score = 0.55 * similarity + 0.25 * coverage + 0.12 * piece.passage.score + 0.2 * in_kind
    return _Scored(piece, similarity, coverage, score + 0.15 * defines(question, piece.prose))


def _chance(ranked: Sequence[_Scored]) -> float:
    """The chance in [0, 1] that the passages answer the question: its best pieces are close to it and speak of it."""
    best = ranked[:_LOOKED_AT]
    closest = max(scored.similarity for scored in best)
    covered = max(scored.coverage for scored in best)
    found = max(scored.evidence.passage.score for scored in ranked)
    return 1 / (1 + math.exp(-(_OF_SIMILARITY * closest + _OF_COVERAGE * covered + _OF_PASSAGE * found + _OFFSET)))


def _chosen(ranked: Sequence[_Scored]) -> list[_Scored]:
    """The best pieces without repetition; other documents before more of the same, since guides disagree."""
    kept = [ranked[0]]
    bar = _NEAR_THE_BEST * ranked[0].score
    while len(kept) < _MOST_STATEMENTS:
        open_pieces = [s for s in ranked if s.score >= bar and not any(_repeats(s, held) for held in kept)]
        spoken = [held.evidence.passage.source for held in kept]
        if not open_pieces:
            break
        kept.append(max(open_pieces, key=lambda s: s.score * _SAME_DOCUMENT ** spoken.count(s.evidence.passage.source)))
    return kept


def _repeats(one: _Scored, other: _Scored) -> bool:
    a, b = set(stems(one.evidence.prose)), set(stems(other.evidence.prose))
    overlap = len(a & b) / max(1, min(len(a), len(b)))
    spans = [(quote, held) for quote in one.evidence.quotes for held in other.evidence.quotes]
    touching = any(q.source == h.source and q.start < h.end and h.start < q.end for q, h in spans)
    return touching or overlap > 0.7


def _sentence(prose: str) -> str:
    text = prose[0].upper() + prose[1:]
    return text if text[-1] in ".!?…" else f"{text}."
