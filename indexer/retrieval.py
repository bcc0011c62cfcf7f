"""The retriever: words and meaning searched side by side, fused, folded, told as passages."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from indexer.catalogue_reader import Near
from indexer.fusion import fuse
from indexer.index import Generation, Index
from indexer.model import PUBLIC, Audience, Document, IndexState, Listed, Passage
from indexer.within import Hits, first_within

_CANDIDATES = 60  # of each arm; beyond that, nothing has reached the first ten on the development data


class HybridRetriever:
    """Implements `Retriever` over one folder's index. Each question is answered from one generation."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def retrieve(self, query: str, *, k: int, asker: Audience, within: Sequence[str] = ()) -> Sequence[Passage]:
        """At most `k` passages that the asker may read, best first, no two documents with the same text."""
        generation = self._index.served()
        if generation is None or not query.strip():
            return []
        with self._index.precedence.question():
            return self._found(generation, query, k, asker, within)

    def _found(
        self, generation: Generation, query: str, k: int, asker: Audience, within: Sequence[str]
    ) -> list[Passage]:
        candidates = max(_CANDIDATES, k)
        audiences = generation.catalogue.audiences()
        readable = [audience for audience in audiences if not audience.isdisjoint(asker | PUBLIC)]
        part = generation.catalogue.chunks_within(within) if within else None

        def first(search: Callable[[int], Hits]) -> dict[str, float]:
            return dict(first_within(search, part, candidates))

        lexical = first(lambda most: generation.lexical.search(query, most, readable))
        vector = self._index.embedder.embed_query(query)
        dense = first(lambda most: generation.meaning.search(vector, most, readable))
        dense |= generation.meaning.cosines(vector, [found for found in lexical if found not in dense], readable)
        fused = fuse(lexical, dense)
        best = sorted(fused, key=lambda chunk_id: (-fused[chunk_id], chunk_id))[: 2 * k]
        asked = self._index.question_embedder.embed_query(query)
        answering = generation.meaning.cosines(asked, best, readable)
        scored = {one: Near(fused[one], dense.get(one, 0.0), answering.get(one, 0.0)) for one in best}
        return _folded(generation.catalogue.passages(scored, asker))[:k]


class IndexLibrary:
    """Implements `Library` over one folder's index."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def document(self, source: str, *, asker: Audience) -> Document | None:
        """The indexed version of a source, or None when there is none or the asker may not read it."""
        generation = self._index.served()
        return generation.catalogue.document(source, asker=asker) if generation else None

    def documents(self, *, asker: Audience) -> Sequence[Document]:
        """Every document that the asker may read, by source."""
        generation = self._index.served()
        return generation.catalogue.documents(asker=asker) if generation else []

    def listed(self, *, asker: Audience) -> Sequence[Listed]:
        """What `documents` gives, without the texts and by title."""
        generation = self._index.served()
        return generation.catalogue.listed(asker=asker) if generation else []

    def frameworks(self, *, asker: Audience) -> Sequence[Document]:
        """Documents with decision rules that the asker may read, by source."""
        generation = self._index.served()
        return generation.catalogue.frameworks(asker=asker) if generation else []

    def case_studies(self, *, asker: Audience) -> Sequence[Document]:
        """Documents that tell a decision and that the asker may read, by source."""
        generation = self._index.served()
        return generation.catalogue.case_studies(asker=asker) if generation else []

    def folders(self) -> Sequence[str]:
        """The folders that hold indexed documents, as paths that end in "/", by name."""
        generation = self._index.served()
        return generation.catalogue.folders() if generation else []

    def as_of(self) -> datetime | None:
        """When the index last changed, in UTC."""
        generation = self._index.served()
        return generation.catalogue.as_of() if generation else None

    def state(self, asker: Audience | None = None) -> IndexState:
        """What the index holds now; of what the asker may read, None for all."""
        generation = self._index.served()
        return generation.catalogue.state(asker) if generation else IndexState(0, 0, None)


def _folded(passages: Iterable[Passage]) -> list[Passage]:
    """The passages without those that say word for word what a better one of another document says.

    Inside one document the same words stand in two places for a reason: under two headings, in two tables.
    """
    said_by: dict[str, str] = {}
    return [passage for passage in passages if said_by.setdefault(_words(passage), passage.source) == passage.source]


def _words(passage: Passage) -> str:
    return " ".join(passage.text.split())
