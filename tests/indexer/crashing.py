"""Syncs that are killed: at every numbered point, while embedding, or at random times.

    python -m tests.indexer.crashing points changes PLACE
    python -m tests.indexer.crashing embedding 100 PLACE
    python -m tests.indexer.crashing kills 300 PLACE

One process imports everything and forks: each fork is a start of the program, without the seconds that imports cost.
Prints one line for each crash and ends with status 1 at the first index that does not recover.
"""

import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import chromadb  # noqa: F401 - so that no fork has to
import tantivy  # noqa: F401

from indexer.embedding.port import Vectors
from indexer.index import Generation, Index
from indexer.model import PUBLIC
from indexer.precedence import Turn, at_once
from tests.indexer.workbench import CountingEmbedder, Workbench, article, assert_index_equals_folder, served

CRASHED = 9
WATCHED = {"alphaword", "betaword", "deltaword"}
ASKER = PUBLIC | {"finance", "legal"}
SCENARIOS = ("first", "changes", "rebuild", "model")


class Countdown:
    """Ends the process, as a SIGKILL would, when its `left`-th call comes. -1 never ends it."""

    def __init__(self, left: int) -> None:
        self.left = left

    def step(self) -> None:
        self.left -= 1
        if self.left == 0:
            os._exit(CRASHED)


class Watched:
    """A part of the index whose every write is a point to crash before: after the last one, that is."""

    def __init__(self, part: Any, countdown: Countdown) -> None:
        self._part = part
        self._countdown = countdown

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._part, name)
        if not callable(value) or name not in WRITES:
            return value

        def watched(*arguments: Any, **named: Any) -> Any:
            self._countdown.step()
            return value(*arguments, **named)

        return watched


WRITES = frozenset({
    "write", "drop", "drop_by_key", "drop_all", "record", "refuse", "touch", "remove", "forget_stale", "embed",
    "embedded", "await_vectors", "begin", "serve", "begin_writing", "end_writing", "lift", "affix",
})  # fmt: skip


class CrashingIndex(Index):
    """An index of watched parts."""

    countdown = Countdown(-1)

    @property
    def generations(self) -> Any:
        return self._watched(super().generations)

    @property
    def kept_vectors(self) -> Any:
        return self._watched(super().kept_vectors)

    @property
    def seal(self) -> Any:
        return self._watched(super().seal)

    def generation(self, name: str) -> Generation:
        made = super().generation(name)
        return Generation(name, *(self._watched(getattr(made, part.name)) for part in fields(made)[1:]))

    def _watched(self, part: Any) -> Any:
        return Watched(part, self.countdown)


def before(bench: Workbench) -> None:
    """The folder as it was last synced."""
    bench.write("a.md", article("A", "The alphaword stands here.", "Much else follows."))
    bench.write("b.md", article("B", "The betaword stands here."))
    bench.write("c.md", article("C", "The gammaword stands here."))
    bench.write("d.md", article("D", "The deltaword stands here.", audience="finance"))
    bench.write("f.md", article("F", "Soon unreadable."))


def after(bench: Workbench) -> None:
    """One file changed, one renamed, one removed, one with another audience, one unreadable, one new."""
    bench.write("a.md", article("A", "The alphaword stands here.", "Little else follows."))
    (bench.folder / "b.md").rename(bench.folder / "bb.md")
    (bench.folder / "c.md").unlink()
    bench.write("d.md", article("D", "The deltaword stands here.", audience="legal"))
    bench.write("f.md", "---\n[\n---\n")
    bench.write("e.md", article("E", "The epsilonword stands here."))


def crash_and_recover(place: Path, scenario: str, n: int) -> bool:
    """One round from a fresh start: whether the sync came to its `n`-th point and crashed there."""
    prepared = place.with_name(f"{place.name}-prepared")
    if n == 1:
        run(lambda: _prepare(place))
        place.rename(prepared)
    shutil.rmtree(place, ignore_errors=True)
    if scenario != "first":
        shutil.copytree(prepared, place)
    crashed = run(lambda: _sync(place, scenario, Countdown(n))) == CRASHED
    run(lambda: recover(place, answering=scenario != "first"))
    return crashed


def _prepare(place: Path) -> None:
    bench = Workbench(place)
    before(bench)
    bench.sync()


