from bot.answerers.claude.breaker import FAILURES, LONGEST_PAUSE, PAUSE, Breaker
from tests.bot.answerers.claude_rig import Clock


def opened(clock: Clock) -> Breaker:
    breaker = Breaker(now=clock)
    for _ in range(FAILURES):
        assert breaker.allows()
        breaker.failed()
    return breaker


def test_a_few_failures_between_successes_change_nothing():
    breaker = Breaker(now=Clock())
    for _ in range(20):
        breaker.failed()
        breaker.failed()
        breaker.succeeded()
    assert breaker.allows()


def test_failures_in_a_row_end_the_asking_for_a_while():
    clock = Clock()
    breaker = opened(clock)
    assert not breaker.allows()
    clock.now += PAUSE
    assert breaker.allows()


def test_after_the_pause_one_asks_for_all():
    clock = Clock()
    breaker = opened(clock)
    clock.now += PAUSE
    assert [breaker.allows() for _ in range(5)] == [True, False, False, False, False]
    breaker.succeeded()
    assert all(breaker.allows() for _ in range(5))


def test_a_provider_that_flaps_meets_one_probe_a_pause_and_the_pauses_grow():
    clock = Clock()
    breaker = opened(clock)
    probes = 0
    for _ in range(3_600):  # an hour of a question a second, each probe in vain
        clock.now += 1
        if breaker.allows():
            probes += 1
            breaker.failed()
    assert probes <= 3_600 / LONGEST_PAUSE + 6


def test_a_probe_that_told_nothing_leaves_room_for_the_next():
    clock = Clock()
    breaker = opened(clock)
    clock.now += PAUSE
    assert breaker.allows()
    breaker.gave_up()
    assert breaker.allows()


def test_a_wrong_key_needs_no_second_try():
    breaker = Breaker(now=Clock())
    breaker.failed(for_good=True)
    assert not breaker.allows()
