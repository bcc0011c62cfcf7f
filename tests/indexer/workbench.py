"""A knowledge folder in a temporary place, its index, and the invariant that index == folder == fresh rebuild."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from indexer.chunking import chunk_document
from indexer.derived import embedded_text
from indexer.embedding.port import Embedder, Vectors
from indexer.index import Generation, Index
from indexer.model import PUBLIC, Audience, Chunk, Document, IndexerError, Passage, SyncReport
from indexer.precedence import Turn, at_once
from indexer.readers import READERS, read_document
from indexer.retrieval import HybridRetriever
from indexer.settings import IndexSettings
from indexer.sync import sync
from indexer.tables import audience_key
from tests.fakes.embedder import HashEmbedder


class CountingEmbedder(HashEmbedder):
    """Counts the texts embedded, and fails after `allowed` of them when that is set."""

    def __init__(self, name: str = "hash-64") -> None:
        self.name = name
        self.texts: list[str] = []
        self.allowed: int | None = None

    def embed(self, texts: Sequence[str], turn: Turn = at_once) -> Vectors:
        if self.allowed is not None and len(self.texts) + len(texts) > self.allowed:
            raise EmbedderStoppedError("the embedder stopped half-way")
        self.texts += texts
        return super().embed(texts, turn)


class EmbedderStoppedError(Exception):
    """What the embedder raises when it is told to fail."""


@dataclass
class Workbench:
    """`folder` is the knowledge, `data` the derived data, `embedder` counts; `index` is opened once."""

    place: Path
    embedder: CountingEmbedder = field(default_factory=CountingEmbedder)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.index = self.reopened()

    @property
    def folder(self) -> Path:
        return self.place / "knowledge"

    @property
    def data(self) -> Path:
        return self.place / "data"

    def settings(self, **overrides: object) -> IndexSettings:
        chosen = {"knowledge": self.folder, "data": self.data, **overrides}
        return IndexSettings(_env_file=None, **chosen)  # type: ignore[arg-type]

    def reopened(self, embedder: Embedder | None = None, **overrides: object) -> Index:
        """The index as another start of the program opens it."""
        return Index(self.settings(**overrides), embedder or self.embedder)

    def write(self, source: str, text: str) -> Path:
        path = self.folder / source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        return path

    def sync(self, *, rebuild: bool = False) -> SyncReport:
        return sync(self.index, rebuild=rebuild)

    def ask(self, query: str, asker: Audience = PUBLIC, k: int = 8, within: Sequence[str] = ()) -> list[Passage]:
        return list(HybridRetriever(self.index).retrieve(query, k=k, asker=asker, within=within))

    def sources(self) -> list[str]:
        """The sources of the indexed documents, in order."""
        return [document.source for document in served(self.index).catalogue.all_documents()]


def served(index: Index) -> Generation:
    """The served generation, which must be there."""
    generation = index.served()
    assert generation is not None
    return generation


def article(title: str, *paragraphs: str, audience: str | None = None) -> str:
    """A Markdown article with front matter."""
    restricted = f"audience: {audience}\n" if audience else ""
    return f"---\ntitle: {title}\n{restricted}---\n# {title}\n\n" + "\n\n".join(paragraphs) + "\n"


def assert_index_equals_folder(index: Index) -> None:
    """The catalogue, Chroma and the lexical index hold what reading the folder afresh gives, and nothing else."""
    generation = served(index)
    expected = _read_folder(index.root)
    documents = {document.source: document for document in generation.catalogue.all_documents()}
    assert documents == {document.source: document for document, _ in expected}
    chunks = [(document, chunk) for document, made in expected for chunk in made]
    assert {c for d in documents.values() for c in generation.catalogue.chunks(d)} == {c for _, c in chunks}
    assert generation.lexical.ids() == {chunk.id for _, chunk in chunks}
    assert generation.lexical.count() == len(chunks)
    _assert_vectors(index, generation, chunks)
    assert generation.catalogue.stale() == []
    assert generation.waiting.count() == 0


def _read_folder(root: Path) -> list[tuple[Document, list[Chunk]]]:
    found = []
    for path in sorted(root.rglob("*")):
        source = path.relative_to(root).as_posix()
        if path.suffix not in READERS or not path.is_file() or source == "README.md" or "/." in f"/{source}":
            continue
        if path.is_symlink() or not path.name.isprintable():
            continue
        try:
            document = read_document(source, path.read_bytes())
        except IndexerError:
            continue
        found.append((document, chunk_document(document, HashEmbedder().token_offsets)))
    return found


def _assert_vectors(index: Index, generation: Generation, chunks: Sequence[tuple[Document, Chunk]]) -> None:
    """Chroma and the matrix hold every chunk once, for its audience, at its own vector."""
    expected: dict[str, set[str]] = {}
    for document, chunk in chunks:
        expected.setdefault(audience_key(document.audience), set()).add(chunk.id)
    assert {key: ids for key, ids in generation.vectors.ids().items() if ids} == expected
    assert generation.matrix.ids() == {chunk.id for _, chunk in chunks}
    for document, chunk in chunks:
        vector = index.embedder.embed_query(embedded_text(chunk))
        for kept in (generation.vectors, generation.matrix):
            assert kept.cosines(vector, [chunk.id], [document.audience])[chunk.id] > 0.9999
        ((_, best),) = generation.matrix.search(vector, 1, [document.audience])
        assert best > 0.9999
