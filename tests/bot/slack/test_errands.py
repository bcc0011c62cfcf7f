import threading
from collections.abc import Iterator

import pytest

from bot.slack.errands import Errands


@pytest.fixture
def errands() -> Iterator[Errands]:
    started = Errands(size=1)
    started.start()
    yield started
    started.stop()


def test_errands_are_done_in_order(errands: Errands) -> None:
    done, over = list[int](), threading.Event()
    for number in range(3):
        errands.run(lambda number=number: done.append(number), lambda _reference: None)  # type: ignore[misc]
    errands.run(over.set, lambda _reference: None)
    assert over.wait(5)
    assert done == [0, 1, 2]


def test_who_waits_for_an_errand_that_failed_is_told_a_reference(errands: Errands) -> None:
    told, over = list[str](), threading.Event()

    def fail() -> None:
        raise RuntimeError("a bug")

    def sorry_that_fails(reference: str) -> None:
        told.append(reference)
        raise OSError("nor can Slack be reached")

    errands.run(fail, sorry_that_fails)
    errands.run(over.set, lambda _reference: None)  # the thread lives
    assert over.wait(5)
    assert len(told[0]) == 6


def test_an_errand_under_way_is_finished_before_the_end_and_none_is_begun_after_it() -> None:
    done, entered, go = list[str](), threading.Event(), threading.Event()

    def slow() -> None:
        entered.set()
        go.wait(5)
        done.append("slow")

    errands = Errands(size=1)
    errands.start()
    errands.run(slow, lambda _reference: None)
    assert entered.wait(5)
    ending = threading.Thread(target=errands.stop)
    ending.start()
    go.set()
    ending.join(5)
    errands.run(lambda: done.append("late"), lambda _reference: None)
    assert done == ["slow"]
