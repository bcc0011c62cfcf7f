"""Puts a new file into the knowledge folder: whole or not at all, and never over another."""

import os
import secrets
from pathlib import Path, PurePosixPath

from indexer.folder import as_others_read
from indexer.model import IndexerError


class FolderNotWritable(IndexerError):
    """The knowledge folder, or a folder in it, takes no new file."""


class NameTaken(IndexerError):
    """A file of this name is there already."""


def is_taken(root: Path, source: str) -> bool:
    """Whether a file or folder has this name, or one that a Mac or Windows takes for the same."""
    folder, name = (root / source).parent, PurePosixPath(source).name
    if not folder.is_dir():
        return False
    return any(as_others_read(entry.name) == as_others_read(name) for entry in folder.iterdir())


def place(root: Path, source: str, content: bytes) -> None:
    """Writes the file below `root`. Raises NameTaken or FolderNotWritable, and then leaves nothing behind."""
    folder = _folder_for(root, source)
    draft = folder / f".{secrets.token_hex(8)}.new"  # hidden: no sync reads it
    try:
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        move_in(root, draft, source)
    except OSError as error:
        raise _not_writable(folder, error) from error
    finally:
        draft.unlink(missing_ok=True)


def move_in(root: Path, file: Path, source: str) -> None:
    """Moves a file of the same disk to its place below `root`. Raises NameTaken or FolderNotWritable."""
    folder, target = _folder_for(root, source), root / source
    if is_taken(root, source):
        raise NameTaken(f"{source} is there already; rename one of the two.")
    try:
        _link(file, target)
        file.unlink(missing_ok=True)
    except FileExistsError:
        raise NameTaken(f"{source} is there already; rename one of the two.") from None
    except OSError as error:
        raise _not_writable(folder, error) from error


def _link(file: Path, target: Path) -> None:
    """Gives the file its second name, which fails where another file has it: unlike a rename."""
    try:
        os.link(file, target, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:  # some mounted drives have no links: reserve the name, then take it
        os.close(os.open(target, os.O_CREAT | os.O_EXCL))
        file.replace(target)


def _folder_for(root: Path, source: str) -> Path:
    """The folder that holds the source, made when it is missing; never one outside `root`, or a hidden one."""
    parts = PurePosixPath(source).parts
    if not parts or source.startswith("/") or any(part.startswith(".") for part in parts):
        raise FolderNotWritable(f"{source!r} is no place in the knowledge folder; choose a plain relative name.")
    folder = (root / source).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_writable(folder, error) from error
    if not folder.resolve().is_relative_to(root.resolve()):
        raise FolderNotWritable(f"{folder} leads out of the knowledge folder; it may be a link. Choose another place.")
    return folder


def _not_writable(folder: Path, error: OSError) -> FolderNotWritable:
    return FolderNotWritable(f"{folder} takes no file ({error.strerror}); give this user write access to it.")
