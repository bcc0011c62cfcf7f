"""How well each piece of evidence answers a question."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from bot.answerers.asking import answers_in_kind
from bot.answerers.defining import defines
from bot.answerers.everyday import said_in
from bot.answerers.evidence import Evidence
from bot.answerers.fitted_scores import WEIGHTS
from bot.answerers.function_words import FUNCTION_WORDS
from bot.answerers.likeness import Likeness, Matches
from bot.answerers.same_question import LEAST_SAME, chances_same, question_above
from indexer.spelling import alternatives, with_compounds
from indexer.words import stems

_HOLDS_TOGETHER = 0.15  # of what a word weighs, for one that only holds the question together
_ASKED = 12.0  # of score, for a section that answers this very question: it comes before sentences that mention as much
_IS_NEAR = 0.7  # cosine of two words, from which on one stands for the other


@dataclass(frozen=True, slots=True)
class Scored:
    """A piece with its figures for one question; higher is better.

    `similarity` is the cosine with the question, in [-1, 1]; `near` the stems of the piece with its headings and title.
    `score` weighs the four figures at the end by `bot.answerers.fitted_scores`, so that a difference of 1 makes a piece
    e times as likely as another to answer, and adds what `asked` gives: how near the question comes to the question
    that stands over the piece as its heading, in [0, 1], 0 under another heading. `match` is how near the piece comes
    to the question word by word, in [-1, 1]; `passage` the score of its passage, `in_kind` how much of the kinds of
    thing asked for it holds, and `defines` how well it explains the term asked for, in [0, 1].
    """

    evidence: Evidence
    similarity: float
    near: frozenset[str]
    score: float
    asked: float
    match: float
    passage: float
    in_kind: float
    defines: float


def ranked(question: str, pieces: Sequence[Evidence], likeness: Likeness) -> list[Scored]:
    """The pieces with their scores, best first; without those that answer another question ("No, the job …")."""
    passages = list({id(piece.passage): piece.passage for piece in pieces}.values())
    chances = chances_same(question, passages, likeness)
    same = {id(passage): chance for passage, chance in zip(passages, chances, strict=True) if chance >= LEAST_SAME}
    return _ranked(question, [piece for piece in pieces if id(piece.passage) in same], likeness, same)


def _ranked(question: str, pieces: Sequence[Evidence], likeness: Likeness, same: Mapping[int, float]) -> list[Scored]:
    if not pieces:
        return []
    prose = [piece.prose for piece in pieces]
    cosines, matches = likeness.similarity(question, prose), matched(nearness(question, prose, likeness))
    above = [same[id(piece.passage)] if question_above(piece.passage) else 0.0 for piece in pieces]
    scored = (_scored(question, *each) for each in zip(pieces, cosines, matches, above, strict=True))
    return sorted(scored, key=lambda one: -one.score)


def _scored(question: str, piece: Evidence, cosine: float, match: float, asked: float) -> Scored:
    figures = {
        "match": match,
        "passage": piece.passage.score,
        "in_kind": answers_in_kind(question, piece.prose),
        "defines": defines(question, piece.prose),
    }
    score = sum(weight * figures[name] for name, weight in WEIGHTS.items()) + _ASKED * asked
    return Scored(piece, cosine, stems_near(piece), score, asked, **figures)


def nearness(question: str, sentences: Sequence[str], likeness: Likeness) -> Matches:
    """The sentences' matches, in which one of a word's kin counts as said: "risk" where a sentence has "trap"."""
    matches = likeness.matches(question, sentences)
    held = [stems_of(sentence) for sentence in sentences]
    kin = np.array([[_kin_in(word, one) for word in matches.words] for one in held], np.float32)
    return replace(matches, cosines=np.maximum(matches.cosines, kin.reshape(matches.cosines.shape)))


def _kin_in(word: str, held: Set[str]) -> float:
    """What a word's kin counts for where the word itself is not held, else 0."""
    said = min((said_in(stem, held) for stem in stems(word)), default=0.0)
    return said if said < 1 else 0.0


def matched(matches: Matches) -> list[float]:
    """How near each sentence comes to the words, in [-1, 1]: words that few of the sentences come near weigh more."""
    if not matches.words or not len(matches.cosines):
        return [0.0] * len(matches.cosines)
    held = (matches.cosines > _IS_NEAR).sum(axis=0)
    rarity = np.log(1 + len(matches.cosines) / (1 + held))
    weights = rarity * [_HOLDS_TOGETHER if word in FUNCTION_WORDS else 1.0 for word in matches.words]
    shares = matches.cosines @ (weights / weights.sum())
    return [float(share) for share in shares]


def stems_near(piece: Evidence) -> frozenset[str]:
    """The stems of a piece, its headings and its title."""
    return stems_of(" ".join((piece.prose, piece.passage.title, *piece.passage.heading)))


@lru_cache(maxsize=4096)  # texts: the same sentences are looked at for one question after another
def stems_of(text: str) -> frozenset[str]:
    """The stems of a text, compounds and short forms written out too."""
    return frozenset(stems(" ".join((with_compounds(text), *alternatives(text.split())))))
