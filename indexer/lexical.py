"""The lexical index: BM25 over stemmed words, kept by tantivy, incremental and transactional.

Each audience has an index of its own, as in Chroma: a question can only touch those that its asker may read, and word
statistics are added up over these alone, so that a hidden document changes nothing (docs/decisions/0003-audiences.md).
"""

import hashlib
import math
import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from indexer.model import Audience, Chunk
from indexer.spelling import alternatives, nearest, with_compounds
from indexer.tables import audience_key
from indexer.words import analyser

LEXICAL_VERSION = "2"
_HEAP_BYTES = 64_000_000  # tantivy's write buffer; 15 MB is its least for one thread
_WORD = re.compile(r"[^\W_]+")
_MAX_WORDS = 400  # a pasted proposal: the first pages say what it is about
_MAX_TERMS = 32  # the rarest words of a long question find what all of them find, at a bounded price
_MAX_NEAR = 500  # known words that an unknown one is compared with: 3 ms
_K1 = 1.2  # tantivy's BM25, which has no setting for it
_FIELDS = ("words", "around")


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
        self._folder = folder
        self._analyser = analyser()
        self._open: dict[str, Any] = {}

    def write(self, entries: Iterable[Entry], stale: Iterable[str] = ()) -> None:
        """Add or replace entries and drop stale ids, in one commit for each audience."""
        by_audience: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            by_audience[_code(entry.audience)].append(entry)
        ids = list(stale)
        for code in sorted(by_audience.keys() | (set(self._codes()) if ids else set())):
            gone = self._held(code, ids)
            if by_audience[code] or gone:  # a commit takes 20 ms; most audiences have nothing to do
                self._write(self._index(code), by_audience[code], gone)

    def count(self) -> int:
        """How many chunks there are."""
        return sum(self._searcher(code).num_docs for code in self._codes())

    def ids(self) -> set[str]:
        """The ids of everything in the index."""
        held: set[str] = set()
        for code in self._codes():
            searcher = self._searcher(code)
            found = searcher.search(self._tantivy.Query.all_query(), limit=max(1, searcher.num_docs))
            held |= set(self._ids(searcher, [address for _, address in found.hits]))
        return held

    def search(self, query: str, k: int, audiences: Sequence[Audience]) -> list[tuple[str, float]]:
        """At most `k` pairs of chunk id and score in [0, 1] from these audiences' indexes, best first.

        The score is BM25 as a share of the most that a chunk could get for this question: 1 would mean every word of
        it, countless times, in the chunk and around it. 0.2 to 0.6 is what the best chunk gets on the development data.
        """
        wanted = {_code(audience) for audience in audiences}
        searchers = [self._searcher(code) for code in self._codes() if code in wanted]
        terms = self._terms(query, searchers)
        most = sum(term.idf for term in terms if term.asked) * (_K1 + 1)
        if not most:
            return []
        found = [hit for searcher in searchers for hit in self._hits(searcher, terms, k, alone=len(searchers) == 1)]
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

    def _held(self, code: str, ids: Sequence[str]) -> list[str]:
        if not ids:
            return []
        searcher = self._searcher(code)
        return [chunk_id for chunk_id in ids if searcher.doc_freq("id", chunk_id)]

    def _hits(self, searcher: Any, terms: Sequence["_Term"], k: int, *, alone: bool) -> list[tuple[str, float]]:
        make, occur = self._tantivy.Query, self._tantivy.Occur
        clauses = []
        for term in terms:
            clause = make.term_query(self._schema, term.field, term.text)
            if not alone:
                # This index weighs a word by how rare it is here; what counts is how rare it is for this asker.
                here = _idf(searcher.doc_freq(term.field, term.text), searcher.num_docs)
                clause = make.boost_query(clause, term.idf / here)
            clauses.append((occur.Should, clause))
        found = searcher.search(make.boolean_query(clauses), limit=k, count=False)
        ids = self._ids(searcher, [address for _, address in found.hits])
        return [(chunk_id, float(score)) for chunk_id, (score, _) in zip(ids, found.hits, strict=True)]

    def _ids(self, searcher: Any, addresses: Sequence[Any]) -> list[str]:
        return [searcher.doc(address)["id"][0] for address in addresses]

    def _terms(self, query: str, searchers: Sequence[Any]) -> list["_Term"]:
        """What is looked for: each word of the question, and its other spellings where documents have them."""
        words = _WORD.findall(query)[:_MAX_WORDS]
        stems = dict.fromkeys(self._analyser.analyze(" ".join(words)))
        terms = _terms_of(stems, searchers, asked=True)
        unknown = [term.text for term in terms if term.field == "around" and term.frequency == 0]
        others = self._analyser.analyze(" ".join(alternatives(words)))
        others += [near for stem in unknown if (near := _nearest(stem, searchers))]
        found = _terms_of(dict.fromkeys(other for other in others if other not in stems), searchers, asked=False)
        terms += [term for term in found if term.frequency]
        return sorted(terms, key=lambda term: -term.idf)[: 2 * _MAX_TERMS]

    # The indexes, one for each audience

    def _codes(self) -> list[str]:
        return sorted(path.name for path in self._folder.iterdir()) if self._folder.is_dir() else []

    def _searcher(self, code: str) -> Any:
        index = self._index(code)
        index.reload()
        return index.searcher()

    def _index(self, code: str) -> Any:
        if code not in self._open:
            folder = self._folder / code
            folder.mkdir(parents=True, exist_ok=True)
            try:
                self._open[code] = self._opened(folder)
            except ValueError:
                # Derived data that cannot be read is made again by the next sync, which finds it empty.
                shutil.rmtree(folder)
                folder.mkdir(parents=True)
                self._open[code] = self._opened(folder)
        return self._open[code]

    def _opened(self, folder: Path) -> Any:
        index = self._tantivy.Index(self._schema, path=str(folder))
        index.register_tokenizer("advisor", self._analyser)
        return index

    @cached_property
    def _schema(self) -> Any:
        builder = self._tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        for name in _FIELDS:
            builder.add_text_field(name, tokenizer_name="advisor", index_option="freq")
        return builder.build()


@dataclass(frozen=True, slots=True)
class _Term:
    """A word in a field, and how often the chunks that the asker may read have it."""

    field: str
    text: str
    frequency: int
    idf: float
    asked: bool  # whether the question has it; an alternative spelling adds to a score, not to what it is a share of


def _terms_of(stems: Iterable[str], searchers: Sequence[Any], *, asked: bool) -> list[_Term]:
    chunks = sum(searcher.num_docs for searcher in searchers)
    terms = []
    for stem in stems:
        for name in _FIELDS:
            frequency = sum(searcher.doc_freq(name, stem) for searcher in searchers)
            terms.append(_Term(name, stem, frequency, _idf(frequency, chunks), asked))
    return terms


def _nearest(stem: str, searchers: Sequence[Any]) -> str | None:
    """The commonest known word near an unknown one; its first two letters are taken to be right."""
    known = [word for s in searchers for word, _ in s.terms_with_prefix("words", stem[:2], limit=_MAX_NEAR)]
    return nearest(stem, known)


def _idf(frequency: int, chunks: int) -> float:
    """As tantivy weighs a word; chunks that were dropped but not yet cleared away can make the frequency the larger."""
    return math.log(1 + (max(chunks, frequency) - frequency + 0.5) / (frequency + 0.5))


def _code(audience: Audience) -> str:
    return hashlib.sha256(audience_key(audience).encode()).hexdigest()[:16]
