"""Terms that a question wants explained, and the sentences and headings that explain them."""

import re

from bot.answerers.asking import content_stems
from indexer.model import Passage

_ASKS = re.compile(
    r"^\W*(?:what(?:['’]?s| is| are| does)|define|explain|describe|who(?:['’]s| is| are)"
    r"|tell me about)\s+(?:meant by\s+)?"
    r"(?:an?\s+|the\s+)?(?P<term>[\w\-. ]{2,40}?)"
    r"(?:\s+(?:mean|stand for|like i['’]m|to me|simply|in short|briefly)\b.*)?\s*\??\s*$",
    re.IGNORECASE,
)
_BRACKETS = r"(?:\s*\([^)]{1,80}\))?"
_NO_DEFINITION = (
    "like|not|for|best|worst|right|often|overkill|strongly|added|considered|a tool"
    "|the (?:most|only|right|fastest|sensible)"
)
_IS = rf"\s+(?:is|are|means?|refers to)\b(?! (?:{_NO_DEFINITION})\b)"
_IS_NOT = r"\s+(?:is|are|does|do) not\b"
_DOES = (
    r"\s+(?:stands for|connects?|adjusts?|retrieves?|changes?|modif(?:ies|y)|continues?|carries on|adds?|brings?"
    r"|fetch(?:es)?)\b"
)


def term_of(question: str) -> str:
    """What "What is LoRA?" asks to have explained, "" when the question asks for no explanation of a term."""
    asked = _ASKS.match(question)
    return asked["term"].strip() if asked else ""


def defines(question: str, sentence: str) -> float:
    """How well a sentence explains what "What is LoRA?" asks for, in [0, 1]: 1 for "LoRA is …"."""
    term = r"\W+".join(map(re.escape, re.findall(r"\w+", term_of(question))))
    begins = (
        re.match(rf"(?:in (?:an?|the) |an?\s+|the\s+)?{term}\b{_BRACKETS}(?P<rest>.*)", sentence, re.I | re.S)
        if term
        else None
    )
    if begins is None:
        return 0.0
    if re.match(_IS_NOT, begins["rest"], re.IGNORECASE):
        return 0.0
    if re.match(_IS, begins["rest"], re.IGNORECASE):
        return 1.0
    return 0.8 if re.match(_DOES, begins["rest"], re.IGNORECASE) else 0.4


def is_about(question: str, passage: Passage) -> float:
    """How much the heading over a passage announces what is asked: the share of all their stems that they share.

    The title of a whole document announces nothing of a part.
    """
    if not passage.heading or passage.heading[-1] == passage.title:
        return 0.0
    asked, announced = content_stems(question), content_stems(passage.heading[-1])
    return len(asked & announced) / len(asked | announced)
