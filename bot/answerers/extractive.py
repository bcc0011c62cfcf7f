"""The answerer that needs no model: it picks, orders and joins the sentences that answer."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answerers.asking import answers_in_kind, term_to_define
from bot.answerers.evidence import Evidence, evidence_of
from bot.model import EXTRACTIVE, Draft, Question, Statement
from indexer.model import Passage
from indexer.words import stems

Similarity = Callable[[str, Sequence[str]], Sequence[float]]
"""`(question, sentences)` to the cosine of each with the question, in [-1, 1]."""

_MOST_STATEMENTS = 4
_MOST_PIECES = 80  # embedded per question: at 3 ms each, a quarter of a second at worst
_NEAR_THE_BEST = 0.72  # a sentence with less than this share of the best one's score supports it no more

# A question is declined below these, read off the curve of the project's own questions (docs/decisions/0006).
_LEAST_SIMILARITY = 0.36
_LEAST_COVERAGE = 0.34
_SURE_SIMILARITY = 0.62


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
        if not ranked or not _answers(ranked):
            return Draft((), EXTRACTIVE)
        chosen = _chosen(ranked)
        return Draft(tuple(Statement(_sentence(e.prose), e.quotes) for e in chosen), EXTRACTIVE)

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
    return {stem: math.log(1 + len(pieces) / (1 + holding[stem])) for stem in set(stems(question))}


def _stems_near(piece: Evidence) -> list[str]:
    return stems(" ".join((piece.prose, piece.passage.title, *piece.passage.heading)))


def _score(question: str, piece: Evidence, similarity: float, weights: dict[str, float]) -> _Scored:
    near = set(_stems_near(piece))
    total = sum(weights.values())
    coverage = sum(weight for stem, weight in weights.items() if stem in near) / total if total else 0.0
    in_kind = answers_in_kind(question, piece.prose)
    score = 0.55 * similarity + 0.25 * coverage + 0.12 * piece.passage.score + 0.2 * (in_kind or 0.0)
    return _Scored(piece, similarity, coverage, score + 0.15 * _defines(question, piece.prose))


def _defines(question: str, prose: str) -> float:
    term = term_to_define(question)
    if term is None:
        return 0.0
    subject = stems(prose)[: len(stems(term)) + 1]
    return 1.0 if set(stems(term)) <= set(subject) else 0.0


def _answers(ranked: Sequence[_Scored]) -> bool:
    best = max(ranked[:3], key=lambda s: s.similarity)
    covered = max(s.coverage for s in ranked[:5])
    if best.similarity >= _SURE_SIMILARITY:
        return covered > 0
    return best.similarity >= _LEAST_SIMILARITY and covered >= _LEAST_COVERAGE


def _chosen(ranked: Sequence[_Scored]) -> list[Evidence]:
    """The best pieces without repetition; those of one document stay in its order behind the first."""
    first, *others = ranked
    kept = [first]
    for scored in others:
        near_enough = scored.score >= _NEAR_THE_BEST * first.score
        if near_enough and len(kept) < _MOST_STATEMENTS and not any(_repeats(scored, held) for held in kept):
            kept.append(scored)
    sources = list(dict.fromkeys(s.evidence.passage.source for s in kept))
    support = sorted(kept[1:], key=lambda s: (sources.index(s.evidence.passage.source), s.evidence.quotes[0].start))
    return [scored.evidence for scored in (first, *support)]


def _repeats(one: _Scored, other: _Scored) -> bool:
    a, b = set(stems(one.evidence.prose)), set(stems(other.evidence.prose))
    overlap = len(a & b) / max(1, min(len(a), len(b)))
    spans = [(quote, held) for quote in one.evidence.quotes for held in other.evidence.quotes]
    touching = any(q.source == h.source and q.start < h.end and h.start < q.end for q, h in spans)
    return touching or overlap > 0.7


def _sentence(prose: str) -> str:
    text = prose[0].upper() + prose[1:]
    return text if text[-1] in ".!?…" else f"{text}."
