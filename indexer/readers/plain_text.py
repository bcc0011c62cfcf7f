"""Plain text, such as an article saved from a web page."""

from indexer.model import Document
from indexer.readers.decoding import decode
from indexer.readers.front_matter import split_front_matter
from indexer.readers.markdown import described

_LINES_TO_LOOK_AT = 12


def read_plain_text(source: str, content: bytes, content_hash: str) -> Document:
    """The document of a text file; its title from the front matter, else a line above the prose, else its name."""
    text = decode(content)
    about, body = split_front_matter(text)
    return described(Document(source, text, content_hash, "", body), about, _title_line(text[body:]))


def _title_line(text: str) -> str | None:
    """The first line that reads like a title before any prose: four words or more, and no full stop."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in lines[:_LINES_TO_LOOK_AT]:
        if len(line) > 140 or line.endswith("."):
            return None
        if len(line.split()) >= 4 and line[-1] not in ",;:·":
            return line
    return None
