import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest
from apscheduler.schedulers import base

from indexer.look import SyncStopped
from indexer.schedule import Schedule
from indexer.watchdog import Watchdog


class CountedSync:
    """Stands for a sync: counts its calls, does something in them, and can be held up, or ask to be called again."""

    def __init__(self, again: int = 0, meanwhile: Callable[[], None] = lambda: None) -> None:
        self.calls = 0
        self.at_once = 0
        self.most_at_once = 0
        self.may_go = threading.Event()
        self.may_go.set()
        self._again = again
        self._meanwhile = meanwhile

    def __call__(self, alive: Callable[[], None]) -> bool:
        alive()
        self.calls += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self._meanwhile()
        self.may_go.wait(20)
        self.at_once -= 1
        self._again -= 1
        return self._again >= 0


def schedule(folder: Path, sync: CountedSync, every_seconds: float = 3600) -> Schedule:
    return Schedule(folder, every_seconds, sync, Watchdog(60, _unexpected))


def _unexpected() -> None:
    pytest.fail("a sync that works was taken to hang")


def eventually(holds: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.02)
    return holds()


def save(file: Path) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text("# A\n", encoding="utf-8")


class WallClock(datetime):
    """The time as it is, but for the jump of somebody who set the clock."""

    jump = timedelta()

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override] # it is a datetime all the same
        return datetime.now(tz) + cls.jump


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> type[WallClock]:
    """APScheduler's. Patched, as it takes none: and a test may not set that of the whole machine."""
    monkeypatch.setattr(base, "datetime", WallClock)
    monkeypatch.setattr(WallClock, "jump", timedelta())
    return WallClock


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def test_entering_syncs_once_and_an_untouched_folder_no_more(folder: Path):
    sync = CountedSync()
    with schedule(folder, sync):
        assert eventually(lambda: sync.calls == 1)
        time.sleep(1)
    assert sync.calls == 1


def test_a_saved_file_brings_a_sync(folder: Path):
    sync = CountedSync()
    with schedule(folder, sync):
        assert eventually(lambda: sync.calls == 1)
        save(folder / "a.md")
        assert eventually(lambda: sync.calls == 2)


def test_what_is_saved_as_soon_as_the_first_sync_looks_brings_another(folder: Path):
    for number in range(1_000):  # so that it takes a while until all of it is listened to
        (folder / str(number)).mkdir()
    sync = CountedSync(meanwhile=lambda: save(folder / "999" / "a.md"))
    with schedule(folder, sync):
        assert eventually(lambda: sync.calls >= 2)


def test_a_folder_that_was_replaced_by_another_is_listened_to(folder: Path):
    sync, place = CountedSync(), folder / "knowledge"
    place.mkdir()
    with schedule(place, sync):
        assert eventually(lambda: sync.calls == 1)
        (folder / "new").mkdir()
        place.rename(folder / "old")
        (folder / "new").rename(place)
        assert eventually(lambda: sync.calls == 2)
        save(place / "a.md")
        assert eventually(lambda: sync.calls == 3)


def test_a_folder_that_is_not_there_is_synced_all_the_same(folder: Path):
    sync = CountedSync()  # a real one tells admins that it is not there
    with schedule(folder / "knowledge", sync):
        assert eventually(lambda: sync.calls == 1)


def test_a_thousand_events_bring_two_syncs_at_most(folder: Path):
    sync = CountedSync()
    with schedule(folder, sync):
        assert eventually(lambda: sync.calls == 1)
        before, began = sync.calls, time.monotonic()
        for number in range(1000):
            (folder / f"{number}.md").touch()
        pauses = int((time.monotonic() - began) / 0.1)  # that a busy machine may make: after one, the events are others
        assert eventually(lambda: sync.calls > before)
        time.sleep(2)
    assert sync.calls <= before + 2 + pauses


