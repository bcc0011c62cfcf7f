"""Signals that the kernel hands to another thread than the first, whose handlers Python runs in the first all the same.

Which thread gets one is the kernel's choice, nearly always the first; here it is told which.
"""

import ctypes
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.process import AdvisorProcess
from tests.end_to_end.test_run import PARKING, REFUNDS, answer_to
from tests.end_to_end.watching import Watching
from tests.fakes.slack import FakeSlack


def other_threads(pid: int, number: signal.Signals) -> Iterator[int]:
    """The threads of a process, but the first, that take this signal."""
    for task in sorted(Path(f"/proc/{pid}/task").iterdir(), key=lambda task: int(task.name)):
        status = dict(line.split(":", 1) for line in (task / "status").read_text().splitlines())
        blocked = int(status["SigBlk"], 16) >> (number - 1) & 1
        if int(task.name) != pid and not blocked:
            yield int(task.name)


def hand(number: signal.Signals, pid: int) -> None:
    """Has another thread of the process get the signal than its first."""
    libc = ctypes.CDLL(None, use_errno=True)
    assert libc.tgkill(pid, next(other_threads(pid, number)), int(number)) == 0, os.strerror(ctypes.get_errno())


pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="only Linux tells a process's threads")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "refunds.md").write_text(REFUNDS, encoding="utf-8")
    return tmp_path


def test_a_bot_ends_in_order_by_a_term_signal_that_another_thread_got(slack: FakeSlack, place: Path) -> None:
    process = AdvisorProcess(place, slack)
    with process:
        # By then the first thread has nothing more to do than to wait.
        answer_to(slack, slack.user("U1").mentions("C1", "How fast is a refund paid?"), "5 working days")
        hand(signal.SIGTERM, process.pid)
        assert process.wait() == 0
    assert "Traceback" not in process.log.read_text(encoding="utf-8")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_indexer_ends_in_order_by_a_signal_that_another_thread_got(place: Path, number: signal.Signals) -> None:
    watching = Watching(place)
    try:
        watching.wait_for(watching.says("Watching knowledge"))
        (place / "knowledge" / "parking.md").write_text(PARKING, encoding="utf-8")
        watching.wait_for(watching.says("parking.md"))
        hand(number, watching.process.pid)
        assert watching.process.wait(timeout=30) == 0
    finally:
        watching.process.kill()
    assert "Traceback" not in watching.log.read_text(encoding="utf-8")
