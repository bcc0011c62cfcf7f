"""What kind of thing a question asks for, and whether a sentence holds that kind of thing."""

import re
from dataclasses import dataclass

_NUMBER = r"(?:\d|\b(?:hundreds?|thousands?|dozens?|two|three|four|five|six|seven|eight|nine|ten)\b)"
_DURATION = r"\b(?:(?:a|one|two|three|several)\s+)?(?:milli)?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b|\d\s?ms\b"


@dataclass(frozen=True, slots=True)
class _Kind:
    asks: re.Pattern[str]
    holds: re.Pattern[str]


def _kind(asks: str, holds: str) -> _Kind:
    return _Kind(re.compile(asks, re.IGNORECASE), re.compile(holds, re.IGNORECASE))


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
    _kind(
        r"^\s*why\b|\breasons?\b",
        r"\bbecause\b|\bso that\b|\bsince\b|\bwould (?:require|need|have)\b|\bcannot\b|\bcould not\b",
    ),
)


def answers_in_kind(question: str, sentence: str) -> float | None:
    """The share of the kinds of thing the question asks for that the sentence holds; None when it asks for none."""
    asked = [kind for kind in _KINDS if kind.asks.search(question)]
    if not asked:
        return None
    return sum(1 for kind in asked if kind.holds.search(sentence)) / len(asked)


_DEFINES = re.compile(
    r"^\s*(?:what(?:'s| is| are)|define|explain)\s+(?:an?\s+|the\s+)?(?P<term>[\w\- ]{2,40}?)\s*\??\s*$", re.I
)


def term_to_define(question: str) -> str | None:
    """The term of a question such as "What is LoRA?", else None."""
    found = _DEFINES.match(question)
    return found.group("term") if found else None
