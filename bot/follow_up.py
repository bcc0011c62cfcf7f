"""A question that leans on its thread becomes one that stands by itself, without a model.

What a question leans on is the last one before it that stands by itself: its words that carry meaning are put behind
the new question ("What would that cost? (LoRA)"), or, where the new one only names another option ("and fine-tuning?"),
the earlier question is asked again about that one.
"""

import re
from collections.abc import Sequence

from bot.answerers.function_words import FUNCTION_WORDS
from bot.model import Question

_JOINS = re.compile(r"(?:and|but|so|then|or|also|ok(?:ay)?|what about|how about|what if|why not|really)\b[\s,:]*", re.I)
_POINTS_BACK = re.compile(
    r"\b(?:it|its|they|them|their|those|these|there|one|ones|the (?:same|other|former|latter|first|second))\b"
    r"|\bthis\b(?! \w+ing\b)"
    # "that" points back unless it opens a clause ("guides that say", "is it true that RAG …")
    r"|\b(?:is|was|does|did|do|would|could|can|will|should|about|for|of|with|than|like|from|to|choose|do|mean) that\b"
    r"|\bthat\b(?=\W*$)",
    re.I,
)
_SHIFT = re.compile(
    r"(?:and|but|or|what about|how about)\b[\s,:]*(?:(?:for|with|in|of) )?([^?.!]{2,60}?)\s*[?.!]*", re.I
)
_WORD = re.compile(r"[^\W_](?:[\w'.+-]*[^\W_])?")
_LEAST_WORDS = 2  # of meaning: "How long?" has one, "What is LoRA?" names its subject
_NAMED = re.compile(r"\b(?=\w*[A-Z0-9]\w*[A-Z0-9])[\w-]+\b")  # LoRA, RAG, ICD-10, GPT-4o
_MOST_WORDS = 12  # of an earlier question: more would drown the new one

_OPTIONS = (
    re.compile(r"\bRAG\b|\bretrieval(?:[- ]augmented generation)?\b", re.I),
    re.compile(r"\bfine[- ]?tun(?:ing|e|ed)\b|\bFT\b", re.I),
    re.compile(r"\bprompt(?:ing| engineering)\b", re.I),
    re.compile(r"\blong[- ]context\b", re.I),
    re.compile(r"\bagents?\b", re.I),
)


def standalone(question: Question) -> str:
    """What to search for: the question itself, or the one that it means in its thread."""
    text = question.text
    if not leans(text):
        return text
    asked = [turn.text for turn in question.thread if not turn.by_advisor]
    earlier = _subject_bearer(asked)
    if earlier is None:
        return text
    shifted = _shifted(earlier, text)
    if shifted is not None:
        return shifted
    known = {word.lower() for word in _WORD.findall(text)}
    subject = [word for word in words_of_meaning(earlier) if word.lower() not in known][:_MOST_WORDS]
    return f"{text} ({' '.join(subject)})" if subject else text


def leans(text: str) -> bool:
    """Whether a question cannot be understood without what was said before it."""
    said = text.strip()
    joined = _JOINS.match(said) is not None
    if joined or _POINTS_BACK.search(said):
        return True
    return len(words_of_meaning(said)) < _LEAST_WORDS and not _NAMED.search(said)


def _subject_bearer(asked: Sequence[str]) -> str | None:
    """The latest of these questions that stands by itself, or the first of all."""
    standing = (text for text in reversed(asked) if not leans(text))
    return next(standing, asked[0] if asked else None)


def _shifted(earlier: str, text: str) -> str | None:
    """The earlier question about the option that the new one names instead, if each names exactly one."""
    match = _SHIFT.fullmatch(text.strip())
    if match is None:
        return None
    new = [option for option in _OPTIONS if option.search(match[1])]
    old = [option for option in _OPTIONS if option.search(earlier)]
    if len(new) != 1 or len(old) != 1 or new == old:
        return None
    named = new[0].search(match[1])
    return old[0].sub(named[0], earlier) if named else None


def words_of_meaning(text: str) -> list[str]:
    """The words of a text that say something of its subject, each once, in order."""
    words = dict.fromkeys(_WORD.findall(text))
    return [word for word in words if word.lower() not in FUNCTION_WORDS]
