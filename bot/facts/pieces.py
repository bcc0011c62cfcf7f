"""The pieces of a text that may each state something: its sentences, and the clauses of the longer ones."""

import re
from collections.abc import Iterator

from bot.facts.clauses import asserted, doubtful
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
_ASSERTED = 0.7  # of a piece's letters: what is left of a question is taken for no statement


def pieces(text: str) -> list[Evidence]:
    """The sentences and clauses that a text asserts, in its order; questions and doubts are left out."""
    plain = tidy(text)
    statements = asserted(plain)
    found = dict.fromkeys(span for span in _spans(plain) if _states(statements, plain, *span))
    return [Evidence(text[start:end], start, end) for start, end in found][:MOST]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where sentences and their clauses stand, `[start, end)` without the spaces around them."""
    for sentence in _SENTENCE.finditer(text):
        start, end = _stripped(text, *sentence.span())
        yield start, end
        for clause in _CLAUSE.finditer(text, start, end):
            yield _stripped(text, *clause.span())


def _states(statements: str, plain: str, start: int, end: int) -> bool:
    words = plain[start:end].split()
    if not _FEWEST <= len(words) <= _MOST_WORDS or doubtful(plain, end):
        return False
    if plain[end : end + 3].lstrip().startswith("?"):
        return False
    left = len("".join(statements[start:end].split()))
    return left >= _ASSERTED * len("".join(words))


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    start += len(words) - len(words.lstrip(" ,:-—–\n"))
    return start, start + len(text[start:end].rstrip(" ,:-—–\n"))
