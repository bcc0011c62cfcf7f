"""A schedule in a process of its own: one that has just begun, and one that was stopped for a while."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def scheduling(folder: Path, every_seconds: float) -> Iterator[subprocess.Popen[str]]:
    """See `tests.indexer.scheduling`."""
    command = [sys.executable, "-m", "tests.indexer.scheduling", str(folder), str(every_seconds)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGCONT)
            process.terminate()


def says(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_what_is_saved_while_the_first_sync_looks_brings_another(tmp_path: Path) -> None:
    """In a new process: there the watcher is imported first, and would begin after the first sync."""
    with scheduling(tmp_path, 3600) as process:
        assert [says(process), says(process)] == ["sync", "sync"]


def test_a_process_that_was_stopped_when_a_sync_was_due_makes_it_once_when_it_goes_on(tmp_path: Path) -> None:
    every_seconds = 3.0
    with scheduling(tmp_path, every_seconds) as process:
        assert [says(process), says(process)] == ["sync", "sync"]
        process.send_signal(signal.SIGSTOP)
        time.sleep(every_seconds + 1.5)  # more than the second after which APScheduler, left alone, drops a late run
        process.send_signal(signal.SIGCONT)
        said = [says(process)]
        while said[-1] != "later":
            said.append(says(process))
        assert sorted(said) == ["later", "sync", "woke"]
