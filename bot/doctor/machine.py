"""Checks of the machine: who may read `.env`, room on the disk, the right to write."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from bot.doctor.finding import Finding, Setup, fix, ok

ROOM = 500_000_000  # bytes: an index of 50,000 chunks has that (9 kB a chunk), and a rebuild needs it twice for a while


def env_file(setup: Setup) -> Iterator[Finding]:
    """Whether others on the machine can read the secrets in `.env`."""
    if not (setup.place / ".env").exists():
        return
    problem = exposed(setup.place)
    yield fix(".env", problem) if problem else ok(".env", "others on this machine cannot read it")


def exposed(place: Path) -> str:
    """What is wrong with the permissions of the `.env` in this folder, "" for nothing."""
    file = place / ".env"
    mode = stat.S_IMODE(file.stat().st_mode) if file.exists() else 0
    return f"everybody on this machine can read it (mode {mode:o}); run: chmod 600 .env" if mode & 0o007 else ""


def disk(setup: Setup) -> Iterator[Finding]:
    """Whether derived data can be written, and has room to grow."""
    data = setup.index.data
    there = _nearest(data)
    free = shutil.disk_usage(there).free
    if not there.is_dir():
        yield fix("disk", f"{there} is a file; set ADVISOR_DATA to a folder")
    elif not os.access(there, os.W_OK | os.X_OK):
        yield fix(
            "disk", f"{there} cannot be written; give this user write access, or set ADVISOR_DATA to another folder"
        )
    elif free < ROOM:
        yield fix("disk", f"{_megabytes(free)} free for {data}; make room, {_megabytes(ROOM)} at least")
    else:
        yield ok("disk", f"{_megabytes(free)} free for {data}")


def _nearest(path: Path) -> Path:
    """The path, or the nearest folder above it that exists."""
    return next(place for place in (path.absolute(), *path.absolute().parents) if place.exists())


def _megabytes(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"
