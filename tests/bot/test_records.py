import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from bot.message import Kind, Message
from bot.records import LONGEST_WAIT, Records, open_records
from indexer.database import DatabaseError

ASKED = Message("Ev1", Kind.MENTION, "T1", "C1", "1.1", "1.1", "U1", "Fine-tune or RAG?")


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'made' / 'records.sqlite3'}"


@pytest.fixture
def records(url: str, clock: Clock) -> Iterator[Records]:
    opened = open_records(url, now=clock)
    yield opened
    opened.close()


@pytest.fixture
def other(url: str, records: Records, clock: Clock) -> Iterator[Records]:
    """Another process on the same database."""
    opened = open_records(url, now=clock)
    yield opened
    opened.close()


def rows(url: str, query: str) -> list[tuple[object, ...]]:
    engine = create_engine(url)
    with engine.connect() as db:
        found = [tuple(row) for row in db.execute(text(query))]
    engine.dispose()
    return found


def test_a_message_is_accepted_once_by_its_event(records: Records) -> None:
    assert records.accept(ASKED)
    assert not records.accept(replace(ASKED, ts="2.2"))


def test_a_message_is_accepted_once_by_its_place_in_the_channel(records: Records, other: Records) -> None:
    assert records.accept(ASKED)
    assert not other.accept(replace(ASKED, event_id="Ev2", kind=Kind.FOLLOW_UP))
    assert other.accept(replace(ASKED, event_id="Ev3", team="T2"))


