"""The catalogue's tables, and how a document becomes a row and back."""

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, Index, Row, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from indexer.model import Audience, Document


class Table(DeclarativeBase):
    """The base of the catalogue's tables."""


class GenerationTable(Table):
    """A table whose rows each belong to one generation of the index."""

    __abstract__ = True
    generation: Mapped[str] = mapped_column(String(32), primary_key=True, sort_order=-1)  # first in every key


class DocumentRow(GenerationTable):
    """The indexed version of one document."""

    __tablename__ = "documents"
    __table_args__ = (Index("audiences", "generation", "audience"),)
    source: Mapped[str] = mapped_column(String(4096), primary_key=True)
    content_hash: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)
    about: Mapped[str] = mapped_column(Text)  # the other fields of Document, as JSON
    audience: Mapped[str] = mapped_column(Text)
    has_framework: Mapped[bool] = mapped_column(index=True)  # found without reading fifty thousand documents
    has_decision: Mapped[bool] = mapped_column(index=True)


class ChunkRow(GenerationTable):
    """Where a chunk lies in its document; its text is cut from the document's."""

    __tablename__ = "chunks"
    __table_args__ = (Index("chunks_of_document", "generation", "source"),)
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    source: Mapped[str] = mapped_column(String(4096))
    heading: Mapped[str] = mapped_column(Text)
    start: Mapped[int] = mapped_column()
    end: Mapped[int] = mapped_column()


class WaitingRow(GenerationTable):
    """A recorded chunk whose vector is still to be made; by source, so that a document is read once for many."""

    __tablename__ = "waiting_chunks"
    __table_args__ = (Index("waiting_by_id", "generation", "id"),)
    source: Mapped[str] = mapped_column(String(4096), primary_key=True)
    id: Mapped[str] = mapped_column(String(64), primary_key=True)


class StaleRow(GenerationTable):
    """A chunk that the last recorded version no longer has, still to be dropped from the derived indexes."""

    __tablename__ = "stale_chunks"
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    audience: Mapped[str] = mapped_column(String(1024), primary_key=True)


class FileRow(GenerationTable):
    """A file as it was when it was last read, and the reason if it was refused."""

    __tablename__ = "files"
    source: Mapped[str] = mapped_column(String(4096), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    mtime_ns: Mapped[int] = mapped_column(BigInteger)
    ctime_ns: Mapped[int] = mapped_column(BigInteger)
    inode: Mapped[int] = mapped_column(BigInteger)
    refused: Mapped[str | None] = mapped_column(Text)


class FactRow(GenerationTable):
    """One thing known of a generation as a whole, or (generation "") of the index: which one is served."""

    __tablename__ = "index_facts"
    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


_DAYS = ("published", "as_of", "expires")
_PLAIN = ("title", "body", "kind", "author", "url", "publication", "framework", "facts", "decision")


def audience_key(audience: Audience) -> str:
    """An audience as one string, the same for the same groups."""
    return json.dumps(sorted(audience))


def row_of(document: Document, generation: str) -> DocumentRow:
    """A document as a row."""
    about: dict[str, object] = {name: getattr(document, name) for name in _PLAIN}
    about |= {name: day.isoformat() if (day := getattr(document, name)) else None for name in _DAYS}
    about["tags"] = document.tags
    return DocumentRow(
        generation=generation,
        source=document.source,
        content_hash=document.content_hash,
        text=document.text,
        about=json.dumps(about, default=str),
        audience=audience_key(document.audience),
        has_framework=document.framework is not None,
        has_decision=document.decision is not None,
    )


@lru_cache(maxsize=256)
def _about(stored: str) -> Mapping[str, Any]:
    """The stored fields, the same object each time: every passage of a guide comes with its whole framework."""
    about: Mapping[str, Any] = json.loads(stored)
    return about


def document_of(row: "DocumentRow | Row[Any]") -> Document:
    """The document that a row holds."""
    about = _about(row.about)
    days: dict[str, Any] = {name: date.fromisoformat(about[name]) if about[name] else None for name in _DAYS}
    return Document(
        source=row.source,
        text=row.text,
        content_hash=row.content_hash,
        tags=tuple(about["tags"]),
        audience=frozenset(json.loads(row.audience)),
        **{name: about[name] for name in _PLAIN},
        **days,
    )
