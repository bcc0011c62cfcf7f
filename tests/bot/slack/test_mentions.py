from indexer.model import PUBLIC
from tests.bot.slack.conftest import RunningApp, ScriptedAsk
from tests.fakes.slack import ALWAYS, FakeSlack, events, visible


def test_a_mention_is_answered_once_in_its_thread(slack: FakeSlack, app: RunningApp) -> None:
    asked = slack.user("U1").mentions("C1", "Fine-tune or RAG?")
    reply = app.reply_to(asked)
    app.settle()
    assert slack.answers(asked) == [reply]
    assert reply.thread_ts == asked.ts
    assert "You asked: Fine-tune or RAG?" in visible(reply)
    assert asked.acked_within(3)


def test_a_mention_and_its_message_twin_in_a_thread_of_advisor_get_one_reply(slack: FakeSlack, app: RunningApp) -> None:
    first = slack.user("U1").mentions("C1", "Fine-tune or RAG?")
    app.reply_to(first)
    second = slack.user("U1").mentions("C1", "And with 300 examples?", thread_ts=first.ts, twin=True)
    slack.wait_for(lambda: len(slack.answers(first)) == 2)
    app.settle()
    assert len(slack.answers(second)) == 2  # one for each mention


def test_an_event_sent_four_times_gets_one_reply(slack: FakeSlack, app: RunningApp, ask: ScriptedAsk) -> None:
    asked = slack.user("U1").mentions("C1", "Fine-tune or RAG?", twin=False)
    delivery = asked.deliveries[0]
    for _ in range(3):
        delivery = slack.redeliver(delivery)
    app.reply_to(asked)
    app.settle()
    assert len(slack.answers(asked)) == 1
    assert [q.text for q in ask.questions].count("Fine-tune or RAG?") == 1
    assert delivery.acked_within(3)


def test_a_retry_whose_first_delivery_was_lost_is_answered(slack: FakeSlack, app: RunningApp) -> None:
    message = slack.messages("C1", slack.user("U1").says("C1", "<@U0ADVISOR> Fine-tune or RAG?").ts)[0]
    slack.deliver(events.app_mention(slack.workspace, message), retry_num=1)
    slack.wait_for(lambda: [m for m in slack.messages("C1", message.ts) if m.by_app and m.blocks])


def test_a_mention_without_a_question_is_told_how_to_ask(slack: FakeSlack, app: RunningApp) -> None:
    asked = slack.user("U1").mentions("C1", "")
    assert "/advisor ask" in visible(app.reply_to(asked))


def test_a_mention_in_a_thread_brings_what_the_thread_said_before(
    slack: FakeSlack, app: RunningApp, ask: ScriptedAsk
) -> None:
    root = slack.user("U1").says("C1", "Our documents change weekly &amp; daily.")
    asked = slack.user("U2").mentions("C1", "What would you do?", thread_ts=root.ts)
    app.reply_to(asked)
    (turn,) = ask.questions[0].thread
    assert not turn.by_advisor
    assert turn.text.startswith("Our documents change weekly")


def test_other_bots_are_not_answered(slack: FakeSlack, app: RunningApp, ask: ScriptedAsk) -> None:
    said = slack.user("U1").says("C1", "<@U0ADVISOR> Hello from a bot")
    event = events.app_mention(slack.workspace, said.message)
    event.payload["event"]["bot_id"] = "B0OTHER"
    assert slack.deliver(event).acked_within(3)
    app.settle()
    assert [q.text for q in ask.questions] == ["Is all done?"]


def test_a_malformed_event_is_acknowledged_and_dropped(slack: FakeSlack, app: RunningApp) -> None:
    said = slack.user("U1").says("C1", "<@U0ADVISOR> Hello")
    event = events.app_mention(slack.workspace, said.message)
    del event.payload["event"]["ts"]
    assert slack.deliver(event).acked_within(3)
    app.settle()


def test_a_mention_in_a_group_direct_message_is_answered_from_what_everyone_may_read(
    slack: FakeSlack, app: RunningApp, ask: ScriptedAsk
) -> None:
    slack.workspace.channel("C0GROUPDM", kind="mpim")
    slack.fail_next("conversations.replies", error="missing_scope", times=ALWAYS)  # mpim:history is not asked for
    asked = slack.user("U1").mentions("C0GROUPDM", "Fine-tune or RAG?", twin=False)
    app.reply_to(asked)
    again = slack.user("U2").mentions("C0GROUPDM", "And with 300 examples?", thread_ts=asked.ts, twin=False)
    slack.wait_for(lambda: len(slack.answers(again)) == 2)
    assert {question.asker for question in ask.questions} == {PUBLIC}
