import pytest

from bot.slack.replies.courtesies import ANY_TIME, Courtesy, courtesy
from tests.bot.slack.conftest import RunningApp, ScriptedAsk
from tests.fakes.slack import FakeSlack, visible


def asked_texts(ask: ScriptedAsk) -> list[str]:
    return [question.text for question in ask.questions if question.text != "Is all done?"]


@pytest.mark.parametrize("said", ["hi", "Hello!", "hey there :wave:", "Good morning everyone", "hello?"])
def test_a_greeting_is_one(said: str) -> None:
    assert courtesy(said) is Courtesy.GREETING


@pytest.mark.parametrize(
    "said",
    ["thanks!", "Thank you so much :pray:", "ok", "OK, great", "👍", ":+1:", "perfect, that’s really helpful", "…"],
)
def test_thanks_an_ok_and_an_emoji_are_courtesies(said: str) -> None:
    assert courtesy(said) is Courtesy.THANKS


@pytest.mark.parametrize(
    "said",
    [
        *(
            "",
            "?",
            "yes",
            "no",
            "300",
            "LoRA",
            "good?",
            "not helpful",
            "hi, what is LoRA",
            "thanks, and what does it cost",
        ),
        *("OK with 300 examples", "this is RAG", "everyone"),
    ],
)
def test_what_may_be_worth_an_answer_is_none(said: str) -> None:
    assert courtesy(said) is None


@pytest.mark.parametrize("said", ["thanks!", "OK, great", "👍", "Hi everyone"])
def test_a_courtesy_in_a_thread_of_advisor_gets_no_reply(
    slack: FakeSlack, app: RunningApp, ask: ScriptedAsk, said: str
) -> None:
    asked = slack.user("U1").mentions("C1", "Fine-tune or RAG?")
    app.reply_to(asked)
    slack.user("U2").replies("C1", asked.ts, said)
    app.settle()
    assert asked_texts(ask) == ["Fine-tune or RAG?"]
    assert len(slack.answers(asked)) == 1


def test_a_picture_without_words_in_a_thread_of_advisor_gets_no_reply(slack: FakeSlack, app: RunningApp) -> None:
    asked = slack.user("U1").mentions("C1", "Fine-tune or RAG?")
    app.reply_to(asked)
    slack.user("U2").shares_file("C1", "chart.png", b"PNG", thread_ts=asked.ts, twin=False)
    app.settle()
    assert len(slack.answers(asked)) == 1


def test_a_greeting_in_a_direct_message_is_answered_with_how_to_ask(
    slack: FakeSlack, app: RunningApp, ask: ScriptedAsk
) -> None:
    reply = app.reply_to(slack.user("U1").says_in_dm("Hi!"))
    assert "/advisor ask" in visible(reply)
    assert asked_texts(ask) == []


def test_thanks_in_a_direct_message_or_with_a_mention_are_answered_in_a_sentence(
    slack: FakeSlack, app: RunningApp, ask: ScriptedAsk
) -> None:
    for said in (slack.user("U1").says_in_dm("Thank you!"), slack.user("U1").mentions("C1", "thanks :pray:")):
        assert visible(app.reply_to(said)) == ANY_TIME
    assert asked_texts(ask) == []
