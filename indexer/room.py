"""Tells in one sentence that the disk is full, whichever library met it, or that it may not be written."""

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
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_LEAST_BYTES = 1 << 20  # with less, an error that says nothing of its cause, as some of Chroma's, is put down to that


class DiskFull(IndexerError):
    """There is no room left for derived data."""


class NotWritable(IndexerError):
    """Derived data may not be written where the settings say."""


@contextmanager
def room_for(index: Index) -> Iterator[None]:
    """Within it, an error that came of a full disk is raised as DiskFull, one of missing rights as NotWritable."""
    try:
        yield
    except Exception as error:  # libraries tell a full disk by errors of many types
        if isinstance(error, OSError) and error.errno in _FORBIDDEN:
            raise NotWritable(
                f"{error.filename or index.folder} cannot be written ({error.strerror}); "
                "give this user write access, or name another folder with --data or ADVISOR_DATA."
            ) from None
        if not is_full(index.folder, error):
            raise
        index.close()  # a Chroma client whose write found no room hangs for ever in a later one (1.5.9)
        raise DiskFull(
            f"There is no room left on the disk of {index.folder}: make room, and the next sync goes on. "
            "Until then answers come from what was indexed before."
        ) from error


def is_full(folder: Path, error: Exception) -> bool:
    """Whether an error came of a full disk, the one of this folder."""
    if any(sign in str(error) for sign in _SIGNS):
        return True
    return folder.is_dir() and shutil.disk_usage(folder).free < _LEAST_BYTES
