"""What is looked for in the lexical index: a question's words, and other spellings of them that documents have.

A word counts by how rare it is among the chunks that the asker may read, added up over the indexes of their audiences.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from indexer.spelling import alternatives, nearest
from indexer.words import stems

FIELDS = ("words", "around")
"""Of a chunk: its words with its title and headings, and the text around it."""

_WORD = re.compile(r"[^\W_]+")
_MAX_WORDS = 400  # a pasted proposal: the first pages say what it is about
_MAX_TERMS = 32  # the rarest words of a long question find what all of them find, at a bounded price
_MAX_NEAR = 500  # known words that an unknown one is compared with: 3 ms


@dataclass(frozen=True, slots=True)
class Term:
    """A word in a field, and how often the chunks that the asker may read have it."""

    field: str
    text: str
    frequency: int
    idf: float
    asked: bool  # whether the question has it; an alternative spelling adds to a score, not to what it is a share of


def terms_of(query: str, searchers: Sequence[Any], chunks: int) -> list[Term]:
    """What a question looks for in these searchers' indexes, which weigh words as among so many chunks, rarest first.

    `chunks` counts those too that were dropped and are not yet cleared away: the indexes' word counts do.
    """
    words = _WORD.findall(query)[:_MAX_WORDS]
    asked = dict.fromkeys(stems(" ".join(words)))
    terms = _weighed(asked, searchers, chunks, asked=True)
    unknown = [term.text for term in terms if term.field == "around" and term.frequency == 0]
    others = stems(" ".join(alternatives(words)))
    others += [near for stem in unknown if (near := _nearest(stem, searchers))]
    found = _weighed(dict.fromkeys(other for other in others if other not in asked), searchers, chunks, asked=False)
    terms += [term for term in found if term.frequency]
    return sorted(terms, key=lambda term: -term.idf)[: 2 * _MAX_TERMS]


def idf(frequency: int, chunks: int) -> float:
    """As tantivy weighs a word that so many of the chunks have."""
    return math.log(1 + (chunks - frequency + 0.5) / (frequency + 0.5))


def _weighed(wanted: Iterable[str], searchers: Sequence[Any], chunks: int, *, asked: bool) -> list[Term]:
    terms = []
    for stem in wanted:
        for name in FIELDS:
            frequency = sum(searcher.doc_freq(name, stem) for searcher in searchers)
            terms.append(Term(name, stem, frequency, idf(frequency, chunks), asked))
    return terms


def _nearest(stem: str, searchers: Sequence[Any]) -> str | None:
    """The commonest known word near an unknown one; its first two letters are taken to be right."""
    known = [word for s in searchers for word, _ in s.terms_with_prefix("words", stem[:2], limit=_MAX_NEAR)]
    return nearest(stem, known)
