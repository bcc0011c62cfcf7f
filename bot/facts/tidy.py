"""Text as people and Slack send it, made plain without moving a character."""

import re
import unicodedata

_LINK = re.compile(r"<(?:https?://|mailto:|[@#!])[^<>|\s]{0,2000}(?:\|(?P<label>[^<>|]{0,300}))?>")
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}
_SAME = str.maketrans(
    {
        **dict.fromkeys("‘’‛`´", "'"),
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("‐‑‒−", "-"),  # dashes proper stay: they part clauses and ranges
        **dict.fromkeys("#~*_\u200b\u200c\u200d\ufeff\t\r", " "),  # marks, and what cannot be seen
        "…": ".",
        "≤": "<",
        "≥": " ",
    }
)


def tidy(text: str) -> str:
    """The text in lower case with straight quotes, plain spaces, ASCII digits, links as their labels.

    It has the length of `text`, and what stays stands where it stood, so that offsets hold for both.
    """
    text = _LINK.sub(_label, text)
    for entity, plain in _ENTITIES.items():
        text = text.replace(entity, plain.ljust(len(entity)))
    return "".join(map(_plain, text)).translate(_SAME)


def _label(link: re.Match[str]) -> str:
    label = link["label"] or ""
    return label.rjust(len(link[0]) - 1) + " "


def _plain(char: str) -> str:
    if char.isascii():
        return char.lower()
    if char in "…½¼":
        return char
    folded = unicodedata.normalize("NFKC", char).lower()
    return folded if len(folded) == 1 else char
