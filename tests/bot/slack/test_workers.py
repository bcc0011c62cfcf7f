"""The threads that answer what is in the inbox, while the machine's clock jumps."""

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from queue import Queue

import pytest

from bot.message import Kind, Message, Pending
from bot.records import Records, open_records
from bot.slack.replies.workers import Workers

ASKED = Message("Ev1", Kind.MENTION, "T1", "C1", "1.1", "1.1", "U1", "Fine-tune or RAG?")
NEXT = replace(ASKED, event_id="Ev2", ts="2.2")
HOUR = 3_600.0


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def records(tmp_path: Path, clock: Clock) -> Iterator[Records]:
    opened = open_records(f"sqlite:///{tmp_path / 'records.sqlite3'}", now=clock, lease=60.0)  # renewed after 20 s
    yield opened
    opened.close()


@pytest.mark.parametrize("jump", [HOUR, -HOUR])
def test_what_this_process_is_answering_is_not_begun_again_when_the_clock_jumps(
    records: Records, clock: Clock, jump: float
) -> None:
    begun: Queue[str] = Queue()
    finish = threading.Event()

    def answer(pending: Pending) -> None:
        begun.put(pending.message.event_id)
        finish.wait(10)
        records.answered(pending.id)

    workers = Workers(records, answer, size=2)
    records.accept(ASKED)
    workers.start()
    assert begun.get(timeout=10) == "Ev1"
    clock.now += jump
    records.accept(NEXT)
    workers.wake()
    assert begun.get(timeout=10) == "Ev2"
    finish.set()
    workers.stop()
    assert begun.empty()
    assert records.waiting().messages == 0


def test_what_failed_for_no_known_reason_is_begun_again_when_its_lease_is_over(records: Records, clock: Clock) -> None:
    attempts: Queue[int] = Queue()

    def answer(pending: Pending) -> None:
        attempts.put(pending.attempts)
        if pending.attempts == 1:
            raise RuntimeError
        records.answered(pending.id)

    workers = Workers(records, answer, size=1, poll=0.05)
    records.accept(ASKED)
    workers.start()
    assert attempts.get(timeout=10) == 1
    clock.now += records.lease + 1
    assert attempts.get(timeout=10) == 2
    workers.stop()
    assert records.waiting().messages == 0


def test_what_a_dead_process_left_is_answered_soon_though_the_clock_was_set_back(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'records.sqlite3'}"
    dead = open_records(url)
    dead.accept(ASKED)
    assert dead.claim() is not None
    dead.close()
    begun: Queue[str] = Queue()
    records = open_records(url, now=lambda: time.time() - HOUR, lease=0.3)
    workers = Workers(records, lambda pending: begun.put(pending.message.event_id), size=1, poll=0.05)
    workers.start()
    assert begun.get(timeout=10) == "Ev1"
    workers.stop()
    records.close()
