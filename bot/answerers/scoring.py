"""How well each piece of evidence answers a question."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answerers.asking import answers_in_kind
from bot.answerers.defining import defines
from bot.answerers.evidence import Evidence
from bot.answerers.fitted_same import LEAST_SAME
from bot.answerers.fitted_scores import WEIGHTS
from bot.answerers.likeness import Likeness
from bot.answerers.nearness import matched, nearness, stems_of
from bot.answerers.same_question import question_above, sureness
from indexer.model import Passage


@dataclass(frozen=True, slots=True)
class Scored:
    """A piece with its figures for one question; higher is better.

    `similarity` is the cosine with the question, in [-1, 1]; `near` the stems of the piece with its headings and title.
    `score` weighs the four figures at the end by `bot.answerers.fitted_scores`, so that a difference of 1 makes a piece
    e times as likely as another to answer. `asked` is the chance that the piece answers because the question above it
    is this one, in [0, 1], 0 under another heading. `match` is how near the piece comes to the question word by word,
    in [-1, 1]; `passage` the score of its passage, `in_kind` how much of the kinds of thing asked for it holds, and
    `defines` how well it explains the term asked for, in [0, 1].
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


def ranked(
    question: str, pieces: Sequence[Evidence], likeness: Likeness, least_sure: float = LEAST_SAME
) -> list[Scored]:
    """The pieces with their scores, best first.

    What stands under a question is all there is where it answers this one, by that sureness at least; where it answers
    another ("No, the job …") it is left out.
    """
    told = section_told(pieces, least_sure)
    kept = [piece for piece in pieces if (piece.passage == told if told else not question_above(piece.passage))]
    if not kept:
        return []
    prose = [piece.prose for piece in kept]
    cosines, matches = likeness.similarity(question, prose), matched(nearness(question, prose, likeness))
    asked = told.asked if told else 0.0
    scored = (_scored(question, *each, asked) for each in zip(kept, cosines, matches, strict=True))
    return sorted(scored, key=lambda one: -one.score)


def section_told(pieces: Sequence[Evidence], least_sure: float) -> Passage | None:
    """The section under the question that is likeliest the one asked; None where that is less sure."""
    sections = {
        (piece.passage.source, piece.passage.start): piece.passage for piece in pieces if piece.passage.asked
    }.values()
    if not sections or sureness([section.asked for section in sections]) < least_sure:
        return None
    return max(sections, key=lambda section: section.asked)


def _scored(question: str, piece: Evidence, cosine: float, match: float, asked: float) -> Scored:
    figures = {
        "match": match,
        "passage": piece.passage.score,
        "in_kind": answers_in_kind(question, piece.prose),
        "defines": defines(question, piece.prose),
    }
    score = sum(weight * figures[name] for name, weight in WEIGHTS.items())
    return Scored(piece, cosine, stems_near(piece), score, asked, **figures)


def stems_near(piece: Evidence) -> frozenset[str]:
    """The stems of a piece, its headings and its title."""
    return stems_of(" ".join((piece.prose, piece.passage.title, *piece.passage.heading)))
