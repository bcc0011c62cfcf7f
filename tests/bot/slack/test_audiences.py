"""Who reads what in Slack: what reaches the answerer, and that a hidden document changes no reply."""

import json
import re
from pathlib import Path

import pytest

from bot.checks.log import ChecksLog
from bot.records import open_records
from bot.slack.checks.verdict_blocks import SHARE
from indexer.model import PUBLIC
from tests.bot.slack.conftest import RunningApp, ScriptedAsk
from tests.bot.slack.folders import indexed_advisor
from tests.fakes.slack import FakeSlack, visible
from tests.indexer.workbench import article

BOARD = PUBLIC | {"S1", "board"}


@pytest.fixture(autouse=True)
def board(slack: FakeSlack) -> None:
    """U1 is on the board."""
    slack.user("U1")
    slack.workspace.groups["S1"] = ["U1"]
    slack.workspace.handles["S1"] = "board"


def asker_of(ask: ScriptedAsk, text: str) -> frozenset[str]:
    return next(question.asker for question in ask.questions if question.text == text)


def test_in_a_direct_message_somebody_is_answered_from_what_their_groups_may_read(
    slack: FakeSlack, app: RunningApp, ask: ScriptedAsk
) -> None:
    app.reply_to(slack.user("U1").says_in_dm("What do we pay?"))
    app.reply_to(slack.user("U2").says_in_dm("What do they pay?"))
    assert asker_of(ask, "What do we pay?") == BOARD
    assert asker_of(ask, "What do they pay?") == PUBLIC


def test_a_slash_question_is_answered_from_what_the_askers_groups_may_read(
    slack: FakeSlack, app: RunningApp, ask: ScriptedAsk
) -> None:
    slack.user("U1").runs("/advisor", "ask What do we pay?")
    app.settle()
    assert asker_of(ask, "What do we pay?") == BOARD


def test_where_others_read_along_answers_come_from_what_everyone_may_read(
    slack: FakeSlack, app: RunningApp, ask: ScriptedAsk
) -> None:
    asked = slack.user("U1").mentions("C1", "What do we pay?")
    app.reply_to(asked)
    slack.user("U1").replies("C1", asked.ts, "And in the board room?")
    slack.user("U1").mentions("G1", "And in private?")
    app.settle()
    for text in ("What do we pay?", "And in the board room?", "And in private?"):
        assert asker_of(ask, text) == PUBLIC


@pytest.mark.parametrize("about", [{"guest": True}, {"deleted": True}, {"team_id": "T0OTHER"}])
def test_a_guest_a_stranger_and_somebody_who_left_is_answered_from_what_everyone_may_read(
    slack: FakeSlack, app: RunningApp, ask: ScriptedAsk, about: dict[str, object]
) -> None:
    slack.user("U1", **about)
    app.reply_to(slack.user("U1").says_in_dm("What do we pay?"))
    assert asker_of(ask, "What do we pay?") == PUBLIC


@pytest.mark.parametrize("method", ["usergroups.list", "users.info"])
@pytest.mark.parametrize("fault", [{"error": "missing_scope"}, {"status": 500}, {"accept_then_reset": True}])
def test_when_slack_does_not_say_who_somebody_is_they_are_still_answered(
    slack: FakeSlack, app: RunningApp, ask: ScriptedAsk, method: str, fault: dict[str, object]
) -> None:
    slack.fail_next(method, **fault)  # type: ignore[arg-type] # each fault is one of its keywords
    app.reply_to(slack.user("U1").says_in_dm("What do we pay?"))
    assert asker_of(ask, "What do we pay?") == PUBLIC


def test_a_check_is_made_for_whoever_sees_its_card(slack: FakeSlack, app: RunningApp) -> None:
    slack.user("U1").runs("/advisor", "check We have 300 examples.")
    slack.user("U1").mentions("C1", "check We have 200 examples.")
    app.settle()
    made = {record.text: record.asker for record, _ in ChecksLog(app.records.engine).latest(10)}
    assert made == {"We have 300 examples.": BOARD, "We have 200 examples.": PUBLIC}


def test_a_shared_check_is_made_anew_for_everyone(slack: FakeSlack, app: RunningApp) -> None:
    slack.user("U1").runs("/advisor", "check We have 300 examples.")
    (card,) = slack.wait_for(lambda: [m for m in slack.ephemerals("U1") if "300" in visible(m)])
    slack.user("U1").clicks(card, SHARE)
    slack.wait_for(lambda: slack.messages("C1"))
    assert {record.asker for record, _ in ChecksLog(app.records.engine).latest(10)} == {BOARD, PUBLIC}


COSTS = article("Costs", "Embedding costs $3 to $25 a month.", "Hosting a fine-tuned model costs more.")
SECRET = article("Salaries", "The merger with Globex costs nine million.", audience="[board]")
QUESTIONS = ["What does the merger with Globex cost?", "What does hosting cost?", "Globex"]


def replies(slack: FakeSlack, place: Path, *, secret: bool) -> list[str]:
    """What an outsider and the channel are shown, times left out."""
    records = open_records(f"sqlite:///{place / 'records.db'}")
    app = RunningApp(slack, ScriptedAsk(), records)
    files = {"costs.md": COSTS} | ({"salaries.md": SECRET} if secret else {})
    app.ask.made = indexed_advisor(place, files).ask
    app.start()
    shown = []
    for question in QUESTIONS:
        for asked in (slack.user("U2").says_in_dm(question), slack.user("U1").mentions("C1", question)):
            shown.append(json.dumps(app.reply_to(asked).blocks) + app.reply_to(asked).text)
    inside = visible(app.reply_to(slack.user("U1").says_in_dm(QUESTIONS[0])))
    app.stop()
    records.close()
    shown.append(str("nine million" in inside))
    return [re.sub(r"\d\d \w{3} \d{4}, \d\d:\d\d UTC|[0-9a-f]{32}", "…", text) for text in shown]


def test_a_document_that_an_asker_may_not_read_changes_nothing_they_are_shown(tmp_path: Path) -> None:
    seen = {}
    for secret in (True, False):
        with FakeSlack() as slack:
            slack.user("U1")
            slack.workspace.groups["S1"] = ["U1"]
            slack.workspace.handles["S1"] = "board"
            place = tmp_path / str(secret)
            place.mkdir()
            *seen[secret], found_by_the_board = replies(slack, place, secret=secret)
            assert found_by_the_board == str(secret)
    assert seen[True] == seen[False]
    assert not any("nine million" in text or "Salaries" in text for text in seen[True])
