"""What is compared: Advisor's retriever, each of its arms alone and plain, and LlamaIndex's default pipeline."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import tantivy

from benchmarks.questions import Place
from indexer.embedding.port import Embedder
from indexer.index import Generation, Index
from indexer.model import PUBLIC, Chunk
from indexer.retrieval import HybridRetriever
from indexer.words import analyser

DEPTH = 60  # places asked for: 1,000 tokens of the shortest chunks


@dataclass(frozen=True, slots=True)
class Contestant:
    """A retriever by name; `places` is all that it could find, `search` gives the best of them in order."""

    name: str
    places: Sequence[Place]
    search: Callable[[str], Sequence[Place]]


def advisor(index: Index) -> Contestant:
    """The product as it is."""
    retriever = HybridRetriever(index)

    def search(query: str) -> list[Place]:
        found = retriever.retrieve(query, k=DEPTH, asker=PUBLIC)
        return [Place(passage.source, passage.start, passage.end) for passage in found]

    return Contestant("Advisor", [_place(chunk) for chunk in _chunks(index)], search)


def dense(index: Index) -> Contestant:
    """The same chunks by the cosine of their vectors alone."""
    chunks = {chunk.id: chunk for chunk in _chunks(index)}

    def search(query: str) -> list[Place]:
        found = _served(index).matrix.search(index.embedder.embed_query(query), DEPTH, [PUBLIC])
        return [_place(chunks[chunk_id]) for chunk_id, _ in found]

    return Contestant("dense alone", [_place(chunk) for chunk in chunks.values()], search)


def bm25(index: Index) -> Contestant:
    """The same chunks by BM25 over their stemmed words alone, without their surroundings."""
    chunks = _chunks(index)
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("row", stored=True)
    builder.add_text_field("words", tokenizer_name="advisor", index_option="freq")
    held = tantivy.Index(builder.build())
    words = analyser()
    held.register_tokenizer("advisor", words)
    writer = held.writer(64_000_000, 1)
    for row, chunk in enumerate(chunks):
        writer.add_document(tantivy.Document(row=row, words=chunk.text))
    writer.commit()
    held.reload()
    searcher, schema = held.searcher(), held.schema

    def search(query: str) -> list[Place]:
        terms = [tantivy.Query.term_query(schema, "words", term) for term in dict.fromkeys(words.analyze(query))]
        clauses = [(tantivy.Occur.Should, term) for term in terms]
        found = searcher.search(tantivy.Query.boolean_query(clauses), limit=DEPTH, count=False)
        return [_place(chunks[searcher.doc(address)["row"][0]]) for _, address in found.hits]

    return Contestant("BM25 alone", [_place(chunk) for chunk in chunks], search)


def llama_index(index: Index) -> Contestant:
    """LlamaIndex's default pipeline (chunks of 1,024 tokens, 200 shared) with our embedder behind its interface."""
    from llama_index.core import Document, VectorStoreIndex

    documents = [Document(text=d.text, metadata={"source": d.source}) for d in _served(index).catalogue.all_documents()]
    stock = VectorStoreIndex.from_documents(documents, embed_model=llama_embedding(index.embedder))
    retriever = stock.as_retriever(similarity_top_k=DEPTH)
    nodes = stock.docstore.docs.values()
    return Contestant(
        "LlamaIndex default",
        [_place_of_node(node) for node in nodes],
        lambda query: [_place_of_node(found.node) for found in retriever.retrieve(query)],
    )


def llama_embedding(embedder: Embedder) -> Any:
    """Our embedder behind LlamaIndex's interface."""
    from llama_index.core.embeddings import BaseEmbedding

    class Ours(BaseEmbedding):
        def _get_text_embedding(self, text: str) -> list[float]:
            return embedder.embed_query(text).tolist()

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            return embedder.embed(texts).tolist()

        def _get_query_embedding(self, query: str) -> list[float]:
            return embedder.embed_query(query).tolist()

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return embedder.embed_query(query).tolist()

    return Ours()


def _served(index: Index) -> Generation:
    generation = index.served()
    assert generation is not None, "sync first"
    return generation


def _chunks(index: Index) -> list[Chunk]:
    catalogue = _served(index).catalogue
    return [chunk for document in catalogue.all_documents() for chunk in catalogue.chunks(document)]


def _place(chunk: Chunk) -> Place:
    return Place(chunk.source, chunk.start, chunk.end)


def _place_of_node(node: Any) -> Place:
    return Place(node.metadata["source"], node.start_char_idx or 0, node.end_char_idx or 0)
