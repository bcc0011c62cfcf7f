"""What an answer may not carry, whoever wrote it: addresses, forged citation marks and verdicts, text that hides.

A document can tell a model (or have itself quoted) to show a link that takes what the reader knows elsewhere. So no
address written by an answerer is shown: whoever needs one finds it in the quoted source, whose own address comes from
the front matter that an admin wrote.
"""

import re

LEFT_OUT = "(address in the source)"

_UNSEEN = re.compile(  # control characters, and those that hide or turn round what follows them
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)
_TAG = re.compile(r"</?(?:a|img|iframe|script|style|svg|form|input|link|meta|object|embed)\b[^<>]*>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_LINK = re.compile(r"!?\[(?P<words>[^\[\]\n]*)\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\[\]\n]*\])")
_DEFINITION = re.compile(r"^[ \t]*\[[^\[\]\n]+\]:.*$", re.MULTILINE)
_ADDRESS = re.compile(
    r"<?(?:"
    r"[^\s<>|:/]{0,40}:\s?/\s?/\s?[^\s<>|\w]{0,9}\w[^\s<>|]*"  # with a scheme, spread out or not
    r"|\b(?:mailto:|tel:|sms:|javascript:|vbscript:|slack:|file:/|data:\w+/)[^\s<>|]+"
    r"|\bwww\.[^\s<>|]+"
    r"|(?<![\w/.])(?:[^\W_][\w-]*\.)+[a-z]{2,18}(?::\d+)?[/?#][^\s<>|]*"  # a bare host with a path
    r"|[^\s<>|@:/]{1,64}@(?:[\w-]+\.)+[a-z]{2,18}\b[^\s<>|]*"  # of a mailbox
    r"|\bxn--[^\s<>|]+"
    r")(?:\|[^<>\n]*)?>?",
    re.IGNORECASE,
)
_MARK = re.compile(r"\[(\d{1,3}(?:\s*[,–-]\s*\d{1,3})*)\]")
_VERDICT = re.compile(
    r"^(?:[^\w\n]|_)*(?:recommendation|verdict|answered by)(?:[^\w\n]|_)*?[:：](?:[^\w\n]|_)*",
    re.IGNORECASE | re.MULTILINE,
)
_UNBROKEN = re.compile(r"[^\s|]{80,}")  # no word of any language; text made unreadable on purpose, or by accident


def shown(text: str) -> str:
    """The text as an answer may say it: of a link only the words, no address, no number in brackets that code did not
    put there."""
    seen = _MARK.sub(r"(\1)", _COMMENT.sub("", _UNSEEN.sub("", text)))
    seen = _TAG.sub("", _DEFINITION.sub("", seen))
    seen = _LINK.sub(lambda link: link["words"], seen)
    seen = _LINK.sub(lambda link: link["words"], seen)  # an image inside a link
    seen = _ADDRESS.sub(_left_out, seen)
    seen = _VERDICT.sub("The text says: ", seen)  # those lines are code's
    return _UNBROKEN.sub("(left out)", seen).strip()


def _left_out(address: re.Match[str]) -> str:
    """The stop or bracket that closes the sentence belongs to it, not to the address."""
    end = re.search(r"[.,;:!?)\]*_]*$", address.group())
    return LEFT_OUT + (end.group() if end else "")
