"""Sentences of different documents that say the same thing: one is said, both are cited."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answerers.evidence import Evidence
from bot.answerers.likeness import Likeness
from bot.answerers.scoring import Scored

_SAME = 0.85  # cosine of two sentences, from which on the second tells a reader nothing
_TWINS = 0.9  # and from which on either could stand for the other
_FIGURE = re.compile(r"\d[\d.,]*\d|\d")


def says_the_same(new: Evidence, held: Sequence[Evidence], likeness: Likeness) -> bool:
    """Whether what is said means what the piece means; never where the piece has a figure that they lack."""
    rivals = [piece for piece in held if _figures(new) <= _figures(piece)]
    return bool(rivals) and max(likeness.similarity(new.prose, [piece.prose for piece in rivals])) >= _SAME


def with_twin(piece: Evidence, ranked: Sequence[Scored], likeness: Likeness) -> Evidence:
    """The piece, citing also the sentence of another document that says the same with the same figures, if any."""
    others = [one.evidence for one in ranked if _could_be_twins(piece, one.evidence)]
    if not others:
        return piece
    cosine, place = max(
        (cosine, -at) for at, cosine in enumerate(likeness.similarity(piece.prose, [one.prose for one in others]))
    )
    return replace(piece, quotes=piece.quotes + others[-place].quotes) if cosine >= _TWINS else piece


def _could_be_twins(piece: Evidence, other: Evidence) -> bool:
    return (
        piece.passage.source != other.passage.source
        and not (piece.row or other.row or other.is_item)
        and len(other.quotes) == 1
        and _figures(piece) == _figures(other)
    )


def _figures(piece: Evidence) -> frozenset[str]:
    return frozenset(_FIGURE.findall(piece.prose))
