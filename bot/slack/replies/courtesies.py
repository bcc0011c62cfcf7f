"""What people say out of politeness: a greeting, thanks, an OK. It is no question, and no document answers it."""

import re
from enum import StrEnum


class Courtesy(StrEnum):
    """What somebody said who asked nothing."""

    GREETING = "greeting"
    THANKS = "thanks"  # or an OK, or an emoji alone: what ends a conversation


ANY_TIME = "Any time. When you have another question, just ask."
"""What is said to thanks."""

_EMOJI = re.compile(r":[\w+'-]+:")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def _words(text: str) -> frozenset[str]:
    plain = _EMOJI.sub(" ", text).replace("’", "'").lower()
    return frozenset(word[0] for word in _WORD.finditer(plain))


# No "yes", "no" or "sure": they may answer what Advisor asked back.
_GREETINGS = _words("hi hello hey hiya howdy greetings hallo hola bonjour morning afternoon evening")
_GREETED = _GREETINGS | _words("good guten tag morgen there all everyone everybody team folks advisor")
_THANKS = _words(
    "thanks thank thx ty cheers ok okay great perfect nice cool awesome excellent brilliant lovely good super "
    "understood noted appreciated helpful helps danke merci gracias"
)
_THANKED = _GREETED | _THANKS | _words("you u a lot so very much many really again this that that's is was")


def courtesy(text: str) -> Courtesy | None:
    """What a message's plain text is when it is a courtesy and no more, else None: it may be worth an answer."""
    words = _words(text)
    if words & _GREETINGS and words <= _GREETED:
        return Courtesy.GREETING
    if not text or "?" in text or not words <= _THANKED:
        return None
    return Courtesy.THANKS if not words or words & _THANKS else None
