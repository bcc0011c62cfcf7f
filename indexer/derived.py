"""The indexes derived from the catalogue, written and mended together."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from indexer.astray import SAMPLE, astray
from indexer.blocks import is_markdown
from indexer.catalogue import Indexed
from indexer.chunking import surroundings
from indexer.embedding.kept import KeptVectors
from indexer.headings import without_wordings
from indexer.index import Generation
from indexer.lexical import Entry
from indexer.model import Audience, Chunk, Document
from indexer.tables import audience_key
from indexer.waiting import Waiting


def embedded_text(chunk: Chunk) -> str:
    """What stands for a chunk in vector space: its headings, then its words.

    Not the document's title, which is in most first headings anyway and cost 0.004 of recall where it is a file's name
    (docs/decisions/0002-chunks-and-fusion.md); the lexical index has it, and a question's other wordings, which would
    make one vector of many meanings.
    """
    said = without_wordings(chunk.text, markdown=is_markdown(chunk.source))
    return "\n".join((" › ".join(chunk.heading), said)) if chunk.heading else said


def _entries(document: Document, chunks: Sequence[Chunk]) -> list[Entry]:
    """What the lexical index keeps of a document's chunks, which are all of them and in order."""
    texts = [chunk.text for chunk in chunks]
    return [
        Entry(chunk, document.title, surroundings(texts, place), document.audience)
        for place, chunk in enumerate(chunks)
    ]


class DerivedIndexes:
    """Chroma, the matrix beside it, and the lexical index of one generation."""

    def __init__(self, generation: Generation, kept: KeptVectors) -> None:
        self._catalogue = generation.catalogue
        self._waiting = generation.waiting
        self._lexical = generation.lexical
        self._vectors = generation.vectors
        self._matrix = generation.matrix
        self._kept = kept

    def write_words(self, batch: Sequence[Indexed]) -> None:
        """Add or replace the chunks of these documents in the lexical index."""
        self._lexical.write([entry for item in batch for entry in _entries(item.document, item.chunks)])

    def write_vectors(self, waiting: Sequence[Waiting]) -> None:
        """Add or replace these chunks in Chroma and in the matrix."""
        vectors = self._kept.embed([embedded_text(chunk) for _, chunk in waiting])
        rows: dict[Audience, list[int]] = defaultdict(list)
        for row, (audience, _) in enumerate(waiting):
            rows[audience].append(row)
        for audience, picked in rows.items():
            ids = [waiting[row][1].id for row in picked]
            self._vectors.write(audience, ids, vectors[picked])
            self._matrix.write(audience, ids, vectors[picked])

    def drop(self, stale: Iterable[tuple[str, Audience]]) -> None:
        """Remove chunks, each stored for an audience."""
        by_audience: dict[Audience, list[str]] = defaultdict(list)
        for chunk_id, audience in stale:
            by_audience[audience].append(chunk_id)
        for audience, ids in by_audience.items():
            self._vectors.drop(audience, ids)
        gone = [chunk_id for ids in by_audience.values() for chunk_id in ids]
        self._matrix.drop(gone)
        self._lexical.write((), stale=gone)

    def complete(self, *, sealed: bool) -> bool:
        """Whether all hold as many chunks as the catalogue: a look that notices lost files.

        Looking into Chroma takes seconds where chromadb is not imported yet: not done for files under an unbroken
        seal. Where there is no seal, some of its vectors are compared as well. Only for a generation whose last sync
        came to its end: no chunk waits then.
        """
        expected = self._catalogue.state().chunks
        counted = self._lexical.count() == expected == self._matrix.count()
        return counted and (sealed or (self._vectors.count() == expected and not self._astray(SAMPLE)))

    def reconcile(self, *, sealed: bool) -> None:
        """Make all hold exactly the catalogue's chunks, whatever they held before; those without vectors wait.

        Where no seal keeps them, Chroma's vectors are compared one by one: 0.25 ms each, from a server.
        """
        placed = self._catalogue.placed_chunks()
        in_vectors = self._vectors.ids()
        for key, ids in in_vectors.items():
            extra = [chunk_id for chunk_id in ids if chunk_id not in placed or audience_key(placed[chunk_id]) != key]
            self._vectors.drop_by_key(key, extra)
        in_matrix = self._matrix.ids()
        self._matrix.drop(sorted(in_matrix - placed.keys()))
        found = {i for i, audience in placed.items() if i in in_vectors.get(audience_key(audience), set())} & in_matrix
        if not sealed:
            found -= astray({chunk_id: placed[chunk_id] for chunk_id in found}, self._vectors, self._matrix)
        self._waiting.await_vectors(sorted(placed.keys() - found))
        self._reconcile_words(placed.keys())

    def _astray(self, sample: int) -> set[str]:
        return astray(self._catalogue.placed_chunks(at_random=sample), self._vectors, self._matrix)

    def _reconcile_words(self, placed: AbstractSet[str]) -> None:
        held = self._lexical.ids()
        if held == placed:
            return
        everything = [(document, self._catalogue.chunks(document)) for document in self._catalogue.all_documents()]
        entries = [entry for document, chunks in everything for entry in _entries(document, chunks)]
        self._lexical.write([entry for entry in entries if entry.chunk.id not in held], stale=held - placed)
