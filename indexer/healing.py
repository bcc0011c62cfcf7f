"""Puts damaged files out of the way before anything opens them; the sync that follows makes them again.

All of it is derived from the knowledge folder: nothing is lost but the time to make it.
"""

import subprocess
import sys
from pathlib import Path

from indexer.database import DamagedDatabaseError
from indexer.index import Index
from indexer.room import is_full
from indexer.vectors import failed_in_chroma


def heal(index: Index) -> bool:
    """Leave only what can be opened: whether all is as the last sync left it. Call as the one writer."""
    if index.settings.database_url is None and not (index.folder / "catalogue.db").exists():
        index.close()  # removed while it was open: what is written to a file that has no name is lost
    try:
        index.generations.served()
    except DamagedDatabaseError:
        index.set_catalogue_aside()
    broken = index.seal.broken()
    for name in broken:
        index.discard(name)
    sealed = index.seal.is_of(index.catalogue_state())
    if not sealed and not _opens(index.chroma_folder):
        index.discard(index.chroma_folder.name)
    return sealed and not broken


def of_chroma_s_files(index: Index, error: Exception) -> bool:
    """Whether a sync failed by what is in Chroma's own files: without them, they are made again."""
    embedded = index.settings.chroma_url is None and index.chroma_folder.exists()
    return embedded and failed_in_chroma(error) and not is_full(index.folder, error)


def _opens(folder: Path) -> bool:
    """Whether Chroma can read and write the folder: tried in a child, because damage can kill the process."""
    if not any(folder.glob("*/index_metadata.pickle")):
        return True  # fewer than 1,000 vectors a collection: all of them are still in Chroma's SQLite log
    tried = subprocess.run([sys.executable, "-m", "indexer.healing", folder], capture_output=True, check=False)  # noqa: S603 - this program
    return tried.returncode == 0


def _try(folder: Path) -> None:
    from indexer.vectors import open_chroma

    for collection in open_chroma(folder).list_collections():
        one = collection.get(limit=1, include=["embeddings"])
        if one["ids"] and one["embeddings"] is not None:
            collection.query(query_embeddings=one["embeddings"], n_results=1)
            collection.upsert(ids=one["ids"], embeddings=one["embeddings"])


if __name__ == "__main__":
    _try(Path(sys.argv[1]))
