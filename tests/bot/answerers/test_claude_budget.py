"""The budget of a workspace's day, where it is tight: at its limit, at midnight, at nothing, and misspelt."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.answerers.claude.trouble import BUDGET
from bot.model import EXTRACTIVE
from bot.settings import ClaudeSettings
from bot.spending import Spending
from indexer.database import open_database
from indexer.settings import SettingsError, read_settings
from tests.bot.answerers.claude_rig import MODEL, TWO_SENTENCES, Rig
from tests.fakes.claude import FakeClaude, Reply
from tests.fakes.claude.replies import Json

COST = (1_000 * 2 + 100 * 10) / 1e6  # of one answer of the rig's
SECOND, HOUR = 1.0, 3_600.0


def test_of_two_at_once_near_the_limit_both_are_answered_and_paid_for_and_nobody_after_them(
    claude: FakeClaude, tmp_path: Path
):
    rig = Rig(claude, tmp_path, budget=1.5 * COST)
    rig.ready().answer()
    both = threading.Barrier(2)

    def when_both_are_here(_body: Json) -> Reply:
        both.wait(20)
        return TWO_SENTENCES

    claude.mind = when_both_are_here
    with ThreadPoolExecutor(2) as threads:
        replies = [asked.result() for asked in (threads.submit(rig.answer), threads.submit(rig.answer))]
    assert [reply.answerer for reply in replies] == [MODEL, MODEL]
    spent = rig.spending.today("T1")
    assert (spent.requests, spent.usd) == (3, pytest.approx(3 * COST))
    after = rig.answer()
    assert after.answerer == EXTRACTIVE
    assert after.notice.startswith(BUDGET)
    assert len(claude.requests) == 3


def test_the_day_begins_anew_at_midnight_utc_and_not_before(claude: FakeClaude, tmp_path: Path):
    rig = Rig(claude, tmp_path, budget=COST)
    rig.answer()  # at noon
    rig.clock.now += 12 * HOUR - SECOND
    assert rig.answer().answerer == EXTRACTIVE
    rig.clock.now += SECOND
    assert rig.answer().answerer == MODEL
    rig.clock.now -= SECOND  # a clock that is set right: yesterday's budget is spent, as it was
    assert rig.answer().answerer == EXTRACTIVE


def test_an_answer_over_midnight_is_paid_from_the_day_on_which_it_ends(claude: FakeClaude, tmp_path: Path):
    rig = Rig(claude, tmp_path, budget=COST)
    rig.clock.now += 12 * HOUR - SECOND

    def until_tomorrow(_body: Json) -> Reply:
        rig.clock.now += 2 * SECOND
        return TWO_SENTENCES

    claude.mind = until_tomorrow
    assert rig.answer().answerer == MODEL
    assert rig.answer().answerer == EXTRACTIVE
    rig.clock.now -= 2 * SECOND
    assert rig.spending.today("T1").requests == 0


def test_a_budget_of_nothing_asks_as_often_as_people_do(claude: FakeClaude, tmp_path: Path):
    rig = Rig(claude, tmp_path, budget=0)
    assert [rig.answer().answerer for _ in range(3)] == [MODEL] * 3


class Unwritable(Spending):
    """Of a full disk."""

    def keep(self, *_: object) -> None:
        raise OSError("no space left on device")


def test_an_answer_whose_cost_cannot_be_written_down_is_there_all_the_same(rig: Rig, tmp_path: Path):
    rig.spending = Unwritable(open_database(f"sqlite:///{tmp_path / 'full.db'}"), 0)
    assert rig.answer().answerer == MODEL


@pytest.mark.parametrize("written", ["lots", "nan", "inf", "-1", "", "5,50"])
def test_a_budget_that_is_no_number_is_refused_with_what_it_takes(monkeypatch: pytest.MonkeyPatch, written: str):
    monkeypatch.setenv("ANTHROPIC_DAILY_BUDGET_USD", written)
    with pytest.raises(SettingsError, match=r"ANTHROPIC_DAILY_BUDGET_USD is .* US dollars a day"):
        read_settings(ClaudeSettings)
