"""The kind of thing that a question asks for and that nothing said holds, in words for the reader."""

import re
from collections.abc import Sequence

from bot.answerers.asking import DATE, DURATION, NAME, NUMBER, PRICE
from bot.answerers.evidence import Evidence


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_COST = "what it costs"
_ASKED = (
    (_pattern(r"\bhow (?:long|soon)\b|\bhow much time\b"), _pattern(DURATION), "how long it takes"),
    (_pattern(r"\bhow much\b.*\b(?:costs?|pay|spend|charge)\b|\bwhat do(?:es)?\b.*\bcost\b"), _pattern(PRICE), _COST),
    (_pattern(r"\bhow many\b"), _pattern(NUMBER), "how many"),
    (_pattern(r"^\W*who\b(?! (?:is|are) (?:the|this|it)\b.*\bfor\b)|\band who\b"), _pattern(NAME), "who"),
    (_pattern(r"\bwhen (?:was|were|did)\b|\b(?:what|which) year\b"), _pattern(DATE), "when"),
)  # fmt: skip


def unsaid(question: str, said: Sequence[Evidence]) -> str:
    """What the question asks for in so many words and no piece holds: "how long it takes"; "" for nothing."""
    missing = [
        words
        for asks, holds, words in _ASKED
        if asks.search(question) and not any(holds.search(piece.prose) for piece in said)
    ]
    return " or ".join(missing)
