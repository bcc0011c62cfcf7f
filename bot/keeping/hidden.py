"""What a file holds that its reader would not see, and that a model or a search would."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sighting:
    """Something that was seen in a text: what it is, in plain words, and in which line first, from 1."""

    what: str
    line: int
    times: int = 1


_KINDS: Mapping[str, re.Pattern[str]] = {
    "characters that turn the direction of the text round": re.compile("[\u202a-\u202e\u2066-\u2069]"),
    "characters without width": re.compile("[\u200b\u2060\u2061-\u2064\u180e]|(?<!^)\ufeff", re.DOTALL),
    "invisible tag characters": re.compile("[\U000e0000-\U000e007f]+"),
    "comments that a rendered page does not show": re.compile("<!--"),
    "text styled to be invisible": re.compile(
        r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|color\s*:\s*(?:white|#fff(?:fff)?)\b",
        re.IGNORECASE,
    ),
    "long coded text (Base64) that nobody reads": re.compile(r"[A-Za-z0-9+/]{200}"),
}


def hidden(text: str) -> tuple[Sighting, ...]:
    """Each kind of hidden thing in the text, with how often it is there."""
    return tuple(_sightings(text))


def _sightings(text: str) -> Iterator[Sighting]:
    for what, pattern in _KINDS.items():
        places = [match.start() for match in pattern.finditer(text)]
        if places:
            yield Sighting(what, line_of(text, places[0]), len(places))


def line_of(text: str, position: int) -> int:
    """The line that a position is in, from 1."""
    return text.count("\n", 0, position) + 1
