"""A sync that is killed anywhere leaves an index that answers, and that the next sync mends.

For the long run: `python -m tests.indexer.crashing kills 300 PLACE`.
"""

import subprocess
import sys
from collections.abc import Iterator

import pytest

KILLS = 30
RUNS = [("points", "first"), ("points", "changes"), ("points", "rebuild"), ("embedding", "100"), ("kills", str(KILLS))]

Runs = dict[tuple[str, str], "subprocess.Popen[str]"]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    """All of them side by side: each spends half of its time waiting for the disk."""
    started = {run: _started(*run, str(tmp_path_factory.mktemp("crashes") / "place")) for run in RUNS}
    yield started
    for process in started.values():
        process.kill()


def _started(*arguments: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.indexer.crashing", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def recoveries(process: "subprocess.Popen[str]") -> list[str]:
    """The crashes survived, one line each; fails with the report of the first that was not."""
    told, report = process.communicate()
    assert process.returncode == 0, f"{told[-200:]}\n{report[-4_000:]}"
    return told.splitlines()


@pytest.mark.parametrize(("scenario", "at_least"), [("first", 10), ("changes", 15), ("rebuild", 10)])
def test_a_crash_at_any_point_of_a_sync_is_mended_by_the_next(runs: Runs, scenario: str, at_least: int) -> None:
    assert len(recoveries(runs["points", scenario])) >= at_least


def test_a_kill_while_embedding_leaves_words_that_answer_and_the_next_sync_goes_on(runs: Runs) -> None:
    assert recoveries(runs["embedding", "100"]) == ["answered and recovered after 100 texts"] * 2


def test_a_kill_at_any_time_is_mended_by_the_next_sync(runs: Runs) -> None:
    survived = recoveries(runs["kills", str(KILLS)])
    assert len(survived) == KILLS
    assert "killed and recovered" in survived
