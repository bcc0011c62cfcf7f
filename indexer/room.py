"""Tells a full disk in one sentence, whichever library met it."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.index import Index
from indexer.model import IndexerError

# The kernel's words, which tantivy and Chroma repeat in errors that have no type of their own, and SQLite's.
_SIGNS = (*(os.strerror(number) for number in (errno.ENOSPC, errno.EDQUOT)), "disk is full")
_LEAST_BYTES = 1 << 20  # with less, an error that says nothing of its cause, as some of Chroma's, is put down to that


class DiskFull(IndexerError):
    """There is no room left for derived data."""


@contextmanager
def room_for(index: Index) -> Iterator[None]:
    """Within it, an error that came of a full disk is raised as DiskFull."""
    try:
        yield
    except Exception as error:
        if not _is_full(index.folder, error):
            raise
        index.close()  # a Chroma client whose write found no room hangs for ever in a later one (1.5.9)
        raise DiskFull(
            f"There is no room left on the disk of {index.folder}: make room, and the next sync goes on. "
            "Until then answers come from what was indexed before."
        ) from error


def _is_full(folder: Path, error: Exception) -> bool:
    if any(sign in str(error) for sign in _SIGNS):
        return True
    return folder.is_dir() and shutil.disk_usage(folder).free < _LEAST_BYTES
