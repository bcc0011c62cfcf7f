import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.schedule import Schedule


class CountedSync:
    """Stands for a sync: counts its calls, and can be held up, or ask to be called again."""

    def __init__(self, again: int = 0) -> None:
        self.calls = 0
        self.at_once = 0
        self.most_at_once = 0
        self.may_go = threading.Event()
        self.may_go.set()
        self._again = again

    def __call__(self) -> bool:
        self.calls += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.may_go.wait(20)
        self.at_once -= 1
        self._again -= 1
        return self._again >= 0


def eventually(holds: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.02)
    return holds()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def test_entering_syncs_once_and_an_untouched_folder_no_more(folder: Path):
    sync = CountedSync()
    with Schedule(folder, 3600, sync):
        assert eventually(lambda: sync.calls == 1)
        time.sleep(1)
    assert sync.calls == 1


def test_a_saved_file_brings_a_sync(folder: Path):
    sync = CountedSync()
    with Schedule(folder, 3600, sync):
        assert eventually(lambda: sync.calls == 1)
        time.sleep(0.5)  # the watcher starts looking
        (folder / "a.md").write_text("# A\n", encoding="utf-8")
        assert eventually(lambda: sync.calls == 2)


def test_a_thousand_events_bring_two_syncs_at_most(folder: Path):
    sync = CountedSync()
    with Schedule(folder, 3600, sync):
        assert eventually(lambda: sync.calls == 1)
        time.sleep(0.5)
        for number in range(1000):
            (folder / f"{number}.md").touch()
        assert eventually(lambda: sync.calls > 1)
        time.sleep(2.5)
    assert sync.calls <= 3  # the one at the start, and two


def test_what_changes_during_a_sync_brings_another_one_after_it(folder: Path):
    sync = CountedSync()
    with Schedule(folder, 3600, sync) as schedule:
        assert eventually(lambda: sync.calls == 1)
        sync.may_go.clear()
        schedule.soon()
        assert eventually(lambda: sync.calls == 2)
        for _ in range(5):
            schedule.soon()
        sync.may_go.set()
        assert eventually(lambda: sync.calls == 3)
        assert sync.most_at_once == 1


def test_a_file_still_being_written_is_looked_at_again(folder: Path):
    sync = CountedSync(again=2)
    with Schedule(folder, 3600, sync):
        assert eventually(lambda: sync.calls == 3)


def test_a_folder_without_file_events_is_looked_at_by_the_clock(folder: Path):
    sync = CountedSync()
    with Schedule(folder, 0.3, sync):
        assert eventually(lambda: sync.calls >= 4)


def test_leaving_waits_for_the_sync_under_way(folder: Path):
    sync = CountedSync()
    sync.may_go.clear()
    with Schedule(folder, 3600, sync):
        assert eventually(lambda: sync.calls == 1)
        threading.Timer(0.3, sync.may_go.set).start()
    assert sync.at_once == 0
