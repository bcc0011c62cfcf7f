"""The catalogue: which version of each document is indexed, its text, its chunks, and why files were refused.

It is the truth that Chroma and the lexical index are derived from: a chunk that is not in here is never shown.
"""

import json
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Delete, Engine, Row, Select, and_, bindparam, delete, func, insert, literal, or_, select, text
from sqlalchemy.orm import Session

from indexer.folder import FileStat
from indexer.model import PUBLIC, Audience, Chunk, Document, IndexState, Listed, Passage, Refusal
from indexer.tables import (
    ChunkRow,
    DocumentRow,
    FactRow,
    FileRow,
    GenerationTable,
    StaleRow,
    audience_key,
    document_of,
    row_of,
)
from indexer.waiting import dismiss, enlist

_Q = TypeVar("_Q", "Select[Any]", Delete)


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


class Catalogue:
    """One generation of the catalogue. Every method is one transaction."""

    def __init__(self, engine: Engine, generation: str) -> None:
        self._engine = engine
        self.generation = generation

    # What a sync needs

    def known_files(self) -> dict[str, Known]:
        """Every file of the last sync by source."""
        same = and_(DocumentRow.source == FileRow.source, DocumentRow.generation == FileRow.generation)
        stat = (FileRow.source, FileRow.size, FileRow.mtime_ns, FileRow.ctime_ns, FileRow.inode)
        query = select(*stat, FileRow.refused, DocumentRow.content_hash).outerjoin(DocumentRow, same)
        # Plain columns on a plain connection: rows as objects take five times as long, at every sync.
        with self._engine.connect() as connection:
            rows = connection.execute(query.where(FileRow.generation == self.generation))
            return {row[0]: Known(FileStat(*row[:5]), row[5], row[6]) for row in rows}

    def placed_chunks(self) -> dict[str, Audience]:
        """The audience of every chunk by id."""
        same = and_(DocumentRow.source == ChunkRow.source, DocumentRow.generation == ChunkRow.generation)
        query = select(ChunkRow.id, DocumentRow.audience).join(DocumentRow, same)
        with self._engine.connect() as connection:
            rows = connection.execute(query.where(ChunkRow.generation == self.generation))
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

    # What a question needs

    def audiences(self) -> list[Audience]:
        """The distinct audiences of the indexed documents."""
        with self._engine.connect() as connection:
            found = connection.scalars(_AUDIENCES, {"generation": self.generation})
            return [frozenset(json.loads(key)) for key in found]

    def passages(self, scored: Mapping[str, tuple[float, float]], asker: Audience) -> list[Passage]:
        """The passages of chunk id -> (score, relevance), best first; never what the asker may not read."""
        with self._engine.connect() as connection:
            rows = connection.execute(_PASSAGES, {"generation": self.generation, "ids": list(scored)}).all()
        # Documents of which only the passage was read: a whole text may be 10 MB.
        pieces = [(row, document_of(row)) for row in rows]
        found = [_passage(piece, row, *scored[row.id]) for row, piece in pieces if piece.readable_by(asker)]
        return sorted(found, key=lambda passage: (-passage.score, passage.source, passage.start))

    def chunks_within(self, prefixes: Sequence[str]) -> set[str]:
        """The ids of the chunks of documents whose source begins, letter by letter, with one of these."""
        begins = or_(*(func.substr(ChunkRow.source, 1, len(prefix)) == prefix for prefix in prefixes))
        with self._engine.connect() as connection:
            return set(connection.scalars(self._mine(select(ChunkRow.id), ChunkRow).where(begins)))

    def document(self, source: str, *, asker: Audience) -> Document | None:
        """The indexed version of a source, or None when there is none or the asker may not read it."""
        with Session(self._engine) as session:
            row = session.get(DocumentRow, (self.generation, source))
        found = document_of(row) if row else None
        return found if found and found.readable_by(asker) else None

    def documents(self, *, asker: Audience) -> list[Document]:
        """Every indexed document that the asker may read, by source."""
        return self._read(select(DocumentRow), asker)

    def listed(self, *, asker: Audience) -> list[Listed]:
        """What `documents` gives, without the texts and by title: fit for a list of thousands."""
        with Session(self._engine) as session:
            rows = session.execute(_LISTED, {"generation": self.generation}).all()
        found = [listed for row in rows if (listed := _listed(row)).readable_by(asker)]
        return sorted(found, key=lambda listed: (listed.title.casefold(), listed.source))

    def frameworks(self, *, asker: Audience) -> list[Document]:
        """Those of `documents` whose front matter holds a framework."""
        return self._read(select(DocumentRow).where(DocumentRow.has_framework), asker)

    def case_studies(self, *, asker: Audience) -> list[Document]:
        """Those of `documents` whose front matter tells a decision."""
        return self._read(select(DocumentRow).where(DocumentRow.has_decision), asker)

    def folders(self) -> list[str]:
        """The folders that hold indexed documents, as paths that end in "/", by name."""
        with self._engine.connect() as connection:
            sources = connection.scalars(self._mine(select(DocumentRow.source), DocumentRow)).all()
        return sorted({f"{parent}/" for source in sources for parent in map(str, PurePosixPath(source).parents[:-1])})

    def as_of(self) -> datetime | None:
        """When a document was last added, changed or removed, in UTC."""
        with Session(self._engine) as session:
            changed = session.get(FactRow, (self.generation, "as_of"))
        return datetime.fromisoformat(changed.value) if changed else None

    def all_documents(self) -> list[Document]:
        """Every indexed document, whoever may read it."""
        with Session(self._engine) as session:
            return [document_of(row) for row in session.scalars(self._mine(select(DocumentRow), DocumentRow)).all()]

    def state(self, asker: Audience | None = None) -> IndexState:
        """Counts, refusals, and the time of the last change; counts only what the asker may read, None for all."""
        keys = [audience_key(one) for one in self.audiences() if asker is None or not one.isdisjoint(asker | PUBLIC)]
        theirs = self._mine(select(DocumentRow.source), DocumentRow).where(DocumentRow.audience.in_(keys))
        with Session(self._engine) as session:
            documents = session.scalar(select(func.count()).select_from(theirs.subquery()))
            counted = self._mine(select(func.count()).select_from(ChunkRow), ChunkRow)
            chunks = session.scalar(counted if asker is None else counted.where(ChunkRow.source.in_(theirs)))
            refused = session.scalars(self._mine(select(FileRow), FileRow).where(FileRow.refused.is_not(None)))
            refusals = tuple(Refusal(row.source, row.refused or "") for row in refused.all())
        return IndexState(documents or 0, chunks or 0, self.as_of(), tuple(sorted(refusals, key=lambda r: r.source)))

    # Steps

    def _read(self, query: "Select[Any]", asker: Audience) -> list[Document]:
        with Session(self._engine) as session:
            rows = session.scalars(self._mine(query, DocumentRow).order_by(DocumentRow.source)).all()
        return [document for row in rows if (document := document_of(row)).readable_by(asker)]

    def _mine(self, query: _Q, table: type[GenerationTable]) -> _Q:
        return query.where(table.generation == self.generation)

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


