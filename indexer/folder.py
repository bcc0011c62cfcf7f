"""The knowledge folder as it is now: which files are there, and which must not be read."""

import errno
import os
import stat
import time
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from indexer.model import IndexerError, Refusal


class FolderError(IndexerError):
    """The knowledge folder itself cannot be read."""


class Unsettled(IndexerError):
    """A file changed while it was read: somebody is still writing it."""


_TICK_NS = 50_000_000  # file times move in steps of up to 10 ms; two writes within one step look like one
_NO_FILE = frozenset({errno.ELOOP, errno.ENXIO, errno.ENOTDIR})  # a link, a socket, a folder that became a file


class FileStat(NamedTuple):  # fifty thousand are made and compared at each sync: a fifth of a dataclass's time
    """A file seen by one `stat`: enough to tell that it need not be read again."""

    source: str
    size: int  # bytes
    mtime_ns: int
    ctime_ns: int  # moves even where mtime was set back by hand; 0 when it was too young to tell two writes apart
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
    top = os.path.join(root, "")  # noqa: PTH118 - with its slash, whatever the root; a Path a file costs 20 µs
    for entry in _walk(root):
        source = entry.path.removeprefix(top)
        if problem := _unprintable(source):
            refused.append(Refusal(_printable(source), problem))
        elif entry.is_symlink():
            refused.append(Refusal(source, "is a symbolic link; copy the file itself into the folder"))
        elif entry.is_file(follow_symlinks=False) and source != "README.md":
            _sort_in(entry, source, wanted, max_bytes, files, refused)
    files.sort()
    files = _without_namesakes(files, refused)
    return Scan(tuple(files), tuple(sorted(refused, key=lambda r: r.source)))


def _without_namesakes(files: Iterable[FileStat], refused: list[Refusal]) -> list[FileStat]:
    """The files without those whose name is an earlier one's to a Mac or to Windows, where one would replace it."""
    first: dict[str, FileStat] = {}
    for file in files:
        kept = first.setdefault(as_others_read(file.source), file)
        if kept is not file:
            problem = f"has the name of {kept.source!r} but for case or the coding of accents; rename one of them"
            refused.append(Refusal(file.source, problem))
    return list(first.values())


def as_others_read(source: str) -> str:
    """What a Mac or Windows takes a name for: two names that give the same are one there."""
    return (source if source.isascii() else unicodedata.normalize("NFC", source)).casefold()


def _unprintable(source: str) -> str | None:
    if source.isascii() and source.isprintable():
        return None
    kinds = {unicodedata.category(character) for character in source}
    if "Cs" in kinds:
        return "has a name that is not UTF-8; rename it"
    return "has a control character in its name; rename it" if kinds & {"Cc", "Zl", "Zp"} else None


def _printable(source: str) -> str:
    readable = os.fsencode(source).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in readable)


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
    now = time.time_ns()
    with os.fdopen(_open_regular(root, source), "rb") as file:
        before = os.fstat(file.fileno())
        content = file.read()
        after = os.fstat(file.fileno())
    found = _file_stat(source, after)
    if len(content) != after.st_size or _file_stat(source, before) != found:
        raise Unsettled(f"{source} is still being written; it is read again shortly.")
    # A write of the same size within the same tick would not move the stat: the next sync reads the file once more.
    return content, found._replace(ctime_ns=0) if now - found.ctime_ns < _TICK_NS else found


def _open_regular(root: Path, source: str) -> int:
    try:
        # O_NOFOLLOW and O_NONBLOCK: a link or a FIFO put there since the scan is neither followed nor waited for.
        descriptor = os.open(root / source, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        if error.errno in _NO_FILE:
            raise Unsettled(f"{source} is no longer a regular file.") from None
        raise
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Unsettled(f"{source} is no longer a regular file.")
    return descriptor
