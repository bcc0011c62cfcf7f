"""The two indexes derived from the catalogue, written and mended together."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from indexer.catalogue import Indexed
from indexer.embedding.kept import KeptVectors
from indexer.index import Generation
from indexer.lexical import Entry
from indexer.model import Audience, Chunk, Document
from indexer.tables import audience_key


def embedded_text(document: Document, chunk: Chunk) -> str:
    """What stands for a chunk in vector space: its place, then its words."""
    place = " › ".join((document.title, *chunk.heading))
    return f"{place}\n{chunk.text}"


class DerivedIndexes:
    """Chroma and the lexical index of one generation."""

    def __init__(self, generation: Generation, kept: KeptVectors) -> None:
        self._catalogue = generation.catalogue
        self._lexical = generation.lexical
        self._vectors = generation.vectors
        self._kept = kept

    def write(self, batch: Sequence[Indexed]) -> None:
        """Add or replace the chunks of these documents in both."""
        chunks = [(item.document, chunk) for item in batch for chunk in item.chunks]
        self._lexical.write(Entry(chunk, document.title, document.audience) for document, chunk in chunks)
        self._write_vectors(chunks)

    def drop(self, stale: Iterable[tuple[str, Audience]]) -> None:
        """Remove chunks, each stored for an audience, unless the catalogue has them again for another."""
        live = self._catalogue.placed_chunks()
        by_audience: dict[Audience, list[str]] = defaultdict(list)
        for chunk_id, audience in stale:
            if live.get(chunk_id) != audience:
                by_audience[audience].append(chunk_id)
        for audience, ids in by_audience.items():
            self._vectors.drop(audience, ids)
        gone = [chunk_id for ids in by_audience.values() for chunk_id in ids if chunk_id not in live]
        if gone:
            self._lexical.write((), stale=gone)

    def complete(self) -> bool:
        """Whether both hold as many chunks as the catalogue: a cheap look that notices lost files."""
        expected = self._catalogue.state().chunks
        return self._lexical.count() == expected == self._vectors.count()

    def reconcile(self) -> None:
        """Make both hold exactly the catalogue's chunks, whatever they held before."""
        placed = self._catalogue.placed_chunks()
        in_vectors = self._vectors.ids()
        in_lexical = self._lexical.ids()
        for key, ids in in_vectors.items():
            extra = [chunk_id for chunk_id in ids if chunk_id not in placed or audience_key(placed[chunk_id]) != key]
            self._vectors.drop_by_key(key, extra)
        lost = {i for i, audience in placed.items() if i not in in_vectors.get(audience_key(audience), set())}
        everything = self._everything()
        self._write_vectors([pair for pair in everything if pair[1].id in lost])
        missing = (pair for pair in everything if pair[1].id not in in_lexical)
        self._lexical.write(
            (Entry(chunk, document.title, document.audience) for document, chunk in missing),
            stale=in_lexical - placed.keys(),
        )

    def _everything(self) -> list[tuple[Document, Chunk]]:
        documents = self._catalogue.all_documents()
        return [(document, chunk) for document in documents for chunk in self._catalogue.chunks(document)]

    def _write_vectors(self, chunks: Sequence[tuple[Document, Chunk]]) -> None:
        vectors = self._kept.embed([embedded_text(document, chunk) for document, chunk in chunks])
        rows: dict[Audience, list[int]] = defaultdict(list)
        for row, (document, _) in enumerate(chunks):
            rows[document.audience].append(row)
        for audience, picked in rows.items():
            self._vectors.write(audience, [chunks[row][1].id for row in picked], vectors[picked])
