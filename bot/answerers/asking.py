"""What kind of thing a question asks for, and whether a sentence holds that kind of thing."""

import re
from dataclasses import dataclass

from bot.answerers.function_words import FUNCTION_WORDS
from indexer.words import stems

_NUMBER = (
    r"(?:(?<!question )(?<!step )(?<!point )(?<!claude )(?<!gpt-)\b\d"
    r"|\b(?:hundreds?|thousands?|dozens?|two|three|four|five|six|seven|eight|nine|ten)\b)"
)
_DURATION = (
    r"\b(?:(?:a|one|two|three|several)\s+)?(?:milli)?"
    r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b|\d\s?ms\b"
)


@dataclass(frozen=True, slots=True)
class _Kind:
    asks: re.Pattern[str]
    holds: re.Pattern[str]
    weight: float


def _kind(asks: str, holds: str, weight: float = 1.0) -> _Kind:
    return _Kind(re.compile(asks, re.IGNORECASE), re.compile(holds, re.IGNORECASE), weight)


_KINDS = (
    _kind(
        r"\bhow (?:soon|long|fast|quick(?:ly)?)\b|\bwhen (?:will|can|could)\b|\btime[- ]to\b|\bhow much time\b",
        _DURATION,
    ),
    _kind(r"\blatenc|\bhow slow\b|\bmilliseconds?\b", r"\d\s?(?:–|-|to)?\s?\d*\s?(?:ms|milliseconds?|s\b|seconds?)"),
    _kind(
        r"\bhow much\b.*\b(?:cost|pay|spend|charge|budget)|\bcosts?\b|\bprices?\b|\bexpensive\b|\bcheap",
        r"[$€£]\s?\d|\bUSD\b|\d\s?(?:dollars|euros)",
    ),
    _kind(r"\bhow (?:many|often|big|large|few)\b|\bwhat (?:number|share|percentage|percent)\b", _NUMBER),
    _kind(r"\bwhat percent|\bpercentage\b|\bwhat share\b|\bhow often\b", r"\d\s?(?:%|percent|per cent)"),
    # A reason has many forms, so the words for one are a weak sign.
    _kind(
        r"^\s*why\b|\breasons?\b", r"\b(?:because|so that|since|would (?:require|need|have)|cannot|could not)\b", 0.3
    ),
)


def answers_in_kind(question: str, sentence: str) -> float:
    """How much of the kinds of thing that the question asks for the sentence holds, in [0, 1]; 0 when it asks none."""
    asked = [kind for kind in _KINDS if kind.asks.search(question)]
    if not asked:
        return 0.0
    return sum(kind.weight for kind in asked if kind.holds.search(sentence)) / len(asked)


def content_stems(question: str) -> frozenset[str]:
    """The stems of the words that a question is about; all its stems when it has no other."""
    words = re.findall(r"[^\W_]+", question.lower())
    content = [word for word in words if word not in FUNCTION_WORDS]
    return frozenset(stems(" ".join(content or words)))


_DEFINES = re.compile(
    r"^\s*(?:what(?:'s| is| are)|define|explain)\s+(?:an?\s+|the\s+)?(?P<term>[\w\- ]{2,40}?)\s*\??\s*$", re.IGNORECASE
)
_IS = r"(?:\s*\([^)]{1,80}\))?\s+(?:is|are|means?|stands for|refers to|connects?|adjusts?|retrieves?)\b"


def defines(question: str, sentence: str) -> float:
    """How well a sentence defines what "What is LoRA?" asks for: 1 for "LoRA is …", 0.4 for one that begins with it."""
    asked = _DEFINES.match(question)
    if asked is None:
        return 0.0
    term = r"\W+".join(map(re.escape, re.findall(r"\w+", asked.group("term"))))
    begins = re.match(rf"(?:an?\s+|the\s+)?{term}\b(?P<is>{_IS})?", sentence, re.IGNORECASE)
    if begins is None:
        return 0.0
    return 1.0 if begins.group("is") else 0.4
