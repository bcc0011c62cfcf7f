"""The pieces of a text that may each state something: its sentences, questions among them, and their clauses."""

import re
from collections.abc import Iterator

from bot.facts.clauses import doubtful
from bot.facts.known import Evidence
from bot.facts.tidy import tidy

MOST = 80
"""Pieces of one text: as many as a page and a half of prose has."""

_SENTENCE = re.compile(r"(?:[^.!?;\n]|[.](?=\w))+")
_CLAUSE = re.compile(
    r"(?:[^,:—–]| - |,(?=\d))+?(?=[,:—–](?!\d)| - | \b(?:but|because|although|though|while|whereas|yet|so|and"
    r"(?= (?:we|it|they|the|our|nobody|everyone|every|each|no|nothing|all|there|also|doesn't|it's)\b))\b|$)"
)
_FEWEST, _MOST_WORDS = 3, 50  # words: fewer hardly say anything, of more the meaning blurs


def pieces(text: str) -> list[Evidence]:
    """The sentences and clauses of a text, in its order; doubts are left out, questions may take something as given."""
    plain = tidy(text)
    found = dict.fromkeys(span for span in _spans(plain) if _may_state(plain, *span))
    return [Evidence(text[start:end], start, end) for start, end in found][:MOST]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where sentences and their clauses stand, `[start, end)` without the spaces around them."""
    for sentence in _SENTENCE.finditer(text):
        start, end = _stripped(text, *sentence.span())
        yield start, end
        for clause in _CLAUSE.finditer(text, start, end):
            yield _stripped(text, *clause.span())


def _may_state(plain: str, start: int, end: int) -> bool:
    return _FEWEST <= len(plain[start:end].split()) <= _MOST_WORDS and not doubtful(plain, end)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    start += len(words) - len(words.lstrip(" ,:-—–\n"))
    return start, start + len(text[start:end].rstrip(" ,:-—–\n"))
