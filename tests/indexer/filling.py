"""Syncs for which the disk is full: from every numbered point on, on a real one that is mounted for this process.

    unshare --user --map-root-user --mount python -m tests.indexer.filling changes 0 PLACE

`changes 0` fills it to the last byte, before a write of any kind; `chroma 8` leaves 8 KiB, before one of Chroma's: a
part of it then finds room.

Prints one line for each point, and ends with status 1 at the first index that does not answer or is not mended.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.model import IndexerError
from indexer.vectors import VectorStore
from tests.indexer.crashing import ASKER, CRASHED, WATCHED, Countdown, CrashingIndex, after, before, recover, run
from tests.indexer.workbench import Workbench, assert_index_equals_folder

_DISK = "64m"
_REACHED = CRASHED


@dataclass
class Filling(Countdown):
    """Takes all room that is left on the disk when the `left`-th write is about to be made."""

    left: int
    disk: Path
    leaving: int  # bytes

    def step(self) -> None:
        self.left -= 1
        if self.left == 0:
            fill(self.disk, self.leaving)


class ChromaIndex(CrashingIndex):
    """An index of which Chroma alone is watched."""

    def _watched(self, part: Any) -> Any:
        return super()._watched(part) if isinstance(part, VectorStore) else part


def fill(disk: Path, leaving: int) -> None:
    with (disk / "ballast").open("wb", buffering=0) as ballast:
        for size in (1 << 16, 1 << 12, 1):
            try:
                while ballast.write(b"x" * size):
                    pass
            except OSError:
                continue
        ballast.truncate(ballast.tell() - leaving)


def fill_at_every_point(place: Path, kind: type[CrashingIndex], leaving: int) -> None:
    """`place` holds the folder; its data lie on a disk of their own."""
    disk = place / "data"
    disk.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_DISK}", "tmpfs", disk], check=True)
    run(lambda: _prepare(place))
    prepared = Path(shutil.copytree(place, place.with_name(f"{place.name}-prepared")))
    n = 1
    while _one_round(place, prepared, kind, Filling(n, disk, leaving)):
        print(f"full from point {n} on, and mended", flush=True)  # noqa: T201 - what the test reads
        n += 1


def _one_round(place: Path, prepared: Path, kind: type[CrashingIndex], filling: Filling) -> bool:
    shutil.rmtree(place / "knowledge")
    empty(filling.disk)
    shutil.copytree(prepared, place, dirs_exist_ok=True)
    reached = run(lambda: _sync(place, kind, filling)) == _REACHED
    (filling.disk / "ballast").unlink(missing_ok=True)
    run(lambda: recover(place, answering=True))
    return reached


def empty(folder: Path) -> None:
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _prepare(place: Path) -> None:
    bench = Workbench(place)
    before(bench)
    bench.sync()


def _sync(place: Path, kind: type[CrashingIndex], filling: Filling) -> None:
    bench = Workbench(place)
    after(bench)
    bench.index.close()
    bench.index = kind(bench.settings(), bench.embedder)
    bench.index.countdown = filling
    for _ in range(2):  # the schedule tries again while the disk is still full
        try:
            bench.sync()
        except IndexerError as error:
            print(f"told: {error}", flush=True)  # noqa: T201
        assert_answers(bench)
    if filling.left <= 0:
        (filling.disk / "ballast").unlink(missing_ok=True)  # and there is room again while the process goes on
        bench.sync()
        assert_index_equals_folder(bench.index)
        os._exit(_REACHED)


def assert_answers(bench: Workbench) -> None:
    for word in WATCHED:
        assert any(word in passage.text for passage in bench.ask(word, ASKER)), f"{word} cannot be asked for"


if __name__ == "__main__":
    what, kibibytes, where = sys.argv[1:]
    fill_at_every_point(Path(where), ChromaIndex if what == "chroma" else CrashingIndex, int(kibibytes) << 10)
