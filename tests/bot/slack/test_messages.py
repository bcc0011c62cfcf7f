from tests.bot.slack.conftest import RunningApp, ScriptedAsk
from tests.fakes.slack import FakeSlack, visible


def asked_texts(ask: ScriptedAsk) -> list[str]:
    return [question.text for question in ask.questions if question.text != "Is all done?"]


def test_a_direct_message_is_answered_in_its_own_thread(slack: FakeSlack, app: RunningApp) -> None:
    asked = slack.user("U1").says_in_dm("What is LoRA?")
    reply = app.reply_to(asked)
    assert "What is LoRA?" in visible(reply)
    assert reply.thread_ts == asked.ts


def test_a_direct_message_that_mentions_advisor_is_answered(slack: FakeSlack, app: RunningApp) -> None:
    app.reply_to(slack.user("U1").says_in_dm("<@U0ADVISOR> What is LoRA?"))


def test_a_reply_in_a_thread_of_advisor_is_answered_with_the_thread_before_it(
    slack: FakeSlack, app: RunningApp, ask: ScriptedAsk
) -> None:
    asked = slack.user("U1").mentions("C1", "Fine-tune or RAG?")
    app.reply_to(asked)
    followed = slack.user("U1").replies("C1", asked.ts, "And with 300 examples?")
    slack.wait_for(lambda: [m for m in slack.answers(followed) if "300 examples" in visible(m)])
    question = ask.questions[-1]
    assert question.text == "And with 300 examples?"
    assert [turn.by_advisor for turn in question.thread] == [False, True]
    assert question.thread[0].text == "Fine-tune or RAG?"
    assert question.thread[1].text.startswith("You asked: Fine-tune or RAG?")


def test_a_thread_without_advisor_is_left_alone(slack: FakeSlack, app: RunningApp, ask: ScriptedAsk) -> None:
    root = slack.user("U1").says("C1", "Lunch?")
    slack.user("U2").replies("C1", root.ts, "Yes, what about noon?")
    app.settle()
    assert asked_texts(ask) == []


def test_a_reply_addressed_to_somebody_else_is_left_alone(slack: FakeSlack, app: RunningApp, ask: ScriptedAsk) -> None:
    asked = slack.user("U1").mentions("C1", "Fine-tune or RAG?")
    app.reply_to(asked)
    slack.user("U1").replies("C1", asked.ts, "<@U2> do you agree?")
    app.settle()
    assert asked_texts(ask) == ["Fine-tune or RAG?"]


def test_edits_and_deletions_and_advisors_own_messages_are_not_answered(
    slack: FakeSlack, app: RunningApp, ask: ScriptedAsk
) -> None:
    person = slack.user("U1")
    asked = person.says_in_dm("What is LoRA?")
    app.reply_to(asked)
    person.edits(asked.message, "What is QLoRA?")
    person.deletes(asked.message)
    app.settle()
    assert asked_texts(ask) == ["What is LoRA?"]


def test_a_long_thread_is_read_to_its_end_and_its_newest_turns_are_kept(
    slack: FakeSlack, app: RunningApp, ask: ScriptedAsk
) -> None:
    root = slack.user("U1").says("C1", "Remark 0")
    for number in range(1, 260):
        slack.user("U1").replies("C1", root.ts, f"Remark {number}")
    app.reply_to(slack.user("U1").mentions("C1", "What now?", thread_ts=root.ts))
    assert [turn.text for turn in ask.questions[-1].thread][-2:] == ["Remark 258", "Remark 259"]
    assert len(ask.questions[-1].thread) <= 20


def test_a_thread_that_cannot_be_read_is_answered_without_it(
    slack: FakeSlack, app: RunningApp, ask: ScriptedAsk
) -> None:
    slack.workspace.scopes.discard("channels:history")
    root = slack.user("U1").says("C1", "Our documents change weekly.")
    app.reply_to(slack.user("U1").mentions("C1", "What would you do?", thread_ts=root.ts))
    assert ask.questions[0].thread == ()