def test_of_many_simultaneous_deliveries_one_is_new(records: Records, other: Records) -> None:
    together = threading.Barrier(16)
    new: list[bool] = []

    def deliver(hand: Records) -> None:
        together.wait()
        new.append(hand.accept(ASKED))

    threads = [threading.Thread(target=deliver, args=([records, other][n % 2],)) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(new) == [False] * 15 + [True]


def test_messages_are_claimed_oldest_first_and_each_by_one_process(
    records: Records, other: Records, clock: Clock
) -> None:
    records.accept(ASKED)
    clock.now += 1
    records.accept(replace(ASKED, event_id="Ev2", ts="2.2"))
    first, second = records.claim(), other.claim()
    assert first is not None
    assert second is not None
    assert first.message == ASKED
    assert (first.attempts, first.reply_ts, first.received_at) == (1, None, 1_000.0)
    assert second.message.event_id == "Ev2"
    assert records.claim() is None


def test_a_dead_processs_message_is_claimed_again_when_its_lease_is_over(
    records: Records, other: Records, clock: Clock
) -> None:
    records.accept(ASKED)
    claimed = records.claim()
    assert claimed is not None
    records.placed(claimed.id, "9.9")
    clock.now += records.lease - 0.1
    assert other.claim() is None
    clock.now += 0.2
    again = other.claim()
    assert again is not None
    assert (again.id, again.attempts, again.reply_ts) == (claimed.id, 2, "9.9")


def test_a_renewed_lease_keeps_a_message(records: Records, other: Records, clock: Clock) -> None:
    records.accept(ASKED)
    claimed = records.claim()
    assert claimed is not None
    clock.now += records.lease - 0.1
    records.renew([claimed.id])
    clock.now += records.lease - 0.1
    assert other.claim() is None


def test_what_another_process_took_over_is_not_closed_by_the_first(
    url: str, records: Records, other: Records, clock: Clock
) -> None:
    records.accept(ASKED)
    claimed = records.claim()
    assert claimed is not None
    clock.now += records.lease + 1
    assert other.claim() is not None
    records.answered(claimed.id)
    assert rows(url, "SELECT state FROM inbox") == [("answering",)]


def test_released_messages_can_be_claimed_at_once(records: Records, other: Records) -> None:
    records.accept(ASKED)
    records.claim()
    records.release()
    assert other.claim() is not None


def test_a_message_put_off_waits_so_many_seconds(records: Records, clock: Clock) -> None:
    records.accept(ASKED)
    claimed = records.claim()
    assert claimed is not None
    records.later(claimed.id, 4.0)
    assert records.claim() is None
    clock.now += 4.0
    assert records.claim() is not None


@pytest.mark.parametrize("back", [1.0, 900.0])
def test_a_new_message_does_not_wait_for_a_clock_that_was_set_back(records: Records, clock: Clock, back: float) -> None:
    records.accept(ASKED)
    clock.now -= back
    assert records.queue(-back, 5)
    assert records.claim() is not None


def test_a_released_message_does_not_wait_for_a_clock_that_was_set_back(
    records: Records, other: Records, clock: Clock
) -> None:
    records.accept(ASKED)
    records.claim()
    records.release()
    clock.now -= 1.0
    assert other.claim() is not None


def test_a_pause_or_lease_that_a_clock_set_back_made_longer_is_one_lease_long(
    records: Records, other: Records, clock: Clock
) -> None:
    for number in range(3):
        records.accept(replace(ASKED, event_id=f"Ev{number}", ts=f"{number}.1"))
    put_off, abandoned, answering = (claimed.id for claimed in iter(records.claim, None))
    records.later(put_off, 300.0)
    clock.now -= LONGEST_WAIT / 4
    other.shorten()  # it may be a long pause
    clock.now += LONGEST_WAIT / 4 + other.lease + 1
    records.renew([abandoned, answering])
    assert other.claim() is None
    clock.now -= 2 * LONGEST_WAIT
    other.shorten()
    assert other.claim() is None
    records.renew([answering])
    clock.now += other.lease
    records.renew([answering])
    assert {claimed.id for claimed in iter(other.claim, None)} == {put_off, abandoned}


def test_what_was_asked_before_the_clock_was_set_back_is_not_counted_as_recent(records: Records, clock: Clock) -> None:
    records.accept(ASKED)
    clock.now += 5
    assert list(records.asked_since("T1", "U1", 600.0)) == [("C1", "1.1")]
    clock.now -= 3_600
    assert records.asked_since("T1", "U1", 600.0) == {}


def test_an_answered_message_is_closed(url: str, records: Records) -> None:
    records.accept(ASKED)
    claimed = records.claim()
    assert claimed is not None
    records.answered(claimed.id)
    assert rows(url, "SELECT state, done_at FROM inbox") == [("answered", 1_000.0)]


def test_a_failed_message_keeps_its_reference_and_is_not_claimed_again(
    url: str, records: Records, clock: Clock
) -> None:
    records.accept(ASKED)
    claimed = records.claim()
    assert claimed is not None
    records.failed(claimed.id, "a1b2c3")
    clock.now += 3_600
    assert records.claim() is None
    assert not records.accept(ASKED)
    assert rows(url, "SELECT state, reference FROM inbox") == [("failed", "a1b2c3")]


def test_advisor_takes_part_in_the_threads_it_was_asked_in(records: Records) -> None:
    records.accept(ASKED)
    assert records.takes_part("T1", "C1", "1.1")
    assert not records.takes_part("T1", "C2", "1.1")
    assert not records.takes_part("T2", "C1", "1.1")
    assert not records.takes_part("T1", "C1", "2.2")


def test_records_survive_a_restart_and_loss_of_power(url: str, records: Records, clock: Clock) -> None:
    records.accept(ASKED)
    with records.engine.connect() as db:
        settings = [db.execute(text(f"PRAGMA {name}")).scalar_one() for name in ("journal_mode", "synchronous")]
    assert settings == ["wal", 2]  # 2 is FULL
    records.close()
    reopened = open_records(url, now=clock)
    assert reopened.claim() is not None
    reopened.close()


def test_a_database_that_cannot_be_opened_is_named_without_its_password(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DatabaseError, match="DATABASE_URL"):
        open_records(f"sqlite:///{tmp_path / 'file' / 'records.sqlite3'}")
    (tmp_path / "broken.sqlite3").write_text("no database at all, though long enough to be read as one" * 20)
    with pytest.raises(DatabaseError, match=r"broken\.sqlite3"):
        open_records(f"sqlite:///{tmp_path / 'broken.sqlite3'}")
    with pytest.raises(DatabaseError) as caught:
        open_records("nonsense://user:hunter2@host/db")
    assert "hunter2" not in str(caught.value)


def test_an_error_of_the_database_holds_nothing_that_somebody_wrote(records: Records) -> None:
    with records.engine.begin() as db:
        db.execute(text("DROP TABLE inbox"))
    with pytest.raises(SQLAlchemyError) as caught:
        records.accept(ASKED)
    assert "Fine-tune" not in str(caught.value)
