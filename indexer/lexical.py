"""The lexical index: BM25 over stemmed words, kept by tantivy, incremental and transactional.

Each audience has an index of its own, as in Chroma: a question can only touch those that its asker may read, and word
statistics are added up over these alone, so that a hidden document changes nothing (docs/decisions/0003-audiences.md).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.model import Audience, Chunk
from indexer.spelling import with_compounds
from indexer.tantivy_folders import TantivyFolders, folder_name
from indexer.terms import Term, idf, terms_of

LEXICAL_VERSION = "2"
_HEAP_BYTES = 64_000_000  # tantivy's write buffer; 15 MB is its least for one thread
_K1 = 1.2  # tantivy's BM25, which has no setting for it


@dataclass(frozen=True, slots=True)
class Entry:
    """A chunk as the lexical index sees it: its words with its title and headings, and the text around it."""

    chunk: Chunk
    title: str
    around: str  # the chunk itself with its neighbours
    audience: Audience

    @property
    def words(self) -> str:
        """The text that is searched first."""
        return "\n".join((self.title, *self.chunk.heading, self.chunk.text))


class LexicalIndex:
    """A folder of tantivy's for each audience. One process writes; any number read and see each commit whole."""

    def __init__(self, folder: Path) -> None:
        # tantivy is imported where it is used: commands that do not search start without it.
        import tantivy

        self._tantivy = tantivy
        self._folders = TantivyFolders(folder)

    def write(self, entries: Iterable[Entry], stale: Iterable[str] = ()) -> None:
        """Add or replace entries and drop stale ids, in one commit for each audience."""
        by_audience: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            by_audience[folder_name(entry.audience)].append(entry)
        ids = list(stale)
        for name in sorted(by_audience.keys() | (set(self._folders.names()) if ids else set())):
            gone = self._held(name, ids)
            if by_audience[name] or gone:  # a commit takes 20 ms; most audiences have nothing to do
                self._write(self._folders.index(name), by_audience[name], gone)

    def count(self) -> int:
        """How many chunks there are."""
        return sum(self._folders.searcher(name).num_docs for name in self._folders.names())

    def ids(self) -> set[str]:
        """The ids of everything in the index."""
        held: set[str] = set()
        for name in self._folders.names():
            searcher = self._folders.searcher(name)
            found = searcher.search(self._tantivy.Query.all_query(), limit=max(1, searcher.num_docs))
            held |= set(self._ids(searcher, [address for _, address in found.hits]))
        return held

    def search(self, query: str, k: int, audiences: Sequence[Audience]) -> list[tuple[str, float]]:
        """At most `k` pairs of chunk id and score in [0, 1] from these audiences' indexes, best first.

        The score is BM25 as a share of the most that a chunk could get for this question: 1 would mean every word of
        it, countless times, in the chunk and around it. 0.2 to 0.6 is what the best chunk gets on the development data.
        """
        wanted = {folder_name(audience) for audience in audiences}
        searchers = {name: self._folders.searcher(name) for name in self._folders.names() if name in wanted}
        counted = {name: self._folders.counted(name, searcher) for name, searcher in searchers.items()}
        terms = terms_of(query, [*searchers.values()], sum(counted.values()))
        most = sum(term.idf for term in terms if term.asked) * (_K1 + 1)
        if not most:
            return []
        alone = len(searchers) == 1
        found = [
            hit
            for name, searcher in searchers.items()
            for hit in self._hits(searcher, terms, k, None if alone else counted[name])
        ]
        best = sorted(found, key=lambda hit: (-hit[1], hit[0]))[:k]
        return [(chunk_id, min(1.0, score / most)) for chunk_id, score in best]

    def _write(self, index: Any, entries: Sequence[Entry], stale: Sequence[str]) -> None:
        writer = index.writer(_HEAP_BYTES, 1)
        # A process that was killed in a commit left files that no commit names; tantivy, counting on from the last
        # one, would give a new file the name of an old one and refuse to write it.
        writer.garbage_collect_files()
        for chunk_id in stale:
            writer.delete_documents_by_term("id", chunk_id)
        for entry in entries:
            writer.delete_documents_by_term("id", entry.chunk.id)
            document = self._tantivy.Document(
                id=entry.chunk.id, words=with_compounds(entry.words), around=with_compounds(entry.around)
            )
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def _held(self, name: str, ids: Sequence[str]) -> list[str]:
        if not ids:
            return []
        searcher = self._folders.searcher(name)
        return [chunk_id for chunk_id in ids if searcher.doc_freq("id", chunk_id)]

    def _hits(self, searcher: Any, terms: Sequence[Term], k: int, counted: int | None) -> list[tuple[str, float]]:
        make, occur = self._tantivy.Query, self._tantivy.Occur
        clauses = []
        for term in terms:
            clause = make.term_query(self._folders.schema, term.field, term.text)
            if counted is not None:
                # This index weighs a word by how rare it is here; what counts is how rare it is for this asker.
                here = idf(searcher.doc_freq(term.field, term.text), counted)
                clause = make.boost_query(clause, term.idf / here)
            clauses.append((occur.Should, clause))
        found = searcher.search(make.boolean_query(clauses), limit=k, count=False)
        ids = self._ids(searcher, [address for _, address in found.hits])
        return [(chunk_id, float(score)) for chunk_id, (score, _) in zip(ids, found.hits, strict=True)]

    def _ids(self, searcher: Any, addresses: Sequence[Any]) -> list[str]:
        return [searcher.doc(address)["id"][0] for address in addresses]
