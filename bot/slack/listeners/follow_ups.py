"""Which messages in a thread that Advisor takes part in are meant for it: people also talk to each other there."""

import re

from bot.facts import read_facts
from bot.slack.replies.courtesies import courtesy

_OPENING = r"\W*(?:(?:and|but|so|or|then|also|well|ok|okay|hmm|thanks)\b\W*)*(?:please\W+)?"
_ASKS = re.compile(
    _OPENING + r"(?:how|what|when|where|which|who|whom|whose|why"
    r"|(?:can|could|should|would|will|shall|may|must|do|does|did|is|are|was|were|has|have)(?=\s+\w+\s+\w)"
    r"|tell|explain|compare|show|give|list|describe|define|summari[sz]e|elaborate|expand|check|recommend|suggest"
    r"|more|go on|continue)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\W*(?:and|or|but)\s+(?:with|without|for|if|in|on|at|as|from|under|over|about)\b", re.IGNORECASE)
_NAMED = re.compile(r"[\w-]*[A-Z0-9][\w-]*[A-Z0-9][\w-]*")  # LoRA, RAG, GPT-4o, 300
_A_FEW_WORDS = 3


def asks_advisor(text: str) -> bool:
    """Whether a message without a mention wants an answer: it asks, goes on asking, or states a fact of a decision.

    "RAG it is, I'll tell infra" and "thanks!" are between people: a reply to them would be an interruption.
    """
    if not text or courtesy(text) is not None:
        return False
    if "?" in text or _ASKS.match(text) or _GOES_ON.match(text):
        return True
    words = text.split()
    if len(words) <= _A_FEW_WORDS and all(_NAMED.fullmatch(word.strip(".,!")) for word in words[:1]):
        return True
    read = read_facts(text)
    return bool(read.facts or read.contradictions)
