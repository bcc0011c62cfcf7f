from tests.bot.slack.conftest import RunningApp, ScriptedAsk
from tests.fakes.slack import RESPONSE_URL, FakeSlack, Message, visible


def whispered(slack: FakeSlack, words: str) -> Message:
    return slack.wait_for(lambda: [m for m in slack.ephemerals("U1") if words in visible(m)], what=words)[0]


def test_a_slash_question_is_answered_to_its_asker_alone(slack: FakeSlack, app: RunningApp) -> None:
    command = slack.user("U1").runs("/advisor", "ask What is LoRA?")
    whispered(slack, "You asked: What is LoRA?")
    assert command.acked_within(3)
    assert slack.messages("C1") == []
    (post,) = slack.calls(RESPONSE_URL)
    assert post.args["unfurl_links"] is False
    assert post.args["unfurl_media"] is False


def test_a_slash_question_is_acknowledged_with_what_happens(slack: FakeSlack, app: RunningApp) -> None:
    slack.user("U1").runs("/advisor", "ask What is LoRA?")
    whispered(slack, "Looking in the knowledge folder")


def test_a_slash_command_delivered_twice_is_answered_once(slack: FakeSlack, app: RunningApp, ask: ScriptedAsk) -> None:
    slack.redeliver(slack.user("U1").runs("/advisor", "ask What is LoRA?"))
    whispered(slack, "You asked")
    app.settle()
    assert [q.text for q in ask.questions].count("What is LoRA?") == 1


def test_when_the_response_url_is_spent_the_answer_comes_as_a_direct_message(slack: FakeSlack, app: RunningApp) -> None:
    slack.fail_next(RESPONSE_URL, error="used_url")
    slack.user("U1").runs("/advisor", "ask What is LoRA?")
    slack.wait_for(lambda: [m for m in slack.messages("D1") if "You asked: What is LoRA?" in visible(m)])


def test_help_says_how_to_ask_without_asking(slack: FakeSlack, app: RunningApp, ask: ScriptedAsk) -> None:
    slack.user("U1").runs("/advisor", "help")
    whispered(slack, "/advisor ask What is LoRA?")
    assert ask.questions == []


def test_an_unknown_subcommand_is_named_and_the_known_ones_taught(slack: FakeSlack, app: RunningApp) -> None:
    slack.user("U1").runs("/advisor", "<!channel> frobnicate")
    reply = visible(whispered(slack, "I do not know"))
    assert "/advisor ask" in reply
    assert "<!channel>" not in reply


def test_a_slash_question_without_a_question_is_taught(slack: FakeSlack, app: RunningApp) -> None:
    slack.user("U1").runs("/advisor", "ask")
    whispered(slack, "What is your question?")
