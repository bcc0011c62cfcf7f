"""The thing that a question asks for by name: the epochs of "how many epochs", the policy of "what is the policy"."""

import re

from bot.answerers.asking import content_words
from indexer.words import stems

_ENDS = (
    r"(?:is|are|was|were|does|do|did|can|could|should|would|will|shall|must|has|have|had|cannot|to|for|of|in|on|if"
    r"|when)\b"
)
_NAMED = re.compile(
    r"\b(?:how many|how much|which|what(?:['’]s| is| are| was| were)?(?: the| an?)?(?: (?:kinds?|sorts?|types?) of)?)"
    rf"\s+(?P<thing>(?:(?!{_ENDS})[\w'’-]+\s*(?:and\s+)?){{1,3}})",
    re.IGNORECASE,
)
QUALITIES = frozenset(
    stems(
        "best better good right worst worse main most fastest cheapest normal typical biggest largest other difference"
    )
)
"""Words that say which of several things is asked for, not what thing; sentences answer them with others."""
_WHAT_IS_SAID_OF_IT = frozenset(
    stems(
        "risk danger downside drawback disadvantage weakness cons problem limit limitation benefit advantage upside"
        " strength pros step stage reason bad"
    )
)
"""Words for what is to be said of a thing; sentences say it without them."""


def focus_of(question: str) -> frozenset[str]:
    """The stems of the thing that is asked for; empty when the question names none."""
    named = _NAMED.search(question)
    return (
        frozenset(stems(" ".join(content_words(named["thing"])))) - QUALITIES - _WHAT_IS_SAID_OF_IT
        if named
        else frozenset()
    )
