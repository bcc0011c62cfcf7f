"""Texts made comparable: what an expected phrase and a quote may differ in."""

import re

_DASHES = re.compile("[‐‑‒–—−]")


def normalised(text: str) -> str:
    """Lower case, every dash a hyphen, every run of white space one space."""
    return re.sub(r"\s+", " ", _DASHES.sub("-", text)).strip().casefold()


def says_every(text: str, phrases: tuple[tuple[str, ...], ...]) -> bool:
    """Whether the text holds, of every list, one of the alternatives."""
    within = normalised(text)
    return all(any(normalised(phrase) in within for phrase in alternatives) for alternatives in phrases)
