import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.schedule import Schedule
from indexer.watchdog import Watchdog


class CountedSync:
    """Stands for a sync: counts its calls, and can be held up, or ask to be called again."""

    def __init__(self, again: int = 0) -> None:
        self.calls = 0
        self.at_once = 0
        self.most_at_once = 0
        self.may_go = threading.Event()
        self.may_go.set()
        self._again = again

    def __call__(self, alive: Callable[[], None]) -> bool:
        alive()
        self.calls += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
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


def watched(folder: Path, sync: CountedSync) -> bool:
    """Whether a saved file has brought a sync; saved at each look, as the watcher begins in its own time."""
    (folder / "a.md").write_text("# A\n", encoding="utf-8")
    return sync.calls > 1


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
        assert eventually(lambda: watched(folder, sync))


def test_a_thousand_events_bring_two_syncs_at_most(folder: Path):
    sync = CountedSync()
    with schedule(folder, sync):
        assert eventually(lambda: sync.calls == 1)
        assert eventually(lambda: watched(folder, sync))
        time.sleep(1)
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


def test_leaving_waits_for_the_sync_under_way(folder: Path):
    sync = CountedSync()
    sync.may_go.clear()
    with schedule(folder, sync):
        assert eventually(lambda: sync.calls == 1)
        threading.Timer(0.3, sync.may_go.set).start()
    assert sync.at_once == 0


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
