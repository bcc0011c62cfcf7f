"""From Slack's markup to plain text: what somebody typed, as the indexer and the answerers should read it."""

import re

MAX_QUESTION = 4_000
"""Characters of a message that are read; the longest sensible question is far shorter."""

_CUT = "…"
_TAG = re.compile(r"<([^<>]*)>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))  # "&amp;" last: "&amp;lt;" is the text "&lt;"


def plain(text: str, *, advisor: str | None = None) -> str:
    """The text without markup: no mention of Advisor (its user id), names of others, words of links."""
    storable = text.encode("utf-8", "replace").decode().replace("\0", "")  # lone surrogates, and what Postgres refuses
    words = _TAG.sub(lambda tag: _spoken(tag[1], advisor), storable.replace("\N{NO-BREAK SPACE}", " "))
    for entity, character in _ENTITIES:
        words = words.replace(entity, character)
    lines = (" ".join(line.split()) for line in words.splitlines())
    read = "\n".join(lines).strip()
    return read if len(read) <= MAX_QUESTION else read[: MAX_QUESTION - len(_CUT)] + _CUT


def was_cut(text: str) -> bool:
    """Whether a text that `plain` gave is only the beginning of what was typed."""
    return len(text) == MAX_QUESTION and text.endswith(_CUT)


def mentions(text: str) -> set[str]:
    """The ids of the users that a raw message names."""
    return set(re.findall(r"<@([A-Z0-9]+)", text))


def _spoken(tag: str, advisor: str | None) -> str:
    """What a reader sees in place of `<tag>`."""
    target, _, label = tag.partition("|")
    if target.startswith("@"):
        return "" if target[1:] == advisor else f"@{label or 'someone'}"
    if target.startswith("#"):
        return f"#{label or 'a-channel'}"
    if target.startswith("!"):
        return label
    return label or target.removeprefix("mailto:")