def test_what_changes_during_a_sync_brings_another_one_after_it(folder: Path):
    sync = CountedSync()
    with schedule(folder, sync) as running:
        assert eventually(lambda: sync.calls == 1)
        sync.may_go.clear()
        running.soon()
        assert eventually(lambda: sync.calls == 2)
        for _ in range(5):
            running.soon()
        sync.may_go.set()
        assert eventually(lambda: sync.calls == 3)
        assert sync.most_at_once == 1


def test_a_file_still_being_written_is_looked_at_again(folder: Path):
    sync = CountedSync(again=2)
    with schedule(folder, sync):
        assert eventually(lambda: sync.calls == 3)


def test_a_folder_without_file_events_is_looked_at_by_the_clock(folder: Path):
    sync = CountedSync()
    with schedule(folder, sync, every_seconds=0.3):
        assert eventually(lambda: sync.calls >= 4)


NOW = datetime.now(UTC)
LEAP_DAY = datetime(2028, 2, 28, 23, 59, 59, 500_000, tzinfo=UTC)


@pytest.mark.parametrize(
    "jump",
    [timedelta(hours=-1), timedelta(hours=1), timedelta(days=-365), LEAP_DAY - NOW],
    ids=["an hour back", "an hour on", "a year back", "to a leap day's eve"],
)
def test_a_clock_that_is_set_neither_stops_the_looks_nor_makes_them_more(
    folder: Path, clock: type[WallClock], jump: timedelta
):
    sync = CountedSync()
    began = time.monotonic()
    with schedule(folder, sync, every_seconds=0.3):
        assert eventually(lambda: sync.calls >= 2)
        clock.jump = jump
        before = sync.calls
        assert eventually(lambda: sync.calls >= before + 4)
    assert sync.calls <= (time.monotonic() - began) / 0.3 + 2
    assert sync.most_at_once == 1


def test_a_clock_that_jumps_over_half_a_century_costs_no_more_than_one_look(folder: Path, clock: type[WallClock]):
    """A small machine begins in 1970 and hears the time from the network a little later."""
    sync = CountedSync()
    clock.jump = datetime(1970, 1, 1, tzinfo=UTC) - NOW
    with schedule(folder, sync, every_seconds=0.3):
        assert eventually(lambda: sync.calls >= 2)
        clock.jump = timedelta()
        before = sync.calls
        assert eventually(lambda: sync.calls >= before + 3)


def test_leaving_waits_for_the_sync_under_way(folder: Path):
    sync = CountedSync()
    sync.may_go.clear()
    with schedule(folder, sync):
        assert eventually(lambda: sync.calls == 1)
        threading.Timer(0.3, sync.may_go.set).start()
    assert sync.at_once == 0


def test_leaving_ends_a_long_sync_at_its_next_sign_of_life(folder: Path):
    begun, ended = threading.Event(), threading.Event()

    def endless(alive: Callable[[], None]) -> bool:
        try:
            while True:
                alive()
                begun.set()
                time.sleep(0.01)
        except SyncStopped:
            ended.set()
            return False

    started = time.monotonic()
    with Schedule(folder, 3600, endless, Watchdog(60, _unexpected)):
        assert begun.wait(10)
    assert ended.is_set()
    assert time.monotonic() - started < 10  # leaving did not wait until its patience was at an end


def test_a_sync_that_gives_no_sign_of_life_is_taken_to_hang_once(folder: Path):
    sync, hung = CountedSync(), threading.Event()
    sync.may_go.clear()
    with Schedule(folder, 3600, sync, Watchdog(0.2, hung.set)):
        assert hung.wait(10)
        sync.may_go.set()


def test_a_long_sync_that_gives_signs_of_life_is_left_alone(folder: Path):
    hung, ended = threading.Event(), threading.Event()

    def slow(alive: Callable[[], None]) -> bool:
        for _ in range(30):
            time.sleep(0.1)
            alive()
        ended.set()
        return False

    with Schedule(folder, 3600, slow, Watchdog(2, hung.set)):
        assert ended.wait(20)
    assert not hung.is_set()
