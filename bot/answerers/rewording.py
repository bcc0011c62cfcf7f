"""A question in words that passages can be compared with: slips of the keyboard mended, one form for "explain X"."""

import re
from collections.abc import Sequence, Set
from itertools import zip_longest

from bot.answerers.asking import content_words, with_words_beside
from bot.answerers.defining import term_of
from bot.answerers.everyday import in_other_words, said_in
from indexer.model import Passage
from indexer.spelling import alternatives, with_compounds
from indexer.words import stems

_WORD = re.compile(r"[^\W\d_]{5,}")
_EXPLAIN = re.compile(r"^\W*(?:define|explain|describe|tell me about|what['’]?s|what is meant by)\b", re.IGNORECASE)
_VERSUS = re.compile(r"\S+ (?:vs\.?|versus) (?:fine )?\S+", re.IGNORECASE)  # what is left is what they are compared on
_LONG = 7  # letters, from which on one wrong letter makes no other word
_LONGEST = 60  # words; a longer text says the same thing in several ways itself
_ENDING = 1  # letters at the end, which differ between forms of one word


def reworded(question: str, passages: Sequence[Passage]) -> str:
    """The question as the passages would spell it; "define fine tunning" becomes "What is fine tuning?"."""
    mended = _mended(question, passages)
    term = term_of(mended) if _EXPLAIN.match(mended) else ""
    return f"What is {term}?" if term else mended


def other_wordings(question: str, passages: Sequence[Passage]) -> tuple[str, ...]:
    """What else to search for: the question reworded, as documents tend to put it, and what things are compared on."""
    if len(question.split()) > _LONGEST:
        return ()
    mended = reworded(question, passages)
    aspect = " ".join(_VERSUS.sub(" ", mended).split())
    aspect = aspect if content_words(aspect) else mended
    found = dict.fromkeys((mended, in_other_words(mended), aspect, with_words_beside(mended)))
    return tuple(wording for wording in found if wording != question)


def _mended(question: str, passages: Sequence[Passage]) -> str:
    """With the nearest word of the passages for each word that none of them has, where one is near."""
    texts = " ".join(" ".join((passage.title, *passage.heading, passage.text)) for passage in passages)
    held = frozenset(stems(" ".join((with_compounds(texts), *alternatives(texts.split())))))
    words = {word.lower() for word in _WORD.findall(texts)}
    for word in _unknown(question, held):
        if found := next((known for known in sorted(words) if is_slip(word.lower(), known)), None):
            question = re.sub(rf"\b{word}\b", found, question)
    return question


def is_slip(typed: str, meant: str) -> bool:
    """Whether `typed` is `meant` with neighbours swapped, a letter doubled or not, or one wrong in a long word.

    Other near words are words of their own: "turned" is no slip for "tuned", nor "coder" for "codes".
    """
    if typed == meant or typed[0] != meant[0] or abs(len(typed) - len(meant)) > 1:
        return False
    if _undoubled(typed) == _undoubled(meant):
        return True
    start = next(at for at, (one, other) in enumerate(zip_longest(typed, meant)) if one != other)
    one, other = typed[start:], meant[start:]
    if one[:2] == other[1::-1] and one[2:] == other[2:] and len(one) > 1:
        return True
    if one == other[1:]:  # a letter left out
        return len(typed) + 2 >= _LONG and len(one) >= _ENDING
    return min(len(typed), len(meant)) >= _LONG and len(one) > _ENDING and one[1:] in (other, other[1:])


def _undoubled(word: str) -> str:
    return re.sub(r"(.)\1", r"\1", word)


def _unknown(question: str, held: Set[str]) -> list[str]:
    words = [word for word in content_words(question) if _WORD.fullmatch(word)]
    return [word for word in words if not any(said_in(stem, held) for stem in stems(word))]
