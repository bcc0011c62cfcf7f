"""How well each piece of evidence answers a question."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answerers.asking import answers_in_kind, content_stems, speaks_against
from bot.answerers.defining import defines, is_about
from bot.answerers.evidence import Evidence
from indexer.spelling import alternatives, with_compounds
from indexer.words import stems

Similarity = Callable[[str, Sequence[str]], Sequence[float]]
"""`(question, sentences)` to the cosine of each with the question, in [-1, 1]."""

# Shares of a piece's score, by hand on the questions for tuning in evals/; the order of the pieces hardly changes when
# any of them is changed by a third.
_SIMILARITY, _COVERAGE, _PASSAGE, _KIND, _DEFINITION, _HEADING, _AGAINST = 0.55, 0.35, 0.12, 0.15, 0.15, 0.1, -0.15
_NOT_FIRST = 0.5  # of what a heading is worth, for the pieces after the first under it


@dataclass(frozen=True, slots=True)
class Scored:
    """A piece with its figures for one question; higher is better.

    `similarity` is the cosine with the question, in [-1, 1]; `near` the stems of the piece with its headings and title;
    `coverage` the share of the question's stems, rare ones weighing more, that are near, in [0, 1]; `in_kind` how much
    of the kinds of thing asked for it holds, in [0, 1].
    """

    evidence: Evidence
    similarity: float
    coverage: float
    in_kind: float
    near: frozenset[str]
    score: float


def ranked(question: str, pieces: Sequence[Evidence], similarity: Similarity) -> list[Scored]:
    """The pieces with their scores, best first."""
    if not pieces:
        return []
    cosines = similarity(question, [piece.prose for piece in pieces])
    near = [stems_near(piece) for piece in pieces]
    weights = _weights(question, near)
    scored = [_scored(question, *each, weights) for each in zip(pieces, cosines, near, strict=True)]
    return sorted(scored, key=lambda one: -one.score)


def stems_near(piece: Evidence) -> frozenset[str]:
    """The stems of a piece, its headings and its title, compounds and short forms written out too."""
    near = " ".join((piece.prose, piece.passage.title, *piece.passage.heading))
    return frozenset(stems(" ".join((with_compounds(near), *alternatives(near.split())))))


def _weights(question: str, near: Sequence[frozenset[str]]) -> dict[str, float]:
    """How much each stem of the question tells these pieces apart: rarer is more (inverse document frequency)."""
    holding = Counter(stem for stems_of_one in near for stem in stems_of_one)
    return {stem: math.log(1 + len(near) / (1 + holding[stem])) for stem in content_stems(question)}


def _scored(
    question: str, piece: Evidence, similarity: float, near: frozenset[str], weights: dict[str, float]
) -> Scored:
    total = sum(weights.values())
    coverage = sum(weight for stem, weight in weights.items() if stem in near) / total if total else 0.0
    in_kind = answers_in_kind(question, piece.prose)
    score = (
        _SIMILARITY * similarity
        + _COVERAGE * coverage
        + _PASSAGE * piece.passage.score
        + _KIND * in_kind
        + _DEFINITION * defines(question, piece.prose)
        + _HEADING * is_about(question, piece.passage) * (_NOT_FIRST if piece.place else 1)
        + _AGAINST * speaks_against(question, piece.prose)
    )
    return Scored(piece, similarity, coverage, in_kind, near, score)
