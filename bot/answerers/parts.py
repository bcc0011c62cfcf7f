"""A question taken apart into the things that it asks, so that each can be looked for and answered by itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answerers.asking import asks_for_a_kind, content_words

_MOST_PARTS = 4
_NO_SUBJECTS = {"cost", "costs", "price", "take", "takes", "need", "mean", "work", "help", "plain", "simple", "words"}
_LONGEST = 60  # words; a longer text is a story with a question at its end, whose sentences need each other

_WH = r"(?:what|how|why|who|whom|whose|when|where|which)\b"
_RELATIVE = r"(?:who|whom|whose|when|where|which)\b"  # after a comma alone they tell more of what was named
_AUXILIARY = r"(?:is|are|was|were|does|do|did|can|could|should|shall|will|would|must|has|have)\b"
_SOMEBODY = r"(?:i|we|you|it|they|he|she|there|this|that|these|those|the|an?|our|my|your|its|their|rag|fine)\b"
_ASKS = rf"(?:{_WH}|{_AUXILIARY}\s+{_SOMEBODY})"
_AND_ASKS = re.compile(
    rf"[?!;]+\s*(?=\S)|,?\s+(?:and|or|but)\s+(?:also\s+|if so,?\s+)?(?={_ASKS})|,\s+(?!{_RELATIVE})(?={_WH})",
    re.IGNORECASE,
)
_BEGINS = re.compile(rf"\W*(?:(?:and|so|but|hi|hello|ok|please)\W+)*(?:{_WH}|{_AUXILIARY})", re.IGNORECASE)
_LEANS = re.compile(r"\b(?:it|its|they|them|their|that|this|these|those|one|instead|so|there|same)\b", re.IGNORECASE)
_STANDS_FOR_IT = re.compile(
    r"\b(?:it|they|them)\b|\b(?:that|this|these|those)\b(?=\W*$|\s+(?:cost|take|need|work|mean|help)s?\b)",
    re.IGNORECASE,
)
_DIFFERENCE = re.compile(
    r"\bdiffer(?:ence)?s?\b(?:\s+(?:between|of|from|is|are|in))*\s+(?P<things>[^?.;:]+)", re.IGNORECASE
)
_APART = re.compile(r"\b(?:tell|distinguish)\s+(?P<things>[^?.;:]+?\s+from\s+[^?.;:]+)", re.IGNORECASE)
_COMPARE = re.compile(
    r"\b(?:compare|contrast)\s+(?P<things>[^?.;:]+?)(?:\s+(?:on|in terms of|by|regarding|for|in|with regard to)\s+"
    r"(?P<aspects>[^?.;:]+))?\s*[?.]*$",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|with|to|from)\s+", re.IGNORECASE)
_MOST_WORDS_OF_A_THING = 4


@dataclass(frozen=True, slots=True)
class Part:
    """One thing asked: `text` stands by itself; `heading` is what stands above its answer, "" for nothing."""

    text: str
    heading: str = ""


def parts_of(question: str) -> tuple[Part, ...]:
    """The things a question asks, in its order: at least one, the question itself when it asks only one."""
    question = " ".join(question.split())
    if len(question.split()) > _LONGEST:
        return (Part(question),)
    found = _compared(question) or _asked(question)
    return tuple(found[:_MOST_PARTS]) or (Part(question),)


def _asked(question: str) -> Sequence[Part]:
    """The clauses that ask; none unless there are two or more and each says what it is about."""
    clauses = [clause.strip(" ,") for clause in _AND_ASKS.split(question)]
    if len(clauses) < 2 or not content_words(clauses[0]):
        return ()
    if not all(_BEGINS.match(clause) and (content_words(clause) or _LEANS.search(clause)) for clause in clauses):
        return ()
    # "LoRA", not "LoRA cost": what the first clause wants to know of it is not what the others do.
    words = (word for word in content_words(clauses[0]) if not asks_for_a_kind(word))
    subject = " ".join(word for word in words if word.lower() not in _NO_SUBJECTS)
    return [Part(_whole(clause, subject if place else ""), _heading(clause)) for place, clause in enumerate(clauses)]


def _whole(clause: str, subject: str) -> str:
    """The clause, with the first clause's subject when it leans on it or says little itself."""
    if not subject:
        return clause
    if _STANDS_FOR_IT.search(clause):
        return _STANDS_FOR_IT.sub(subject, clause, count=1)
    leans = _LEANS.search(clause) is not None or len(content_words(clause)) < 2
    return f"{clause} ({subject})" if leans else clause


def _heading(clause: str) -> str:
    words = re.sub(r"^(?:and|so|but|or)\W+", "", clause.strip(" ,.?!;"), flags=re.IGNORECASE)
    words = re.sub(r"\bi\b", "I", words)
    return f"{words[:1].upper()}{words[1:]}?"


def _compared(question: str) -> Sequence[Part]:
    """One part for each thing that is set against others: what it is, or how it does on what is asked of them."""
    if asked := _COMPARE.search(question):
        return _of_each(_JOINED.split(asked["things"]), asked["aspects"] or "")
    if asked := _DIFFERENCE.search(question) or _APART.search(question):
        return _of_each(_JOINED.split(asked["things"]), "")
    return ()


def _of_each(things: Sequence[str], aspects: str) -> Sequence[Part]:
    named = [re.sub(r"^(?:an?|the)\s+", "", thing.strip(), flags=re.IGNORECASE) for thing in things]
    if len(named) < 2 or not all(0 < len(thing.split()) <= _MOST_WORDS_OF_A_THING for thing in named):
        return ()
    return [Part(f"{thing}: {aspects}" if aspects else f"What is {thing}?") for thing in named]
