"""What speaks for and against it that the evidence answers the question: five figures that a person can check."""

import math
import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from bot.answerers.asking import asks_for_a_kind
from bot.answerers.everyday import said_in
from bot.answerers.evidence import Evidence
from bot.answerers.function_words import FUNCTION_WORDS
from bot.answerers.likeness import Likeness
from bot.answerers.nearness import nearness, stems_of
from bot.answerers.scoring import Scored
from indexer.spelling import alternatives
from indexer.words import stems

_LOOKED_AT = 5  # pieces, best first
_LEADS = 3  # of these, those that could open an answer
_MOST_WORDS = 11  # beyond which a longer question is no reason for more to be unsaid
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Signs:
    """The figures, for one question and its ranked evidence.

    `meaning_kept`: how much of the question's meaning is left when the words that a piece, its headings and its title
    lack are taken out of it: the cosine of the question with what remains, of the best of three pieces, in [-1, 1].
    "What learning rate for LoRA?" keeps little beside a piece that knows LoRA and no learning rate.
    `weakest`: how near three pieces under their headings come to the word of the question that they come least near
    to, in [-1, 1].
    `strangeness`: how much nearer the evidence comes when the words that no passage has are taken out, in [-2, 2]:
    those words lead elsewhere.
    `kind_missing`: 1 when a kind of thing is asked for (a number, a name, a date) and none of three pieces has it.
    `length`: the logarithm of how many words the question has that carry meaning, and one. The longer a question, the
    more of its words are beside what it asks, and the less their being unsaid means.
    """

    meaning_kept: float
    weakest: float
    strangeness: float
    kind_missing: float
    length: float


def signs(question: str, ranked: Sequence[Scored], likeness: Likeness) -> Signs:
    """The signs for evidence in its order, of which there is some."""
    best, leads = ranked[:_LOOKED_AT], ranked[:_LEADS]
    known = frozenset[str]().union(
        *(one.near for one in ranked), *map(stems_of, {one.evidence.passage.text for one in ranked})
    )
    nearest = _nearest(question, [one.evidence for one in leads], likeness)
    return Signs(
        meaning_kept=max(_kept(question, one.near, likeness) for one in leads),
        weakest=min(nearest, default=0.0),
        strangeness=_strangeness(question, known, best, likeness),
        kind_missing=float(asks_for_a_kind(question) and not any(one.in_kind for one in leads)),
        length=math.log(1 + min(len(nearest), _MOST_WORDS)),
    )


def without_unknown(question: str, known: Set[str]) -> str:
    """The question without the words that carry meaning and of which no stem is known."""

    def kept(match: re.Match[str]) -> str:
        word = match.group()
        found = set(stems(" ".join((word, re.sub(r"\W", "", word), *alternatives([word])))))
        return word if word.lower() in FUNCTION_WORDS or not found or _any_said(found, known) else ""

    return " ".join(_WORD.sub(kept, question).split())


def _any_said(words: Set[str], known: Set[str]) -> bool:
    return any(said_in(word, known) for word in words)


def _kept(question: str, known: Set[str], likeness: Likeness) -> float:
    left = without_unknown(question, known)
    return likeness.similarity(question, [left])[0] if _WORD.search(left) else 0.0


def _strangeness(question: str, known: Set[str], evidence: Sequence[Scored], likeness: Likeness) -> float:
    left = without_unknown(question, known)
    if not _WORD.search(left):
        return 0.0
    without = likeness.similarity(left, [one.evidence.prose for one in evidence])
    return max(without) - max(one.similarity for one in evidence)


def _nearest(question: str, pieces: Sequence[Evidence], likeness: Likeness) -> list[float]:
    """Of each word that carries meaning, of all words where none does, how near the pieces come to it, in [-1, 1]."""
    matches = nearness(question, [f"{_above(piece)}. {piece.prose}" for piece in pieces], likeness)
    columns = [place for place, word in enumerate(matches.words) if word not in FUNCTION_WORDS]
    return [float(matches.cosines[:, place].max()) for place in columns or range(len(matches.words))]


def _above(piece: Evidence) -> str:
    return piece.passage.heading[-1] if piece.passage.heading else piece.passage.title
