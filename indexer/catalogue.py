"""The catalogue: which version of each document is indexed, its text, its chunks, and why files were refused.

It is the truth that Chroma and the lexical index are derived from: a chunk that is not in here is never shown.
"""

import json
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, delete, func, insert, select
from sqlalchemy.orm import Session

from indexer.catalogue_reader import CatalogueReader
from indexer.folder import FileStat
from indexer.model import Audience, Chunk, Document
from indexer.tables import ChunkRow, DocumentRow, FactRow, FileRow, StaleRow, row_of
from indexer.waiting import dismiss, enlist


class Known(NamedTuple):
    """What the catalogue knows of a file: the stat it was read at, and its refusal or its content hash."""

    stat: FileStat
    refused: str | None
    content_hash: str | None


@dataclass(frozen=True, slots=True)
class Indexed:
    """A document with its chunks and the stat of the file they were read from."""

    document: Document
    chunks: Sequence[Chunk]
    stat: FileStat


class Catalogue(CatalogueReader):
    """One generation of the catalogue, to read and to write. Every method is one transaction."""

    def known_files(self) -> dict[str, Known]:
        """Every file of the last sync by source."""
        same = and_(DocumentRow.source == FileRow.source, DocumentRow.generation == FileRow.generation)
        stat = (FileRow.source, FileRow.size, FileRow.mtime_ns, FileRow.ctime_ns, FileRow.inode)
        query = select(*stat, FileRow.refused, DocumentRow.content_hash).outerjoin(DocumentRow, same)
        # Plain columns on a plain connection: rows as objects take five times as long, at every sync.
        with self._engine.connect() as connection:
            rows = connection.execute(query.where(FileRow.generation == self.generation))
            return {row[0]: Known(FileStat(*row[:5]), row[5], row[6]) for row in rows}

    def placed_chunks(self, at_random: int | None = None) -> dict[str, Audience]:
        """The audience of every chunk by id, or of so many chunks taken at random."""
        same = and_(DocumentRow.source == ChunkRow.source, DocumentRow.generation == ChunkRow.generation)
        query = select(ChunkRow.id, DocumentRow.audience).join(DocumentRow, same)
        query = query.where(ChunkRow.generation == self.generation)
        if at_random is not None:
            query = query.order_by(func.random()).limit(at_random)
        with self._engine.connect() as connection:
            rows = connection.execute(query)
            return {chunk_id: frozenset(json.loads(audience)) for chunk_id, audience in rows}

    def chunks(self, document: Document) -> list[Chunk]:
        """The chunks of an indexed document, in its order."""
        query = select(ChunkRow).where(ChunkRow.generation == self.generation, ChunkRow.source == document.source)
        with Session(self._engine) as session:
            rows = session.scalars(query.order_by(ChunkRow.start)).all()
        return [_chunk(document, row) for row in rows]

    def record(self, documents: Sequence[Indexed]) -> None:
        """Make these the indexed versions, all at once; chunks that they no longer have become stale."""
        with Session(self._engine) as session, session.begin():
            embedded: set[str] = set()
            for source in self._indexed(session, [item.document.source for item in documents]):
                embedded |= self._retire(session, source) or set()
            self._write(session, documents, embedded)
            self._touch(session, [item.stat for item in documents], None)
            self._changed_now(session)

    def refuse(self, stat: FileStat, reason: str) -> None:
        """Record why a file is refused; the version indexed before, if any, is gone: the folder is the truth."""
        with Session(self._engine) as session, session.begin():
            if self._retire(session, stat.source) is not None:
                self._changed_now(session)
            self._touch(session, [stat], reason)

    def touch(self, stat: FileStat) -> None:
        """Record that a file's content is what the catalogue has, although its stat moved."""
        with Session(self._engine) as session, session.begin():
            self._touch(session, [stat], None)

    def remove(self, source: str) -> bool:
        """Forget a file, and its document if it had one: whether it had."""
        with Session(self._engine) as session, session.begin():
            session.execute(self._mine(delete(FileRow), FileRow).where(FileRow.source == source))
            was_indexed = self._retire(session, source) is not None
            if was_indexed:
                self._changed_now(session)
            return was_indexed

    def stale(self) -> list[tuple[str, Audience]]:
        """Chunks still to be dropped from the derived indexes, with the audience they were stored for."""
        with Session(self._engine) as session:
            rows = session.scalars(self._mine(select(StaleRow), StaleRow)).all()
        return [(row.id, frozenset(json.loads(row.audience))) for row in rows]

    def forget_stale(self) -> None:
        """Record that the stale chunks are gone from the derived indexes."""
        with Session(self._engine) as session, session.begin():
            session.execute(self._mine(delete(StaleRow), StaleRow))

    def _changed_now(self, session: Session) -> None:
        session.merge(FactRow(generation=self.generation, name="as_of", value=datetime.now(UTC).isoformat()))

    def _indexed(self, session: Session, sources: Sequence[str]) -> Sequence[str]:
        query = self._mine(select(DocumentRow.source), DocumentRow)
        return session.scalars(query.where(DocumentRow.source.in_(sources))).all()

    def _write(self, session: Session, documents: Sequence[Indexed], embedded: AbstractSet[str]) -> None:
        """One statement a table, whatever the number of documents: a statement each takes minutes at fifty thousand."""
        session.add_all([row_of(item.document, self.generation) for item in documents])
        chunks = [chunk for item in documents for chunk in item.chunks]
        rows = [
            {
                "generation": self.generation, "id": chunk.id, "source": chunk.source,
                "heading": json.dumps(chunk.heading), "start": chunk.start, "end": chunk.end,
            }
            for chunk in chunks
        ]  # fmt: skip
        if rows:
            session.execute(insert(ChunkRow), rows)
        enlist(session, self.generation, [chunk for chunk in chunks if chunk.id not in embedded])
        live = and_(ChunkRow.generation == StaleRow.generation, ChunkRow.id == StaleRow.id)
        back = self._mine(delete(StaleRow), StaleRow).where(select(ChunkRow.id).where(live).exists())
        session.execute(back, execution_options={"synchronize_session": False})

    def _retire(self, session: Session, source: str) -> set[str] | None:
        """Take a document out: the ids of its chunks that have vectors, or None when it was not in."""
        of_document = self._mine(select(DocumentRow.audience), DocumentRow).where(DocumentRow.source == source)
        audience = session.scalar(of_document)
        if audience is None:
            return None
        ids = set(session.scalars(self._ids_of(source)))
        session.execute(self._mine(delete(StaleRow), StaleRow).where(StaleRow.id.in_(self._ids_of(source))))
        if ids:
            rows = [{"generation": self.generation, "id": chunk_id, "audience": audience} for chunk_id in ids]
            session.execute(insert(StaleRow), rows)
        session.execute(self._mine(delete(ChunkRow), ChunkRow).where(ChunkRow.source == source))
        session.execute(self._mine(delete(DocumentRow), DocumentRow).where(DocumentRow.source == source))
        return ids - dismiss(session, self.generation, source)

    def _ids_of(self, source: str) -> "Select[Any]":
        return self._mine(select(ChunkRow.id), ChunkRow).where(ChunkRow.source == source)

    def _touch(self, session: Session, stats: Sequence[FileStat], refused: str | None) -> None:
        touched = FileRow.source.in_([stat.source for stat in stats])
        session.execute(self._mine(delete(FileRow), FileRow).where(touched))
        rows = [{"generation": self.generation, "refused": refused, **stat._asdict()} for stat in stats]
        session.execute(insert(FileRow), rows)


def _chunk(document: Document, row: ChunkRow) -> Chunk:
    text = document.text[row.start : row.end]
    return Chunk(row.id, row.source, tuple(json.loads(row.heading)), row.start, row.end, text)
