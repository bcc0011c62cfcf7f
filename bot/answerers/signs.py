"""What speaks for and against it that the evidence answers the question: six figures that a person can check."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from bot.answerers.asking import asks_for_a_kind
from bot.answerers.everyday import said_in
from bot.answerers.focus import focus_of
from bot.answerers.function_words import FUNCTION_WORDS
from bot.answerers.scoring import Scored, Similarity, stems_of
from indexer.fusion import DENSE_WEIGHT
from indexer.model import Passage
from indexer.spelling import alternatives
from indexer.words import stems

_LOOKED_AT = 5  # pieces, best first
_LEADS = 3  # of these, those that could open an answer
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Signs:
    """The figures, for one question and its ranked evidence.

    `closeness`: the highest cosine of question and piece, in [-1, 1].
    `meaning_kept`: how much of the question's meaning is left when the words that a piece, its headings and its title
    lack are taken out of it: the cosine of the question with what remains, of the best of three pieces, in [-1, 1].
    "What learning rate for LoRA?" keeps little beside a piece that knows LoRA and no learning rate.
    `agreement`: the share of the question's words, weighed as in the lexical index, that the passage nearest in meaning
    holds, in [0, 1]: words and meaning point to the same place.
    `strangeness`: how much nearer the evidence comes when the words that no passage has are taken out, in [-2, 2]:
    those words lead elsewhere.
    `focus_missing`: the share of the thing asked for by name that none of three pieces speaks of, in [0, 1].
    `kind_missing`: 1 when a kind of thing is asked for (a number, a name, a date) and none of three pieces has it.
    """

    closeness: float
    meaning_kept: float
    agreement: float
    strangeness: float
    focus_missing: float
    kind_missing: float


def signs(question: str, ranked: Sequence[Scored], similarity: Similarity) -> Signs:
    """The signs for evidence in its order, of which there is some."""
    best = ranked[:_LOOKED_AT]
    closest = max(one.similarity for one in best)
    known = frozenset[str]().union(
        *(one.near for one in ranked), *map(stems_of, {one.evidence.passage.text for one in ranked})
    )
    return Signs(
        closeness=closest,
        meaning_kept=max(_kept(question, one.near, similarity) for one in best[:_LEADS]),
        agreement=_agreement([one.evidence.passage for one in ranked]),
        strangeness=_strangeness(question, known, [one.evidence.prose for one in best], closest, similarity),
        focus_missing=_focus_missing(question, best[:_LEADS]),
        kind_missing=float(asks_for_a_kind(question) and not any(one.in_kind for one in best[:_LEADS])),
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


def _kept(question: str, known: Set[str], similarity: Similarity) -> float:
    left = without_unknown(question, known)
    return similarity(question, [left])[0] if _WORD.search(left) else 0.0


def _strangeness(
    question: str, known: Set[str], evidence: Sequence[str], closest: float, similarity: Similarity
) -> float:
    left = without_unknown(question, known)
    return max(similarity(left, evidence)) - closest if _WORD.search(left) else 0.0


def _agreement(passages: Sequence[Passage]) -> float:
    """The passage's lexical score, from the fused one and the cosine (`indexer.fusion`)."""
    nearest = max(passages, key=lambda passage: passage.relevance)
    lexical = (nearest.score - DENSE_WEIGHT * max(0.0, nearest.relevance)) / (1 - DENSE_WEIGHT)
    return min(1.0, max(0.0, lexical))


def _focus_missing(question: str, leads: Sequence[Scored]) -> float:
    focus = focus_of(question)
    if not focus:
        return 0.0
    held = [stems_of(one.evidence.prose) for one in leads]
    return 1 - max(sum(said_in(stem, one) for stem in focus) for one in held) / len(focus)
