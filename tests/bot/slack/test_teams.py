"""Slack Connect and Enterprise Grid: one workspace is served."""

import pytest

from bot.message import Kind
from bot.slack.incoming import from_event
from tests.bot.slack.conftest import RunningApp, ScriptedAsk
from tests.fakes.slack import FakeSlack, events
from tests.fakes.slack.events import Event
from tests.fakes.slack.identity import TEAM_ID

OTHER = "T0OTHER"


def foreign(event: Event) -> Event:
    """The same delivery, for an installation of another workspace."""
    event.payload["team_id"] = OTHER
    for authorization in event.payload.get("authorizations", ()):
        authorization["team_id"] = OTHER
    if "team" in event.payload:
        event.payload["team"]["id"] = OTHER
    return event


def test_what_is_delivered_for_another_workspace_is_passed_over_in_silence(
    slack: FakeSlack, app: RunningApp, ask: ScriptedAsk
) -> None:
    said = slack.user("U1").says("C1", "<@U0ADVISOR> Fine-tune or RAG?")
    deliveries = [
        slack.deliver(foreign(events.app_mention(slack.workspace, said.message))),
        slack.deliver(foreign(events.slash_command(slack.workspace, "U1", "C1", "/advisor", "ask What is LoRA?"))),
        slack.deliver(foreign(events.message_action(slack.workspace, "U1", said.message, "ask_about"))),
    ]
    app.settle()
    assert all(delivery.acked_within(3) for delivery in deliveries)
    assert [question.text for question in ask.questions] == ["Is all done?"]
    assert slack.ephemerals("U1") == []


def test_a_delivery_without_a_workspace_is_passed_over(slack: FakeSlack, app: RunningApp, ask: ScriptedAsk) -> None:
    said = slack.user("U1").says("C1", "<@U0ADVISOR> Fine-tune or RAG?")
    event = events.app_mention(slack.workspace, said.message)
    event.payload["team_id"] = None
    event.payload["authorizations"] = []
    slack.deliver(event)
    app.settle()
    assert [question.text for question in ask.questions] == ["Is all done?"]


def test_somebody_from_another_company_is_answered_in_a_shared_channel(slack: FakeSlack, app: RunningApp) -> None:
    slack.user("U9", team_id=OTHER)
    asked = slack.user("U9").mentions("C1", "Fine-tune or RAG?")
    app.reply_to(asked)
    followed = slack.user("U1").replies("C1", asked.ts, "And with 300 examples?")
    slack.wait_for(lambda: len(slack.answers(followed)) == 2)


@pytest.mark.parametrize("team_id", [TEAM_ID, OTHER])
def test_a_message_belongs_to_the_workspace_that_it_was_delivered_for(slack: FakeSlack, team_id: str) -> None:
    said = slack.user("U9", team_id=team_id).says("C1", "Fine-tune or RAG?")
    event = events.app_mention(slack.workspace, said.message)
    assert event.payload["team_id"] == team_id
    message = from_event(event.payload, Kind.MENTION, slack.bot_user)
    assert message is not None
    assert message.team == TEAM_ID
