"""Vectors kept by the text they are of: renames, rebuilds and moved paragraphs embed nothing again."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from sqlalchemy import LargeBinary, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from indexer.database import make_tables, open_database, sqlite_url
from indexer.embedding.port import Embedder, Vectors
from indexer.precedence import Turn, at_once

_AT_ONCE = 500  # SQLite takes 32,766 variables a statement; smaller statements keep other writers waiting less
_EMBED_AT_ONCE = 256  # chunks between two commits: what a kill can cost


class _Table(DeclarativeBase):
    pass


class _VectorRow(_Table):
    __tablename__ = "vectors"
    key: Mapped[bytes] = mapped_column(LargeBinary(20), primary_key=True)
    vector: Mapped[bytes] = mapped_column(LargeBinary)


class KeptVectors:
    """Embeds each text once per embedder; the rest comes from one SQLite file, shared by all folders."""

    def __init__(self, file: Path, embedder: Embedder, turn: Turn = at_once) -> None:
        self._engine = open_database(sqlite_url(file))
        make_tables(self._engine, _Table.metadata)
        self._embedder = embedder
        self._turn = turn

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] = lambda _done: None) -> Vectors:
        """(n, dimension) float32 in the order of the texts; `progress` hears how many are done."""
        keys = [self._key(text) for text in texts]
        held = self._held(keys)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in held}
        done = len(texts) - len(missing)
        progress(done)
        for first in range(0, len(missing), _EMBED_AT_ONCE):
            batch = dict(list(missing.items())[first : first + _EMBED_AT_ONCE])
            held |= self._embed_and_keep(batch)
            progress(done + first + len(batch))
        if not texts:
            return np.zeros((0, self._embedder.dimension), np.float32)
        return np.stack([np.frombuffer(held[key], np.float32) for key in keys])

    def _embed_and_keep(self, texts: dict[bytes, str]) -> dict[bytes, bytes]:
        vectors = self._embedder.embed(list(texts.values()), self._turn)
        made = {key: vector.tobytes() for key, vector in zip(texts, vectors, strict=True)}
        rows = [{"key": key, "vector": vector} for key, vector in made.items()]
        with Session(self._engine) as session, session.begin():
            session.execute(insert(_VectorRow).on_conflict_do_nothing(), rows)
        return made

    def _held(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        held: dict[bytes, bytes] = {}
        with Session(self._engine) as session:
            for first in range(0, len(keys), _AT_ONCE):
                batch = keys[first : first + _AT_ONCE]
                rows = session.execute(select(_VectorRow.key, _VectorRow.vector).where(_VectorRow.key.in_(batch)))
                held.update((key, vector) for key, vector in rows)
        return held

    def _key(self, text: str) -> bytes:
        named = f"{self._embedder.name}\x1f{text}".encode("utf-8", "surrogatepass")
        return hashlib.sha256(named).digest()[:20]
