"""The knowledge folder read once more, file by file: what judges citations must not be the index that gave them."""

from pathlib import Path, PurePosixPath

from indexer.model import Document
from indexer.readers import READERS, read_document
from indexer.readers.decoding import ReadError


class Folder:
    """The documents as the files hold them now; each is read once."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._read: dict[str, Document | None] = {}

    def document(self, source: str) -> Document | None:
        """The document of this path relative to the folder, or None when no readable file of the folder has it."""
        if source not in self._read:
            self._read[source] = self._document(source)
        return self._read[source]

    def prose(self, source: str) -> str:
        """What can be quoted of a document: its text below the front matter; "" when there is none."""
        document = self.document(source)
        return document.text[document.body :] if document else ""

    def holds(self, source: str, start: int, end: int, quote: str) -> bool:
        """Whether the file says the quote, letter for letter, at these half-open character offsets."""
        document = self.document(source)
        if document is None or not quote.strip():
            return False
        return 0 <= start < end <= len(document.text) and document.text[start:end] == quote

    def _document(self, source: str) -> Document | None:
        path = (self._root / source).resolve()
        if not path.is_relative_to(self._root) or PurePosixPath(source).suffix.lower() not in READERS:
            return None
        try:
            return read_document(source, path.read_bytes()) if path.is_file() else None
        except ReadError:  # refused by the index too: no document
            return None
