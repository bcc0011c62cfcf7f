"""Bytes into text: UTF-8, or UTF-16 with its mark; anything else is refused, never guessed at or dropped."""

import codecs
import re
import unicodedata

from indexer.model import IndexerError


class ReadError(IndexerError):
    """A file that cannot become a document. Its text is the reason, told to admins."""


_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_INVISIBLE = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})


def decode(content: bytes) -> str:
    """The text, with line ends as they are. Raises ReadError for other encodings, control characters and no text."""
    encoding = "utf-16" if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(f"is not {encoding.upper()} (byte {error.start:,} does not fit); save it as UTF-8") from None
    if found := _CONTROL.search(text):
        raise ReadError(
            f"holds the control character U+{ord(found.group()):04X} at character {found.start():,}, which no article "
            "needs; is it a text file? Remove it, or save the text again"
        )
    if not has_visible(text):
        raise ReadError("is empty; write something into it or remove it")
    return text


def has_visible(text: str) -> bool:
    """Whether a reader would see anything: marks and zero-width characters are not text."""
    return any(unicodedata.category(character) not in _INVISIBLE for character in text)
