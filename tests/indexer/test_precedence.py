"""Questions before syncs, with threads that are told what to do one step at a time."""

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from threading import Barrier, BrokenBarrierError, Event, Lock

from indexer.precedence import Precedence


def most_at_once(precedence: Precedence, workers: int, patience: float = 1.5) -> int:
    """How many of these workers are let into a turn together, each staying until all are in or none comes any more."""
    inside, most, lock = 0, 0, Lock()
    together = Barrier(workers)

    def work() -> None:
        nonlocal inside, most
        with precedence.turn():
            with lock:
                inside += 1
                most = max(most, inside)
            with suppress(BrokenBarrierError):  # when not all are let in together
                together.wait(patience)
            with lock:
                inside -= 1

    with ThreadPoolExecutor(workers) as pool:
        for done in [pool.submit(work) for _ in range(workers)]:
            done.result(timeout=10)
    return most


def test_all_threads_compute_where_nobody_asks() -> None:
    assert most_at_once(Precedence(3), 3, patience=10) == 3


def test_one_core_is_left_alone_while_a_question_is_answered_and_soon_after() -> None:
    precedence = Precedence(3, still_asking_seconds=600)
    with precedence.question():
        assert most_at_once(precedence, 3) == 2
    assert most_at_once(precedence, 3) == 2


def test_all_threads_compute_again_when_nobody_has_asked_for_a_while() -> None:
    precedence = Precedence(3, still_asking_seconds=0)
    with precedence.question():
        pass
    assert most_at_once(precedence, 3, patience=10) == 3


def test_a_single_thread_computes_even_while_people_ask() -> None:
    precedence = Precedence(1)
    with precedence.question():
        assert most_at_once(precedence, 2) == 1


def test_a_step_waits_until_the_last_question_is_answered() -> None:
    precedence = Precedence(2, most_seconds=30)
    with ThreadPoolExecutor(1) as pool, ExitStack() as first, ExitStack() as second:
        first.enter_context(precedence.question())
        second.enter_context(precedence.question())
        begun = Event()

        def stand_aside() -> None:
            begun.set()
            precedence.give_way()

        step = pool.submit(stand_aside)
        begun.wait(10)
        first.close()
        assert not _ended(step)
        second.close()
        step.result(timeout=10)


def test_questions_without_end_do_not_stop_a_step() -> None:
    precedence = Precedence(2, most_seconds=0.01)
    with precedence.question():
        precedence.give_way()


def test_a_question_that_fails_is_no_longer_waited_for() -> None:
    precedence = Precedence(2, most_seconds=30)
    try:
        with precedence.question():
            raise LookupError
    except LookupError:
        pass
    precedence.give_way()


def _ended(step: "Future[None]") -> bool:
    try:
        step.result(timeout=0.2)
    except TimeoutError:
        return False
    return True
