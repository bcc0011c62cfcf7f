import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.prices import DEAREST, PRICES, Price, Tokens, dollars, usage
from bot.spending import Spending
from indexer.database import open_database

DAY = 86_400


class Clock:
    now = 1_795_262_400.0  # noon UTC

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def spending(place: Path, clock: Clock, budget: float = 1.0) -> Spending:
    return Spending(open_database(f"sqlite:///{place / 'records.db'}"), budget, now=clock)


def test_each_workspace_has_its_own_day(tmp_path: Path, clock: Clock):
    record = spending(tmp_path, clock)
    record.keep("T1", "claude-sonnet-5-5", "answer-1", Tokens(output=100_000))
    assert record.is_spent("T1") and not record.is_spent("T2")
    clock.now += DAY / 2
    assert not record.is_spent("T1")


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Midway", "Europe/Berlin"])
def test_the_day_is_utcs_wherever_the_machine_stands(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, zone: str
):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    record = spending(tmp_path, clock)
    record.keep("T1", "claude-sonnet-5-5", "answer-1", Tokens(output=100_000))
    clock.now += DAY / 2 - 1
    assert record.is_spent("T1")
    clock.now += 1
    assert not record.is_spent("T1")
    monkeypatch.undo()
    time.tzset()


def test_requests_that_end_at_once_are_all_written_down(tmp_path: Path, clock: Clock):
    record = spending(tmp_path, clock)
    with ThreadPoolExecutor(8) as threads:
        for _ in range(40):
            threads.submit(record.keep, "T1", "claude-sonnet-5-5", "answer-1", Tokens(output=1_000))
    assert record.today("T1").requests == 40
    assert record.today("T1").usd == pytest.approx(0.4)


def test_what_one_process_spends_another_knows(tmp_path: Path, clock: Clock):
    spending(tmp_path, clock).keep("T1", "claude-sonnet-5-5", "answer-1", Tokens(output=100_000))
    assert spending(tmp_path, clock).today("T1").usd == pytest.approx(1.0)


def test_a_budget_of_nothing_is_no_budget(tmp_path: Path, clock: Clock):
    record = spending(tmp_path, clock, budget=0)
    record.keep("T1", "claude-opus-5-5", "answer-1", Tokens(output=10**9))
    assert not record.is_spent("T1")


def test_every_kind_of_token_has_its_price():
    assert dollars(Price(1, 2, 3, 4), Tokens(10**6, 10**6, 10**6, 10**6)) == 10
    assert usage("claude-haiku-5-5", Tokens(1, 2, 3, 4)).input_tokens == 6


def test_no_listed_price_is_dearer_than_what_an_unknown_model_counts_as():
    for price in PRICES.values():
        assert (price.read, price.output) <= (DEAREST.read, DEAREST.output)
        assert price.from_cache < price.read < price.to_cache < price.output


def test_admins_read_what_all_workspaces_took_today_and_in_thirty_days(tmp_path: Path, clock: Clock):
    record = spending(tmp_path, clock, budget=20)
    record.keep("T1", "claude-sonnet-5-5", "answer-1", Tokens(output=200_000))
    clock.now += 29 * DAY
    record.keep("T1", "claude-sonnet-5-5", "answer-1", Tokens(output=100_000))
    record.keep("", "claude-of-tomorrow", "facts-1", Tokens(output=10_000))
    assert record.expenses().in_words() == (
        "Claude today (UTC): 2 requests, $1.50. In the last 30 days: 3 requests, $3.50. "
        "A workspace may spend $20.00 a day. "
        "1 request to a model without a listed price, counted at the dearest one's."
    )
    clock.now += DAY
    assert record.expenses().month.requests == 2


def test_a_cost_that_rounds_to_nothing_is_not_called_nothing(tmp_path: Path, clock: Clock):
    record = spending(tmp_path, clock, budget=0)
    record.keep("T1", "claude-haiku-5-5", "answer-1", Tokens(output=100))
    assert record.expenses().in_words().startswith("Claude today (UTC): 1 request, under $0.01.")
    assert "No budget is set." in record.expenses().in_words()
