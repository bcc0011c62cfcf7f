"""tantivy's indexes, one for each audience, each in a folder of its own: opened when they are first used."""

import hashlib
import json
import shutil
from functools import cached_property
from pathlib import Path
from typing import Any

from indexer.model import Audience
from indexer.tables import audience_key
from indexer.terms import FIELDS
from indexer.words import analyser


def folder_name(audience: Audience) -> str:
    """The name of an audience's folder, the same in every process."""
    return hashlib.sha256(audience_key(audience).encode()).hexdigest()[:16]


class TantivyFolders:
    """The indexes below one folder, by their names."""

    def __init__(self, folder: Path) -> None:
        # tantivy is imported where it is used: commands that do not search start without it.
        import tantivy

        self._tantivy = tantivy
        self._folder = folder
        self._open: dict[str, Any] = {}

    def names(self) -> list[str]:
        """Those that are there, in order."""
        return sorted(path.name for path in self._folder.iterdir()) if self._folder.is_dir() else []

    def searcher(self, name: str) -> Any:
        """Searches the last commit."""
        index = self.index(name)
        index.reload()
        return index.searcher()

    def counted(self, name: str, searcher: Any) -> int:
        """The chunks that word counts are of: those too that were dropped, until tantivy writes their part anew.

        Only tantivy's own list of parts tells. Without it, those that the searcher holds.
        """
        try:
            parts = json.loads((self._folder / name / "meta.json").read_bytes())["segments"]
            return max(int(searcher.num_docs), sum(int(part["max_doc"]) for part in parts))
        except (OSError, ValueError, KeyError, TypeError):
            return int(searcher.num_docs)

    def index(self, name: str) -> Any:
        """An index to write to, made when it is not there or cannot be read."""
        if name not in self._open:
            folder = self._folder / name
            folder.mkdir(parents=True, exist_ok=True)
            try:
                self._open[name] = self._opened(folder)
            except ValueError:
                # Derived data that cannot be read is made again by the next sync, which finds it empty.
                shutil.rmtree(folder)
                folder.mkdir(parents=True)
                self._open[name] = self._opened(folder)
        return self._open[name]

    def _opened(self, folder: Path) -> Any:
        index = self._tantivy.Index(self.schema, path=str(folder))
        index.register_tokenizer("advisor", analyser())
        return index

    @cached_property
    def schema(self) -> Any:
        """The fields of every index."""
        builder = self._tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        for name in FIELDS:
            builder.add_text_field(name, tokenizer_name="advisor", index_option="freq")
        return builder.build()
