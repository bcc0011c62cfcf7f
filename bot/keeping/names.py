"""Where an offered file goes: a plain name of our own making, whatever the file was called."""

import hashlib
import re
import unicodedata
from collections.abc import Callable
from pathlib import PurePosixPath

SUFFIXES = (".md", ".txt")
"""What can be added from Slack: text that the preview shows as it is."""
_LONGEST = 60  # characters of a slug: readable in a list, and far from any disk's limit
_FOLDERS = {"guide": "guides", "framework": "guides", "case-study": "case-studies"}
# Names that Windows keeps for its devices, with any suffix: a folder shared with it would break.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.ASCII)


def suffix_of(name: str) -> str | None:
    """The suffix of a name that can be added, in lower case; None for other kinds of files."""
    suffix = PurePosixPath(name.replace("\\", "/").strip()).suffix.lower()
    return suffix if suffix in SUFFIXES else None


def source_for(name: str, kind: str, content: bytes, taken: Callable[[str], bool]) -> str:
    """A free source for a new document: its slug in the folder of its kind, with a short hash where that is taken."""
    suffix, folder = suffix_of(name) or SUFFIXES[0], _FOLDERS.get(kind)
    stem = f"{folder}/{slug(name)}" if folder else slug(name)
    digest = hashlib.sha256(content).hexdigest()
    plain, *hashed = (f"{stem}{end}{suffix}" for end in ("", f"-{digest[:8]}", f"-{digest}"))
    return next((source for source in (plain, *hashed) if not taken(source)), hashed[-1])


def slug(name: str) -> str:
    """The name in small ASCII letters, digits and hyphens, without its suffix: never empty, hidden or a path."""
    stem = PurePosixPath(name.replace("\\", "/").replace("\0", "")).name
    if suffix_of(stem):
        stem = PurePosixPath(stem).stem
    ascii_only = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:_LONGEST].strip("-")
    if not words or words == "readme" or _DEVICES.fullmatch(words):  # a README.md at the top is not indexed
        return f"document-{words}".strip("-") if words else "document"
    return words
