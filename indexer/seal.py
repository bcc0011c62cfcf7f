"""A seal on the derived folders: what their files were when a sync last left them whole.

Chroma 1.5.9 dies of a header.bin that was cut short (SIGSEGV, chroma issue 7238) and answers wrongly from other
damage without a word; tantivy panics. So damage is noticed before either opens its files.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

Entry = tuple[int, int, int]  # size in bytes, mtime in ns, CRC-32 (0 for a database, which others hold open)


class Seal:
    """The seal of `folder`'s subfolders, kept in a file beside them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "seal.json"

    def is_affixed(self) -> bool:
        """Whether the last process that wrote came to an end: a killed one leaves no seal."""
        return self._file.exists()

    def lift(self) -> None:
        """Call before the first write."""
        self._file.unlink(missing_ok=True)

    def affix(self, catalogue: str) -> None:
        """Call when nothing is being written; `catalogue` names the state of it that the folders were derived from."""
        entries = {path.relative_to(self._folder).as_posix(): _entry(path) for path in self._paths()}
        aside = self._file.with_suffix(".new")
        aside.write_text(json.dumps({"catalogue": catalogue, "files": entries}), encoding="utf-8")
        aside.replace(self._file)

    def is_of(self, catalogue: str) -> bool:
        """Whether it was affixed for this state: it was not where only one of the two was put back from a backup."""
        try:
            return self._read().get("catalogue") == catalogue
        except (FileNotFoundError, ValueError):
            return False

    def broken(self) -> set[str]:
        """The names of the subfolders that are not as they were sealed; none when there is no seal."""
        try:
            sealed: dict[str, Entry] = self._read().get("files", {})
        except FileNotFoundError:
            return set()
        except ValueError:
            return {path.relative_to(self._folder).parts[0] for path in self._paths()}
        differ = (source for source, entry in sealed.items() if not _as_sealed(self._folder / source, entry))
        return {source.partition("/")[0] for source in differ}

    def _read(self) -> dict[str, Any]:
        seal: dict[str, Any] = json.loads(self._file.read_text(encoding="utf-8"))
        return seal

    def _paths(self) -> Iterator[Path]:
        for path in sorted(self._folder.glob("*/**/*")):
            if path.is_file() and not path.name.endswith((".lock", "-wal", "-shm", "-journal")):
                yield path


def _entry(path: Path) -> Entry:
    found = path.stat()
    # Opening and closing a database that this process also holds open would drop its locks (sqlite.org/howtocorrupt).
    return found.st_size, found.st_mtime_ns, 0 if path.suffix == ".sqlite3" else _checksum(path)


def _checksum(path: Path) -> int:
    total = 0
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            total = crc32(piece, total)
    return total


def _as_sealed(path: Path, entry: Entry) -> bool:
    size, mtime_ns, checksum = entry
    try:
        found = path.stat()
    except FileNotFoundError:
        return False
    if path.suffix == ".sqlite3":
        return found.st_size >= size  # its log is written into it later; it does not shrink
    # An unmoved file is not read again: a look at every sync costs some stats.
    return found.st_size == size and (found.st_mtime_ns == mtime_ns or _checksum(path) == checksum)
