"""A question that leans on its thread becomes one that can be searched for by itself."""

import re

from bot.model import Question

_LEANS = re.compile(
    r"^(?:and|but|so|then|or|what about|how about|why|why not|really)\b"
    r"|\b(?:it|that|this|they|them|those|these|there|one)\b",
    re.IGNORECASE,
)
_SHORT = 8  # words; "And what would that cost?" has five


def standalone(question: Question) -> str:
    """What to search for: the question, with the last question of its thread before it when it leans on it."""
    asked = [turn.text for turn in question.thread if not turn.by_advisor]
    short = len(question.text.split()) <= _SHORT
    if asked and (short or _LEANS.search(question.text)):
        return f"{asked[-1]}\n{question.text}"
    return question.text
