"""How well each piece of evidence answers a question."""

import math
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass

from bot.answerers.asking import answers_in_kind, begins_with, beside_the_point, content_stems, speaks_against
from bot.answerers.defining import defines, is_about
from bot.answerers.everyday import in_other_words, said_in
from bot.answerers.evidence import Evidence
from bot.answerers.focus import QUALITIES
from indexer.spelling import alternatives, with_compounds
from indexer.words import stems

Similarity = Callable[[str, Sequence[str]], Sequence[float]]
"""`(question, sentences)` to the cosine of each with the question, in [-1, 1]."""

# Shares of a piece's score, by hand on the questions for tuning in evals/; the order of the pieces hardly changes when
# any of them is changed by a third.
_SIMILARITY, _COVERAGE, _PASSAGE, _KIND, _DEFINITION, _HEADING, _AGAINST = 0.55, 0.35, 0.12, 0.18, 0.15, 0.1, -0.15
_FROM_ABOVE = 0.8  # of what a word counts in a piece, for a word that only its headings and its title have
_QUALITY = 0.1  # of what a word weighs, for one that qualifies ("best") and that sentences answer with others
_SUBJECT = 0.06  # for a sentence that begins with what is asked about
_BESIDE = -0.1  # for a sentence of a form that answers other questions
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
    prose = [piece.prose for piece in pieces]
    cosines = similarity(question, prose)
    put = in_other_words(question)
    nearer = cosines if put == question else map(max, cosines, similarity(put, prose))
    near = [stems_near(piece) for piece in pieces]
    asked = _Asked(question, _weights(question, near))
    scored = [asked.scored(*each) for each in zip(pieces, cosines, nearer, near, strict=True)]
    return sorted(scored, key=lambda one: -one.score)


def stems_near(piece: Evidence) -> frozenset[str]:
    """The stems of a piece, its headings and its title."""
    return stems_of(" ".join((piece.prose, piece.passage.title, *piece.passage.heading)))


def stems_of(text: str) -> frozenset[str]:
    """The stems of a text, compounds and short forms written out too."""
    return frozenset(stems(" ".join((with_compounds(text), *alternatives(text.split())))))


def _weights(question: str, near: Sequence[frozenset[str]]) -> dict[str, float]:
    """How much each stem of the question tells these pieces apart: rarer is more (inverse document frequency)."""
    asked = content_stems(question)
    holding = {stem: sum(said_in(stem, stems_of_one) > 0 for stems_of_one in near) for stem in asked}
    rarity = {stem: math.log(1 + len(near) / (1 + holding[stem])) for stem in asked}
    return {stem: weight * (_QUALITY if stem in QUALITIES else 1) for stem, weight in rarity.items()}


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question and how much each of its stems weighs."""

    question: str
    weights: Mapping[str, float]

    def scored(self, piece: Evidence, cosine: float, nearer: float, near: frozenset[str]) -> Scored:
        """The piece with its figures; `nearer` is its cosine with the wording that is nearest to it."""
        coverage = _coverage(self.weights, stems_of(piece.prose), near)
        in_kind = answers_in_kind(self.question, piece.prose)
        score = (
            _SIMILARITY * nearer
            + _COVERAGE * coverage
            + _PASSAGE * piece.passage.score
            + _KIND * in_kind
            + _DEFINITION * defines(self.question, piece.prose)
            + _HEADING * is_about(self.question, piece.passage) * (_NOT_FIRST if piece.place else 1)
            + _AGAINST * speaks_against(self.question, piece.prose)
            + _SUBJECT * bool(begins_with(piece.prose) & self.weights.keys())
            + _BESIDE * beside_the_point(self.question, piece.prose)
        )
        return Scored(piece, cosine, coverage, in_kind, near, score)


def _coverage(weights: Mapping[str, float], own: Set[str], near: Set[str]) -> float:
    """The share of the question's words that a piece says, or its headings say for it, in [0, 1]."""
    said = sum(weight * max(said_in(stem, own), _FROM_ABOVE * (stem in near)) for stem, weight in weights.items())
    return said / (sum(weights.values()) or 1.0)
