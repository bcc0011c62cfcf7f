import pytest

from bot.slack.listeners.shortcuts import ASK_ABOUT
from indexer.model import PUBLIC
from tests.bot.slack.conftest import RunningApp, ScriptedAsk
from tests.fakes.slack import FakeSlack, visible


def test_what_a_message_asks_is_answered_in_its_thread(slack: FakeSlack, app: RunningApp, ask: ScriptedAsk) -> None:
    said = slack.user("U1").says("C1", "Fine-tune or RAG?")
    used = slack.user("U2").uses_shortcut(ASK_ABOUT, said.message)
    reply = app.reply_to(said)
    assert "You asked: Fine-tune or RAG?" in visible(reply)
    assert reply.thread_ts == said.ts
    assert used.acked_within(3)
    assert ask.questions[0].thread == ()


def test_a_message_in_a_thread_is_answered_with_what_was_said_before(
    slack: FakeSlack, app: RunningApp, ask: ScriptedAsk
) -> None:
    root = slack.user("U1").says("C1", "Our documents change weekly.")
    said = slack.user("U2").replies("C1", root.ts, "Fine-tune or RAG?")
    slack.user("U1").uses_shortcut(ASK_ABOUT, said.message)
    app.reply_to(said)
    assert [turn.text for turn in ask.questions[0].thread] == ["Our documents change weekly."]


@pytest.mark.parametrize("error", ["not_in_channel", "channel_not_found", "is_archived"])
def test_where_advisor_cannot_post_the_one_who_asked_is_answered_privately(
    slack: FakeSlack, app: RunningApp, error: str
) -> None:
    said = slack.user("U1").says("C9", "Fine-tune or RAG?")
    slack.fail_next("chat.startStream", error=error)
    slack.fail_next("chat.postMessage", error=error)
    slack.user("U2").uses_shortcut(ASK_ABOUT, said.message)
    (whispered,) = slack.wait_for(lambda: [m for m in slack.ephemerals("U2") if "You asked" in visible(m)])
    app.settle()
    assert "Fine-tune or RAG?" in visible(whispered)
    assert slack.answers(said) == []


def test_a_private_answer_about_a_message_shows_what_everyone_may_read(
    slack: FakeSlack, app: RunningApp, ask: ScriptedAsk
) -> None:
    slack.workspace.groups["S1"] = ["U2"]
    said = slack.user("U1").says("C9", "What do we pay?")
    slack.user("U2").uses_shortcut(ASK_ABOUT, said.message)
    app.settle()
    assert ask.questions[0].asker == PUBLIC


def test_the_shortcut_used_twice_by_one_click_is_answered_once(
    slack: FakeSlack, app: RunningApp, ask: ScriptedAsk
) -> None:
    said = slack.user("U1").says("C1", "Fine-tune or RAG?")
    slack.redeliver(slack.user("U2").uses_shortcut(ASK_ABOUT, said.message))
    app.settle()
    assert len(slack.answers(said)) == 1


def test_a_message_without_words_is_met_with_how_to_ask(slack: FakeSlack, app: RunningApp) -> None:
    said = slack.user("U1").says("C1", "")
    slack.user("U2").uses_shortcut(ASK_ABOUT, said.message)
    assert "/advisor ask" in visible(app.reply_to(said))