def _sync(place: Path, scenario: str, countdown: Countdown) -> None:
    bench = Workbench(place)
    if scenario == "model":
        bench.embedder.name = "hash-64-other"
    (before if scenario == "first" else after)(bench)
    bench.index.close()
    bench.index = CrashingIndex(bench.settings(), bench.embedder)
    bench.index.countdown = countdown
    bench.sync(rebuild=scenario == "rebuild")


def recover(place: Path, *, answering: bool) -> None:
    """Start again after the crash: what could be asked can be asked, and one sync mends the rest."""
    bench = Workbench(place)
    if answering:
        for word in WATCHED:
            assert any(word in passage.text for passage in bench.ask(word, ASKER)), f"{word} cannot be asked for"
    bench.sync()
    assert_index_equals_folder(bench.index)
    assert not bench.sync().did_something


def run(start: Callable[[], None], kill_after: float | None = None) -> int:
    """What a fork that does this ends with: 0, CRASHED, or minus a signal. An error in it ends this process too."""
    child = os.fork()
    if child == 0:
        try:
            start()
        except BaseException:  # noqa: BLE001 - the fork's report; its parent ends with it
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status not in {0, CRASHED, -signal.SIGKILL}:
        raise SystemExit(f"a fork ended with {status}")
    return status


def crash_at_every_point(place: Path, scenario: str) -> None:
    n = 1
    while crash_and_recover(place, scenario, n):
        print(f"crashed at point {n} and recovered", flush=True)  # noqa: T201 - what the test reads
        n += 1


class DyingEmbedder(CountingEmbedder):
    """Ends the process, as a SIGKILL would, when it has embedded more than `most` texts."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def embed(self, texts: Sequence[str], turn: Turn = at_once) -> Vectors:
        if len(self.texts) + len(texts) > self._most:
            os._exit(CRASHED)
        return super().embed(texts, turn)


def crash_while_embedding(place: Path, texts: int) -> None:
    """A sync that dies after so many texts leaves words that answer, and marks where the next one goes on."""
    chapters = "\n\n".join(f"## Part {n}\n\nSubject {n} has {n * 7} parts." for n in range(200))
    for word in ("alphaword", "betaword"):
        bench = Workbench(place)
        bench.write(f"{word}.md", article(word, f"The {word} stands here.") + chapters.replace("Subject", word))
        assert run(lambda: Workbench(place, DyingEmbedder(texts)).sync()) == CRASHED
        run(lambda word=word: _answers_by_words(place, word))  # type: ignore[misc] # bound now, not when called
        run(lambda: recover(place, answering=False))
        print(f"answered and recovered after {texts} texts", flush=True)  # noqa: T201


def _answers_by_words(place: Path, word: str) -> None:
    bench = Workbench(place)
    assert served(bench.index).waiting.count() > 0
    assert any("stands here" in passage.text for passage in bench.ask(f"{word} stands here"))


def kill_at_random(place: Path, times: int, seed: int = 7) -> None:
    chance = random.Random(seed)
    run(lambda: _prepare(place))
    for _ in range(times):
        run(lambda: _change(place, chance))
        chance.random()  # the fork's draws are its own: move on, so that the next change is another
        killed = run(lambda: _sync_once(place), kill_after=chance.uniform(0, 0.4))
        run(lambda: recover(place, answering=True))
        print("killed and recovered" if killed else "ended and recovered", flush=True)  # noqa: T201


def _sync_once(place: Path) -> None:
    Workbench(place).sync()


def _change(place: Path, chance: random.Random) -> None:
    bench = Workbench(place)
    word = f"Word {chance.random()}."
    bench.write("a.md", article("A", "The alphaword stands here.", word * chance.randrange(1, 60)))
    bench.write(f"more/{chance.randrange(9)}.md", article("More", word))
    bench.write("d.md", article("D", "The deltaword stands here.", audience=chance.choice(["finance", "legal"])))
    for gone in (bench.folder / "more").glob(f"{chance.randrange(9)}.md"):
        gone.unlink()
    here, there = bench.folder / "b.md", bench.folder / "bb.md"
    if here.exists():
        here.rename(there)
    else:
        there.rename(here)


if __name__ == "__main__":
    what, which, where = sys.argv[1:]
    if what == "points":
        crash_at_every_point(Path(where), which)
    elif what == "embedding":
        crash_while_embedding(Path(where), int(which))
    else:
        kill_at_random(Path(where), int(which))
