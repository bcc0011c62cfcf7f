"""A reader in a process of its own, asking all the time while another writes, rebuilds, compacts and is killed.

    python -m tests.indexer.reading PLACE ROUNDS

Prints how many answers the reader got, by what was wrong with them; "" is nothing.
"""

import json
import os
import random
import signal
import sys
from collections import Counter
from functools import partial
from pathlib import Path
from threading import Event

from indexer.model import PUBLIC, Passage
from tests.indexer.crashing import run
from tests.indexer.workbench import Workbench, article, assert_index_equals_folder

GUIDES = ("a", "b", "c")
GROUPS = ("finance", "legal")
_REST = 0.02  # seconds between two questions, so that the writer gets on
_LONG = 400  # parts; three changes of them leave the matrix enough dead rows to be written anew


def put(bench: Workbench, version: int) -> None:
    """Version n of everything: all guides say so, a long one changes, and a restricted one passes to another group."""
    for name in GUIDES:
        bench.write(f"{name}.md", article(name, f"The commonword stands in guide {name}, version{version}."))
    bench.write("long.md", "\n\n".join(f"## Part {n}\n\nSubject {n} has {n * version} parts." for n in range(_LONG)))
    group = GROUPS[version % 2]
    bench.write("secret.md", article("Secret", f"The commonword is for {group} alone.", audience=group))


def trouble(passages: list[Passage], group: str | None) -> str:
    """What is wrong with the passages that an asker of this group got; "" when nothing is."""
    guides = [passage for passage in passages if passage.source[0] in GUIDES]
    if {passage.source[0] for passage in guides} != set(GUIDES):
        return "a guide is missing"
    if len({passage.text.rpartition("version")[2] for passage in guides}) != 1:
        return "two versions in one answer"
    secrets = [passage.text for passage in passages if passage.source == "secret.md"]
    return "" if all(f"for {group} alone" in text for text in secrets) else "a secret of others"


def read(place: Path) -> None:
    """Ask until the writer is done, or gone."""
    stop, writer = Event(), os.getppid()
    signal.signal(signal.SIGTERM, lambda _number, _frame: stop.set())
    bench, told = Workbench(place), Counter[str]()
    while not stop.wait(_REST) and os.getppid() == writer:
        for group in (None, *GROUPS):
            asker = PUBLIC | {group} if group else PUBLIC
            told[trouble(bench.ask("commonword stands version", asker, k=12), group)] += 1
    print(json.dumps(told), flush=True)  # noqa: T201 - what the test reads


def write(place: Path, rounds: int) -> None:
    """Every fifth version comes with a rebuild; every second is killed once, and then made."""
    chance = random.Random(3)
    for version in range(1, rounds + 1):
        sync = partial(_sync, place, version, rebuild=version % 5 == 0)
        if version % 2 == 0:
            run(sync, kill_after=chance.uniform(0.05, 0.6))
        run(sync)
    run(lambda: assert_index_equals_folder(Workbench(place).index))


def _sync(place: Path, version: int, *, rebuild: bool) -> None:
    bench = Workbench(place)
    put(bench, version)
    bench.sync(rebuild=rebuild)


if __name__ == "__main__":
    where, times = Path(sys.argv[1]), int(sys.argv[2])
    run(partial(_sync, where, 0, rebuild=False))
    reader = os.fork()
    if not reader:
        read(where)
        os._exit(0)
    try:
        write(where, times)
    finally:
        os.kill(reader, signal.SIGTERM)
        status = os.waitpid(reader, 0)[1]
    sys.exit(os.waitstatus_to_exitcode(status))
