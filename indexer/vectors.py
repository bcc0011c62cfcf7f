"""The vector store: Chroma, embedded in the data folder or a server by URL. Its types stop here."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np

from indexer.embedding.port import Vectors
from indexer.model import Audience, IndexerError
from indexer.precedence import GiveWay, never
from indexer.tables import audience_key

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

_BATCH = 5_000  # Chroma 1.5.9 refuses more than 5,461 rows a call
_WRITTEN_AT_ONCE = 32  # Chroma keeps the interpreter to itself while it writes: 16 ms for these, 600 ms for 1,000
_SPACE = {"hnsw": {"space": "cosine", "ef_search": 200}}


class VectorStoreError(IndexerError):
    """The vector store cannot be opened or reached."""


class VectorStore:
    """The vectors of one generation, one collection for each audience.

    A collection per audience needs no filter, which would cost twenty times the query (docs/decisions/0003), and a
    question can only ever touch the collections that its asker may read.
    """

    def __init__(self, open_client: Callable[[], "ClientAPI"], generation: str, give_way: GiveWay = never) -> None:
        self._open_client = open_client  # importing chromadb takes two seconds: only those who need it wait
        self._prefix = f"advisor-{generation}-"
        self._give_way = give_way

    def write(self, audience: Audience, ids: Sequence[str], vectors: Vectors) -> None:
        """Add or replace the vectors, (n, dimension) float32, of chunks with this audience."""
        collection = self._open_client().get_or_create_collection(
            self._name(audience_key(audience)),
            configuration=_SPACE,  # type: ignore[arg-type] # Chroma takes the plain mapping it documents
            metadata={"audience": audience_key(audience)},
            embedding_function=None,
        )
        for first in range(0, len(ids), _WRITTEN_AT_ONCE):
            batch = slice(first, first + _WRITTEN_AT_ONCE)
            self._give_way()
            collection.upsert(ids=list(ids[batch]), embeddings=vectors[batch])

    def drop(self, audience: Audience, ids: Sequence[str]) -> None:
        """Remove chunks that were stored for this audience."""
        self.drop_by_key(audience_key(audience), ids)

    def drop_by_key(self, key: str, ids: Sequence[str]) -> None:
        """Remove chunks from the collection of the audience with this key."""
        collection = self._collection(self._name(key)) if ids else None
        for first in range(0, len(ids), _BATCH):
            if collection is not None:
                collection.delete(ids=list(ids[first : first + _BATCH]))

    def ids(self) -> dict[str, set[str]]:
        """The ids of every collection by its audience's key."""
        held: dict[str, set[str]] = {}
        for collection in self._collections():
            key = str((collection.metadata or {}).get("audience"))
            held[key] = set(collection.get(include=[])["ids"])
        return held

    def held(self, audience: Audience, ids: Sequence[str]) -> dict[str, Vectors]:
        """The vectors, (dimension,) float32, of those chunks that are held for this audience."""
        collection = self._collection(self._name(audience_key(audience))) if ids else None
        if collection is None:
            return {}
        found = collection.get(ids=list(ids), include=["embeddings"])
        return dict(zip(found["ids"], np.asarray(found["embeddings"], np.float32), strict=True))

    def count(self) -> int:
        """How many vectors there are."""
        return sum(collection.count() for collection in self._collections())

    def search(self, vector: Vectors, k: int, audiences: Sequence[Audience]) -> list[tuple[str, float]]:
        """At most `k` pairs of chunk id and cosine in [-1, 1] from these audiences' collections, best first."""
        found: list[tuple[str, float]] = []
        for audience in audiences:
            collection = self._collection(self._name(audience_key(audience)))
            if collection is None:
                continue
            result = collection.query(query_embeddings=vector[None, :], n_results=k, include=["distances"])
            cosines = [1.0 - distance for distance in (result["distances"] or [[]])[0]]
            found += zip(result["ids"][0], cosines, strict=True)
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:k]

    def cosines(self, vector: Vectors, ids: Sequence[str], audiences: Sequence[Audience]) -> dict[str, float]:
        """The cosines of those chunks that are held for these audiences."""
        held = [pair for audience in audiences for pair in self.held(audience, ids).items()]
        return {chunk_id: float(own @ vector) for chunk_id, own in held}

    def drop_all(self) -> None:
        """Remove the whole generation."""
        for collection in self._collections():
            self._open_client().delete_collection(collection.name)

    def _name(self, key: str) -> str:
        return self._prefix + hashlib.sha256(key.encode()).hexdigest()[:16]

    def _collections(self) -> list[Any]:
        return [found for found in self._open_client().list_collections() if found.name.startswith(self._prefix)]

    def _collection(self, name: str) -> Any | None:
        from chromadb.errors import NotFoundError

        try:
            return self._open_client().get_collection(name, embedding_function=None)
        except NotFoundError:
            return None


def open_chroma(folder: Path, url: str | None = None) -> "ClientAPI":
    """A client of the server at `url`, else of the store embedded in `folder`. Raises VectorStoreError."""
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    if url is None:
        return _embedded(folder, settings)
    address = urlsplit(url)
    try:
        return chromadb.HttpClient(
            host=address.hostname or url,
            port=address.port or 8000,
            ssl=address.scheme == "https",
            settings=settings,
        )
    except ValueError:
        raise VectorStoreError(f"No Chroma server answers at {url}; start it, or correct ADVISOR_CHROMA_URL.") from None


def failed_in_chroma(error: Exception) -> bool:
    """Whether it is Chroma's: of its own types, or from opening its files."""
    return isinstance(error, VectorStoreError) or type(error).__module__.startswith("chromadb.")


def _embedded(folder: Path, settings: Any) -> "ClientAPI":
    import chromadb
    from chromadb.api.shared_system_client import SharedSystemClient

    try:
        return chromadb.PersistentClient(path=str(folder), settings=settings)
    except Exception as error:  # of any type; Chroma 1.5.9 keeps what it half opened, and would open it no more
        SharedSystemClient._identifier_to_system.pop(str(folder), None)
        raise VectorStoreError(
            f"Chroma cannot open its files in {folder} ({error}); remove that folder, and it is made again."
        ) from error
