"""Keys and passwords in a text that is about to become knowledge, where everyone who asks could be shown them."""

import re
from collections.abc import Iterator, Mapping

from bot.keeping.hidden import Sighting, line_of

# The shapes that their issuers document; each has a fixed beginning, so that prose is not mistaken for one.
_KINDS: Mapping[str, re.Pattern[str]] = {
    "an AWS access key": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "a private key": re.compile(r"-----BEGIN (?:[A-Z]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----"),
    "a Slack token": re.compile(r"\bx(?:ox[a-z]|app)-[0-9A-Za-z-]{8,}"),
    "an Anthropic key": re.compile(r"\bsk-ant-[0-9A-Za-z_-]{8,}"),
    "an OpenAI key": re.compile(r"\bsk-(?!ant-)(?:proj-)?[0-9A-Za-z_-]{32,}"),
    "a GitHub token": re.compile(r"\b(?:gh[opsur]_[0-9A-Za-z]{36}|github_pat_[0-9A-Za-z_]{40,})"),
    "a Google key": re.compile(r"\bAIza[0-9A-Za-z_-]{35}"),
    "a password in an address": re.compile(r"\b[a-z][a-z0-9+.-]{1,20}://[^\s:/@]{1,100}:[^\s:/@]{1,100}@"),
}
_HIDDEN = "[hidden]"


def credentials(text: str) -> tuple[Sighting, ...]:
    """Each kind of secret that the text seems to hold. What it is, never the secret itself."""
    return tuple(_sightings(text))


def without_credentials(text: str) -> str:
    """The text with whatever looks like a secret hidden: fit for a preview."""
    for pattern in _KINDS.values():
        text = pattern.sub(_HIDDEN, text)
    return text


def _sightings(text: str) -> Iterator[Sighting]:
    for what, pattern in _KINDS.items():
        places = [match.start() for match in pattern.finditer(text)]
        if places:
            yield Sighting(what, line_of(text, places[0]), len(places))