# One step through the index for each audience: DISTINCT reads every document, 25 ms at twenty thousand.
_AUDIENCES = text(
    "WITH RECURSIVE found(audience) AS ("
    " SELECT min(audience) FROM documents WHERE generation = :generation"
    " UNION ALL SELECT (SELECT min(audience) FROM documents"
    " WHERE generation = :generation AND audience > found.audience) FROM found WHERE found.audience IS NOT NULL"
    ") SELECT audience FROM found WHERE audience IS NOT NULL"
)

_PASSAGES = (
    select(
        ChunkRow.id,
        ChunkRow.heading,
        ChunkRow.start,
        ChunkRow.end,
        DocumentRow.source,
        DocumentRow.content_hash,
        func.substr(DocumentRow.text, ChunkRow.start + 1, ChunkRow.end - ChunkRow.start).label("text"),
        DocumentRow.about,
        DocumentRow.audience,
    )
    .join(DocumentRow, and_(DocumentRow.source == ChunkRow.source, DocumentRow.generation == ChunkRow.generation))
    .where(ChunkRow.generation == bindparam("generation"), ChunkRow.id.in_(bindparam("ids", expanding=True)))
)


_SHOWN: tuple[Any, ...] = (
    DocumentRow.source,
    DocumentRow.content_hash,
    literal("").label("text"),
    DocumentRow.about,
    DocumentRow.audience,
    FileRow.mtime_ns,
)
_LISTED = (
    select(*_SHOWN)
    .outerjoin(FileRow, and_(FileRow.source == DocumentRow.source, FileRow.generation == DocumentRow.generation))
    .where(DocumentRow.generation == bindparam("generation"))
)


def _listed(row: "Row[Any]") -> Listed:
    document = document_of(row)
    return Listed(
        source=document.source,
        title=document.title,
        content_hash=document.content_hash,
        kind=document.kind,
        url=document.url,
        as_of=document.as_of or document.published,
        expires=document.expires,
        audience=document.audience,
        changed_at=datetime.fromtimestamp(row.mtime_ns / 1e9, UTC) if row.mtime_ns else None,
    )


def _passage(piece: Document, chunk: "Row[Any]", score: float, relevance: float) -> Passage:
    return Passage(
        source=piece.source,
        title=piece.title,
        heading=tuple(json.loads(chunk.heading)),
        start=chunk.start,
        end=chunk.end,
        text=piece.text,
        score=score,
        relevance=relevance,
        url=piece.url,
        as_of=piece.as_of or piece.published,
        expires=piece.expires,
    )
