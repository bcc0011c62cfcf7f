"""The index of one knowledge folder: the catalogue, and the two searchable indexes derived from it."""

import hashlib
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.catalogue import Catalogue
from indexer.chunking import CHUNKING_VERSION, TARGET_TOKENS
from indexer.database import open_database
from indexer.embedding.adapter import Adapter
from indexer.embedding.kept import KeptVectors
from indexer.embedding.open import open_embedder
from indexer.embedding.port import Embedder
from indexer.generations import Generations
from indexer.lexical import LEXICAL_VERSION, LexicalIndex
from indexer.matrix import Matrix
from indexer.meaning import Meaning
from indexer.precedence import Precedence
from indexer.readers import READING_VERSION
from indexer.seal import Seal
from indexer.settings import IndexSettings
from indexer.vectors import VectorStore, open_chroma
from indexer.waiting import WaitingChunks

if TYPE_CHECKING:
    from chromadb.api import ClientAPI


@dataclass(frozen=True, slots=True)
class Generation:
    """One whole index: what a question is answered from, never two at once."""

    name: str
    catalogue: Catalogue
    waiting: WaitingChunks
    lexical: LexicalIndex
    vectors: VectorStore
    matrix: Matrix
    meaning: Meaning


class Index:
    """Opens what belongs to one knowledge folder, each part when it is first used."""

    def __init__(self, settings: IndexSettings, embedder: Embedder | None = None) -> None:
        self.settings = settings
        self._given_embedder = embedder
        self.root = settings.knowledge.resolve()
        self.folder = settings.data / _folder_name(self.root)
        self.precedence = Precedence(settings.threads)
        self._open_generations: dict[str, Generation] = {}

    @cached_property
    def generations(self) -> Generations:
        """The catalogue's generations."""
        return Generations(open_database(self.settings.database(self.folder / "catalogue.db")))

    @cached_property
    def embedder(self) -> Embedder:
        """The embedding model: the one given, else all-MiniLM-L6-v2 as the settings say."""
        if self._given_embedder is not None:
            return self._given_embedder
        return self._opened()

    @cached_property
    def question_embedder(self) -> Embedder:
        """The embedding model with its adapter for questions: what it gives is compared with the vectors of answers."""
        return self._given_embedder or self._opened(Adapter())

    def _opened(self, adapter: Adapter | None = None) -> Embedder:
        chosen = self.settings
        return open_embedder(chosen.data / "models", chosen.weights, chosen.precision, chosen.threads, adapter)

    @cached_property
    def kept_vectors(self) -> KeptVectors:
        """The vectors made so far."""
        return KeptVectors(self.settings.data / "vectors.db", self.embedder, self.precedence.turn)

    @cached_property
    def _chroma(self) -> "ClientAPI":
        return open_chroma(self.chroma_folder, self.settings.chroma_url)

    @property
    def chroma_folder(self) -> Path:
        """Where the embedded Chroma keeps its files; not there when a server is used."""
        return self.folder / "chroma"

    @cached_property
    def seal(self) -> Seal:
        """Tells whether the derived folders are as the last sync left them."""
        return Seal(self.folder)

    def catalogue_state(self) -> str:
        """What the derived folders are derived from: the generation that is served, and when it last changed."""
        served = self.served()
        return f"{served.name} {served.catalogue.as_of()}" if served else ""

    @property
    def lock_file(self) -> Path:
        """Locked by the one process that writes."""
        return self.folder / "writer.lock"

    @property
    def identity(self) -> str:
        """What an index must have been made with to serve this program."""
        parts = (READING_VERSION, CHUNKING_VERSION, str(TARGET_TOKENS), LEXICAL_VERSION, self.embedder.name)
        return "|".join(parts)

    def is_current(self) -> bool:
        """Whether there is an index that this program can answer from as it is."""
        served = self.generations.served()
        return served is not None and self.generations.identity(served) == self.identity

    def served(self) -> Generation | None:
        """The generation that questions are answered from now; None before the first sync."""
        name = self.generations.served()
        return self.generation(name) if name else None

    def generation(self, name: str) -> Generation:
        """A generation by its name, opened once."""
        if name not in self._open_generations:
            lexical = LexicalIndex(self.folder / f"lexical-{name}")
            vectors = VectorStore(lambda: self._chroma, name, self.precedence.give_way)
            matrix = Matrix(self.folder / f"matrix-{name}" / "rows", self.embedder.dimension)
            meaning = vectors if self.settings.chroma_url else matrix
            catalogue = self.generations.catalogue(name)
            waiting = self.generations.waiting(name)
            self._open_generations[name] = Generation(name, catalogue, waiting, lexical, vectors, matrix, meaning)
        return self._open_generations[name]

    def before_writing(self, name: str) -> None:
        """Leave word for the next sync, in case an error or a kill ends the one that writes this generation."""
        if self.seal.is_affixed() or not self.generations.unfinished(name):
            self.generations.begin_writing(name)
            self.seal.lift()

    def set_catalogue_aside(self) -> None:
        """Keep a damaged SQLite catalogue under another name, and remove what was derived from it."""
        self.close()
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
        for file in sorted(self.folder.glob("catalogue.db*")):
            if "damaged" not in file.name:
                file.rename(file.with_name(f"{file.name}.damaged-{stamp}"))
        for folder in [path.name for path in self.folder.iterdir() if path.is_dir()]:
            self.discard(folder)

    def discard(self, folder: str) -> None:
        """Remove a derived folder, whatever is in it; it is made again, empty, when it is next used."""
        self.close()
        shutil.rmtree(self.folder / folder, ignore_errors=True)

    def close(self) -> None:
        """Let go of every file; each is opened again when it is next used."""
        self._open_generations.clear()
        if generations := self.__dict__.pop("generations", None):
            generations.close()
        if client := self.__dict__.pop("_chroma", None):
            client.close()

    def drop(self, name: str) -> None:
        """Remove a generation that is not served."""
        self.generation(name).vectors.drop_all()
        del self._open_generations[name]
        shutil.rmtree(self.folder / f"lexical-{name}", ignore_errors=True)
        shutil.rmtree(self.folder / f"matrix-{name}", ignore_errors=True)
        self.generations.drop(name)


def _folder_name(root: Path) -> str:
    """A folder name for a knowledge folder, so that one data folder can serve several."""
    return f"{root.name}-{hashlib.sha256(str(root).encode()).hexdigest()[:8]}"
