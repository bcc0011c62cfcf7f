"""The knowledge folder as it is now: which files are there, and which must not be read."""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.model import IndexerError, Refusal


class FolderError(IndexerError):
    """The knowledge folder itself cannot be read."""


class Unsettled(IndexerError):
    """A file changed while it was read: somebody is still writing it."""


@dataclass(frozen=True, slots=True)
class FileStat:
    """A file seen by one `stat`: enough to tell that it need not be read again."""

    source: str
    size: int  # bytes
    mtime_ns: int
    ctime_ns: int  # moves even where mtime was set back by hand
    inode: int


@dataclass(frozen=True, slots=True)
class Scan:
    """What one look at the folder found, each part sorted by source."""

    files: tuple[FileStat, ...]
    refused: tuple[Refusal, ...]


def scan(root: Path, suffixes: Iterable[str], max_bytes: int) -> Scan:
    """Every file below `root` with one of these suffixes, and the refusals of those that must not be read.

    Hidden files and the folder's own README.md are not knowledge. Symbolic links are refused: they could lead out
    of the folder. Nothing but directories and regular files is opened. Raises FolderError when `root` is no folder.
    """
    if not root.is_dir():
        raise FolderError(f"The knowledge folder {root} is not there; create it, or name another with --knowledge.")
    wanted = tuple(suffixes)
    files: list[FileStat] = []
    refused: list[Refusal] = []
    for entry in _walk(root):
        source = Path(entry.path).relative_to(root).as_posix()
        if entry.is_symlink():
            refused.append(Refusal(source, "is a symbolic link; copy the file itself into the folder"))
        elif entry.is_file(follow_symlinks=False) and source != "README.md":
            _sort_in(entry, source, wanted, max_bytes, files, refused)
    return Scan(tuple(sorted(files, key=lambda f: f.source)), tuple(sorted(refused, key=lambda r: r.source)))


def _sort_in(  # noqa: PLR0913 - one step of the loop above, named
    entry: os.DirEntry[str],
    source: str,
    suffixes: tuple[str, ...],
    max_bytes: int,
    files: list[FileStat],
    refused: list[Refusal],
) -> None:
    try:
        found = _file_stat(source, entry.stat(follow_symlinks=False))
    except FileNotFoundError:
        return  # removed between the listing and the look
    if not source.lower().endswith(suffixes):
        kinds = ", ".join(suffixes)
        refused.append(Refusal(source, f"is of a type that Advisor does not read; it reads {kinds}"))
    elif found.size > max_bytes:
        refused.append(Refusal(source, f"has {found.size:,} bytes; the limit is {max_bytes:,}; split it"))
    else:
        files.append(found)


def _walk(root: Path) -> Iterator[os.DirEntry[str]]:
    pending = [root]
    while pending:
        try:
            with os.scandir(pending.pop()) as entries:
                listing = list(entries)
        except FileNotFoundError:
            continue
        except PermissionError as error:
            raise FolderError(f"The folder {error.filename} cannot be read; give this user read access.") from None
        for entry in listing:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                pending.append(Path(entry.path))
            else:
                yield entry


def _file_stat(source: str, found: os.stat_result) -> FileStat:
    return FileStat(source, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def read_settled(root: Path, source: str) -> tuple[bytes, FileStat]:
    """The bytes of one regular file and the stat they belong to.

    Raises Unsettled when the file moved while it was read, FileNotFoundError when it is gone.
    """
    # O_NOFOLLOW and O_NONBLOCK: a link or a FIFO put there since the scan is neither followed nor waited for.
    descriptor = os.open(root / source, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as file:
        before = os.fstat(descriptor)
        if not stat.S_ISREG(before.st_mode):
            raise Unsettled(f"{source} is no longer a regular file.")
        content = file.read()
        after = os.fstat(descriptor)
    if len(content) != after.st_size or _file_stat(source, before) != _file_stat(source, after):
        raise Unsettled(f"{source} is still being written; it is read again shortly.")
    return content, _file_stat(source, after)
