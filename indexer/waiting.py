"""The chunks that wait for their vectors: recorded and found by their words, not yet by their meaning."""

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import Engine, and_, delete, func, insert, select
from sqlalchemy.orm import Session

from indexer.model import Audience, Chunk
from indexer.tables import ChunkRow, DocumentRow, WaitingRow

Waiting = tuple[Audience, Chunk]

_AT_ONCE = 500  # ids in one statement


class WaitingChunks:
    """Those of one generation, enlisted when their document is recorded. Every method is one transaction."""

    def __init__(self, engine: Engine, generation: str) -> None:
        self._engine = engine
        self._generation = generation

    def count(self) -> int:
        """How many there are."""
        query = select(func.count()).select_from(WaitingRow).where(WaitingRow.generation == self._generation)
        with Session(self._engine) as session:
            return session.scalar(query) or 0

    def first(self, most: int) -> list[Waiting]:
        """At most `most` of them, each with the audience of its document."""
        with Session(self._engine) as session:
            rows = session.execute(_FIRST.where(WaitingRow.generation == self._generation).limit(most)).all()
            sources = {row.source for row in rows}
            of_these = and_(DocumentRow.generation == self._generation, DocumentRow.source.in_(sources))
            # A document's text once, not once a chunk: it may have 10 MB.
            documents = session.execute(select(DocumentRow.source, DocumentRow.text).where(of_these))
            texts = {source: text for source, text in documents}  # noqa: C416 - rows are no pairs to dict()
        return [
            (
                frozenset(json.loads(row.audience)),
                Chunk(
                    row.id, row.source, tuple(json.loads(row.heading)), row.start, row.end,
                    texts[row.source][row.start : row.end],
                ),
            )
            for row in rows
        ]  # fmt: skip

    def embedded(self, done: Sequence[Waiting]) -> None:
        """These have their vectors now."""
        with Session(self._engine) as session, session.begin():
            self._strike(session, [chunk.id for _, chunk in done])

    def await_vectors(self, ids: Sequence[str]) -> None:
        """The vectors of these catalogued chunks were lost: they wait again."""
        with Session(self._engine) as session, session.begin():
            self._strike(session, ids)
            for first in range(0, len(ids), _AT_ONCE):
                batch = ids[first : first + _AT_ONCE]
                found = select(ChunkRow.generation, ChunkRow.source, ChunkRow.id).where(
                    ChunkRow.generation == self._generation, ChunkRow.id.in_(batch)
                )
                session.execute(insert(WaitingRow).from_select(["generation", "source", "id"], found))

    def _strike(self, session: Session, ids: Sequence[str]) -> None:
        for first in range(0, len(ids), _AT_ONCE):
            batch = ids[first : first + _AT_ONCE]
            mine = and_(WaitingRow.generation == self._generation, WaitingRow.id.in_(batch))
            session.execute(delete(WaitingRow).where(mine))


def enlist(session: Session, generation: str, chunks: Iterable[Chunk]) -> None:
    """Let these chunks wait."""
    rows = [{"generation": generation, "source": chunk.source, "id": chunk.id} for chunk in chunks]
    if rows:
        session.execute(insert(WaitingRow), rows)


def dismiss(session: Session, generation: str, source: str) -> set[str]:
    """No chunk of this document waits any longer; gives the ids of those that did."""
    of_document = and_(WaitingRow.generation == generation, WaitingRow.source == source)
    waited = set(session.scalars(select(WaitingRow.id).where(of_document)))
    if waited:
        session.execute(delete(WaitingRow).where(of_document))
    return waited


_FIRST = (
    select(
        ChunkRow.id, ChunkRow.source, ChunkRow.heading, ChunkRow.start, ChunkRow.end, DocumentRow.audience
    )
    .join(WaitingRow, and_(WaitingRow.generation == ChunkRow.generation, WaitingRow.id == ChunkRow.id))
    .join(DocumentRow, and_(DocumentRow.generation == ChunkRow.generation, DocumentRow.source == ChunkRow.source))
    .order_by(WaitingRow.source, ChunkRow.start)  # the matrix gives what is equally near in this order
)  # fmt: skip
