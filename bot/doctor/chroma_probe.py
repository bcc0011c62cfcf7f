"""Prints how many vectors an embedded Chroma folder holds, without changing it; run as a process of its own."""

import sys
from pathlib import Path

from indexer.vectors import open_chroma


def count(folder: Path) -> int:
    """The vectors of all collections; one of each is read, since a damaged file shows only then."""
    collections = open_chroma(folder).list_collections()
    for collection in collections:
        collection.get(limit=1, include=["embeddings"])
    return sum(collection.count() for collection in collections)


if __name__ == "__main__":
    sys.stdout.write(str(count(Path(sys.argv[1]))))
