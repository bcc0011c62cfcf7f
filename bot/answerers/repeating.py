"""Whether evidence says again what has been said, or says nothing."""

import re
from collections.abc import Sequence

from bot.answerers.evidence import Evidence
from indexer.words import stems

_SAME_WORDS = 0.6  # of its words, with which a piece says nothing new
_ALL_WORDS = 0.85  # the same beside all that is said
_SAYS_NOTHING = re.compile(
    r"\b(?:source|article|guide|document|text|page)s?\b.{0,40}\b(?:do(?:es)? not|gives? no|names? no)\b"
    r"|\b(?:is|are) told (?:in|by)\b|\breadings? (?:is|are)\b|\bboth (?:are|numbers)\b"
    r"|\b(?:is|are) not (?:stated|known|named)\b|\b(?:is|are) house judgement\b",
    re.IGNORECASE,
)


def repeats(new: Evidence, held: Evidence) -> bool:
    """Whether a piece shares a place with one that is said, or most of its words; rows share the names of columns."""
    if overlap(new, held):
        return True
    if new.row and held.row:
        return False
    words = set(stems(new.prose))
    return len(words & set(stems(held.prose))) / max(1, len(words)) > _SAME_WORDS


def overlap(new: Evidence, held: Evidence) -> bool:
    """Whether two pieces share a place of a document."""
    places = [(quote, other) for quote in new.quotes for other in held.quotes]
    return any(q.source == h.source and q.start < h.end and h.start < q.end for q, h in places)


def adds(new: Evidence, said: Sequence[Evidence]) -> bool:
    """Whether a piece has words that all that is said together has not."""
    held = frozenset(stem for piece in said for stem in stems(piece.prose))
    words = set(stems(new.prose))
    return len(words & held) <= _ALL_WORDS * len(words)


def says_nothing(prose: str) -> bool:
    """Whether a sentence speaks of what its document leaves out, or of the document: no support for an answer."""
    return bool(_SAYS_NOTHING.search(prose))
