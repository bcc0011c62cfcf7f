"""The lexical index: BM25 over stemmed words, kept by tantivy, incremental and transactional."""

import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.model import Audience, Chunk

LEXICAL_VERSION = "1"
_HEAP_BYTES = 64_000_000  # tantivy's write buffer; 15 MB is its least for one thread
_COMPOUND = re.compile(r"\b[^\W\d_]+(?:[-‐‑/][^\W\d_]+)+\b")
_WORD = re.compile(r"[^\W_]+")
_MAX_QUERY_WORDS = 120  # a pasted proposal: its first words find what it is about, at a bounded price


@dataclass(frozen=True, slots=True)
class Entry:
    """A chunk as the lexical index sees it: its words with its title and headings, and who may read it."""

    chunk: Chunk
    title: str
    audience: Audience

    @property
    def words(self) -> str:
        """The text that is searched."""
        return "\n".join((self.title, *self.chunk.heading, self.chunk.text))


class LexicalIndex:
    """One folder of tantivy's. One process writes; any number read and see each commit whole."""

    def __init__(self, folder: Path) -> None:
        # tantivy is imported where it is used: commands that do not search start without it.
        import tantivy

        self._tantivy = tantivy
        self._folder = folder
        self._analyser = _analyser(tantivy)
        folder.mkdir(parents=True, exist_ok=True)
        try:
            self._index = self._open()
        except ValueError:
            # Derived data that cannot be read is made again by the next sync (the catalogue tells that it is empty).
            shutil.rmtree(folder)
            folder.mkdir(parents=True)
            self._index = self._open()

    def _open(self) -> Any:
        builder = self._tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("audience", tokenizer_name="raw", index_option="basic")
        builder.add_text_field("words", tokenizer_name="advisor", index_option="freq")
        index = self._tantivy.Index(builder.build(), path=str(self._folder))
        index.register_tokenizer("advisor", self._analyser)
        return index

    def write(self, entries: Iterable[Entry], stale: Iterable[str] = ()) -> None:
        """Add or replace entries and drop stale ids, in one commit."""
        writer = self._index.writer(_HEAP_BYTES, 1)
        for chunk_id in stale:
            writer.delete_documents_by_term("id", chunk_id)
        for entry in entries:
            writer.delete_documents_by_term("id", entry.chunk.id)
            document = self._tantivy.Document(id=entry.chunk.id, words=_with_compounds(entry.words))
            for group in sorted(entry.audience):
                document.add_text("audience", group)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def count(self) -> int:
        """How many chunks there are."""
        self._index.reload()
        return int(self._index.searcher().num_docs)

    def ids(self) -> set[str]:
        """The ids of everything in the index."""
        self._index.reload()
        searcher = self._index.searcher()
        found = searcher.search(self._tantivy.Query.all_query(), limit=max(1, searcher.num_docs))
        return {searcher.doc(address)["id"][0] for _, address in found.hits}

    def search(self, query: str, k: int, asker: Audience) -> list[tuple[str, float]]:
        """At most `k` pairs of chunk id and BM25 score (higher is better) that the asker may read, best first."""
        terms = self._terms(query)
        if not terms:
            return []
        make, occur = self._tantivy.Query, self._tantivy.Occur
        schema = self._index.schema
        words = make.boolean_query([(occur.Should, make.term_query(schema, "words", term)) for term in terms])
        readers = make.boolean_query(
            [(occur.Should, make.term_query(schema, "audience", group)) for group in sorted(asker)]
        )
        allowed = make.const_score_query(readers, 0.0)
        self._index.reload()
        searcher = self._index.searcher()
        found = searcher.search(make.boolean_query([(occur.Must, words), (occur.Must, allowed)]), limit=k, count=False)
        return [(searcher.doc(address)["id"][0], float(score)) for score, address in found.hits]

    def _terms(self, query: str) -> Sequence[str]:
        words = _WORD.findall(query)[:_MAX_QUERY_WORDS]
        # "fine tuning" also finds "finetuning": each pair of neighbours is tried as one word.
        pairs = [first + second for first, second in zip(words, words[1:], strict=False) if len(words) <= 30]
        return list(dict.fromkeys(self._analyser.analyze(" ".join((*words, *pairs)))))


def _analyser(tantivy: Any) -> Any:
    """Words without case or accents, English stems, no stop words: the same for documents and questions."""
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(80))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stopword("english"))
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )


def _with_compounds(text: str) -> str:
    """The text, then each hyphened compound as one word, so that "finetuning" finds "fine-tuning"."""
    joined = {re.sub(r"[^\w]", "", found) for found in _COMPOUND.findall(text)}
    return "\n".join((text, *sorted(joined)))
