"""A small knowledge folder, indexed, with the real advisor over it."""

from collections.abc import Mapping
from pathlib import Path

from bot.advise import Advisor
from bot.answerers.extractive import ExtractiveAnswerer
from indexer.index import Index
from indexer.retrieval import HybridRetriever, IndexLibrary
from indexer.settings import IndexSettings
from indexer.sync import sync
from tests.fakes.embedder import HashEmbedder
from tests.fakes.likeness import AllAlike


def indexed_advisor(place: Path, files: Mapping[str, str]) -> Advisor:
    """Who answers from these files, by source; nothing is recommended."""
    for source, text in files.items():
        path = place / "knowledge" / source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    index = Index(IndexSettings(_env_file=None, knowledge=place / "knowledge", data=place / "data"), HashEmbedder())
    sync(index)
    answerer = ExtractiveAnswerer(AllAlike())
    return Advisor(HybridRetriever(index), IndexLibrary(index), answerer, lambda _question: (None, ()))
