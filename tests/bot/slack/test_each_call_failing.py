"""On each surface, each of Slack's calls fails in turn, and the person has what they wanted, or a sentence, once."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.keeping.keeper import Keeper
from bot.records import Records
from tests.bot.slack.conftest import RunningApp, ScriptedAsk
from tests.bot.slack.kept_app import bench, keeper
from tests.bot.slack.shelf import Shelf, advice, answer, guide
from tests.bot.slack.surfaces import CALLS, EXPERT, EXPERTS, FAULTS, Scene, Surface
from tests.fakes.slack import FakeSlack
from tests.indexer.workbench import Workbench

__all__ = ["bench", "keeper"]  # fixtures

ADMINS = tuple(f"UADMIN{number}" for number in range(len(FAULTS)))


@pytest.fixture
def app(slack: FakeSlack, ask: ScriptedAsk, records: Records, bench: Workbench, keeper: Keeper) -> Iterator[RunningApp]:
    slack.workspace.channel(EXPERTS).members.add(slack.user(EXPERT).id)
    for user in ADMINS:
        slack.user(user)
    made = replace(advice(ask, records, Shelf(guide())), offered=lambda: ["What is LoRA?"], keeper=keeper)
    ask.reply = lambda question: replace(answer(question), markdown=f"You asked: {question.text} [1]")
    running = RunningApp(slack, ask, records, advice=made, admins=ADMINS, escalate_to=(EXPERTS, EXPERT)).start()
    yield running
    running.stop()


@pytest.mark.parametrize(
    ("surface", "method"),
    [
        pytest.param(surface, method, id=f"{surface.__name__}-{method}")
        for surface in CALLS
        for method in CALLS[surface]
    ],
)
def test_whichever_call_fails_nobody_is_left_without_a_word(
    slack: FakeSlack, app: RunningApp, bench: Workbench, surface: Surface, method: str
) -> None:
    for number, fault in enumerate(FAULTS.values()):
        act = surface(Scene(slack, app, bench, number))
        next(act)
        before = len(slack.calls(method))
        slack.fail_next(method, **fault)  # type: ignore[arg-type] # a fault of the table
        next(act, None)
        slack.wait_for(lambda seen=before: [c for c in slack.calls(method)[seen:] if c.fault], what=f"{method} to fail")
        slack.no_more_faults()
    app.settle()
