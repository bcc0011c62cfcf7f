import pytest

from bot.slack.listeners.follow_ups import asks_advisor
from tests.bot.slack.conftest import RunningApp, ScriptedAsk
from tests.fakes.slack import FakeSlack


@pytest.mark.parametrize(
    "said",
    [
        "And with 5,000 examples?",
        "and with 5,000 examples",
        "What about the cost",
        "ok, so how long would that take",
        "Please explain the second point",
        "tell me more about LoRA",
        "compare that with prompting",
        "We have 300 labelled examples.",
        "Our docs change weekly",
        "LoRA",
        "RAG latency",
        "300",
        "is that so for us too",
    ],
)
def test_a_question_a_request_and_a_fact_are_for_advisor(said: str) -> None:
    assert asks_advisor(said)


@pytest.mark.parametrize(
    "said",
    [
        "Let's take RAG, I'll tell infra.",
        "RAG it is then, agreed",
        "I'll talk to Maya tomorrow",
        "sounds good",
        "will do",
        "yes",
        "no",
        "Good point, I had not thought of that.",
        "Moving this to our planning channel",
        "thanks!",
        ":tada:",
        "",
    ],
)
def test_what_people_say_to_each_other_is_not(said: str) -> None:
    assert not asks_advisor(said)


def test_people_can_talk_in_a_thread_of_advisor_without_being_answered(
    slack: FakeSlack, app: RunningApp, ask: ScriptedAsk
) -> None:
    asked = slack.user("U1").mentions("C1", "Fine-tune or RAG?")
    app.reply_to(asked)
    slack.user("U2").replies("C1", asked.ts, "Let's take RAG, I'll tell infra.")
    app.settle()
    assert [question.text for question in ask.questions if question.text != "Is all done?"] == ["Fine-tune or RAG?"]
    assert len(slack.answers(asked)) == 1
