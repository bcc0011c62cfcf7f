"""One registry of readers: a file name's suffix to the function that makes a document of its bytes.

A new type is one file here, one line below, and one test.
"""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from indexer.model import Document
from indexer.readers.markdown import read_markdown
from indexer.readers.plain_text import read_plain_text

READING_VERSION = "1"
"""Part of an index's identity: raise it when a reader makes another document, or refusal, of the same bytes."""

Reader = Callable[[str, bytes, str], Document]
"""`(source, content, content_hash)` to a document; raises ReadError when the content cannot be one."""

READERS: Mapping[str, Reader] = {
    ".md": read_markdown,
    ".txt": read_plain_text,
}


def read_document(source: str, content: bytes) -> Document:
    """The document that a file's bytes hold. Raises ReadError with the reason when they hold none."""
    reader = READERS[PurePosixPath(source).suffix.lower()]
    return reader(source, content, hashlib.sha256(content).hexdigest())
