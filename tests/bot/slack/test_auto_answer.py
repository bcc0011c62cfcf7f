from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.model import Answer, Declined, Question
from bot.records import Records, open_records
from bot.slack.channels.auto_answer import COOLDOWN, AutoAnswers, is_question
from bot.slack.channels.choices import AS_ALWAYS, Channels, Choices
from tests.bot.slack.conftest import RunningApp, ScriptedAsk
from tests.fakes.slack import FakeSlack, events, visible
from tests.fakes.slack.identity import TEAM_ID

AUTO = Choices(auto_answer=True)


@pytest.mark.parametrize(
    "said",
    [
        "Fine-tune or RAG for our help desk?",
        "How do I choose k",
        "should we fine-tune a model on our tickets",
        "Is there a guide for long context",
        "Does anyone know what RAG costs a month? Thanks! :pray:",
        "Was kostet RAG im Monat?",
        "ベクトル検索 と 全文検索 どちらが 速いですか？",
    ],
)
def test_a_question_to_the_room_is_one(said: str) -> None:
    assert is_question(said)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "Lunch?",
        "Any news?",
        "I like RAG a lot",
        "What a day that was!",
        "When the build is green, I will merge.",
        "Have a look at this nice thing",
        "<@U2> should we fine-tune this?",
        "<!here> who can help me out?",
        "<!subteam^S1> is there a guide for this?",
        "How to run the evaluation:",
        "Can do, tomorrow morning",
    ],
)
def test_anything_else_is_none(said: str) -> None:
    assert not is_question(said)


@pytest.fixture
def channels(records: Records) -> Channels:
    made = Channels(records.engine, TEAM_ID)
    made.choose("C1", AUTO, "U0ADMIN")
    return made


@pytest.fixture
def auto(slack: FakeSlack, ask: ScriptedAsk, records: Records, channels: Channels) -> Iterator[RunningApp]:
    """The app, with automatic answers switched on in C1."""
    running = RunningApp(slack, ask, records).start()
    yield running
    running.stop()


def test_a_question_in_a_chosen_channel_is_answered_in_its_thread_with_the_reason_and_the_way_out(
    slack: FakeSlack, auto: RunningApp
) -> None:
    said = slack.user("U1").says("C1", "Should we fine-tune or use RAG?")
    reply = auto.reply_to(said)
    assert "You asked: Should we fine-tune or use RAG?" in visible(reply)
    assert "I answered by myself" in visible(reply)
    assert "/advisor settings" in visible(reply)
    assert reply.thread_ts == said.ts


def declining(question: Question) -> Declined:
    return Declined(question.text, "extractive", ("A guide to RAG",))


def failing(_question: Question) -> Answer:
    raise ValueError("a bug")


@pytest.mark.parametrize("reply", [declining, failing])
def test_what_advisor_cannot_answer_is_passed_over_without_a_trace(
    slack: FakeSlack, auto: RunningApp, ask: ScriptedAsk, reply: Callable[[Question], Answer | Declined]
) -> None:
    ask.reply = reply
    said = slack.user("U1").says("C1", "Should we fine-tune or use RAG?")
    slack.wait_for(lambda: ask.questions)
    ask.reply = ScriptedAsk().reply
    auto.settle()
    assert slack.answers(said) == []
    assert not [call for call in slack.calls() if call.args.get("channel") == "C1"]
    with auto.records.engine.connect() as db:
        assert db.execute(text("SELECT text FROM inbox WHERE channel = 'C1'")).scalars().all() == [""]
    slack.user("U2").replies("C1", said.ts, "Should I ask the vendor, then?")
    auto.settle()
    assert slack.answers(said) == []


@pytest.mark.parametrize("channel", ["C2", "G2"])
def test_in_other_channels_nobody_is_answered_unasked(
    slack: FakeSlack, auto: RunningApp, ask: ScriptedAsk, channel: str
) -> None:
    slack.user("U1").says(channel, "Should we fine-tune or use RAG?")
    auto.settle()
    assert [question.text for question in ask.questions] == ["Is all done?"]


def test_replies_in_threads_and_questions_to_somebody_and_bots_are_left_alone(
    slack: FakeSlack, auto: RunningApp, ask: ScriptedAsk
) -> None:
    root = slack.user("U1").says("C1", "I tried RAG.")
    slack.user("U2").replies("C1", root.ts, "Should we fine-tune it instead?")
    slack.user("U2").says("C1", "<@U1> should we fine-tune it instead?")
    said = slack.user("U3").says("C2", "Should a bot fine-tune or use RAG?")
    said.message.channel = "C1"
    event = events.message_posted(slack.workspace, said.message)
    event.payload["event"]["bot_id"] = "B0OTHER"
    slack.deliver(event)
    auto.settle()
    assert [question.text for question in ask.questions] == ["Is all done?"]


def test_a_second_question_soon_after_stays_unanswered(slack: FakeSlack, auto: RunningApp) -> None:
    auto.reply_to(slack.user("U1").says("C1", "Should we fine-tune or use RAG?"))
    second = slack.user("U1").says("C1", "Should we use long context then?")
    auto.settle()
    assert slack.answers(second) == []


def test_a_mention_is_answered_though_an_answer_was_just_given_unasked(slack: FakeSlack, auto: RunningApp) -> None:
    auto.reply_to(slack.user("U1").says("C1", "Should we fine-tune or use RAG?"))
    assert "I answered by myself" not in visible(auto.reply_to(slack.user("U1").mentions("C1", "And with 300?")))


def test_the_thread_of_an_unasked_answer_can_be_carried_on(slack: FakeSlack, auto: RunningApp) -> None:
    said = slack.user("U1").says("C1", "Should we fine-tune or use RAG?")
    auto.reply_to(said)
    slack.user("U1").replies("C1", said.ts, "And with 300 examples?")
    slack.wait_for(lambda: [m for m in slack.answers(said) if "You asked: And with 300 examples?" in visible(m)])


def test_an_event_sent_four_times_is_answered_once(slack: FakeSlack, auto: RunningApp, ask: ScriptedAsk) -> None:
    said = slack.user("U1").says("C1", "Should we fine-tune or use RAG?")
    for _ in range(3):
        slack.redeliver(said.deliveries[0])
    auto.reply_to(said)
    auto.settle()
    assert len(slack.answers(said)) == 1


@pytest.mark.parametrize("method", ["chat.postMessage", "chat.update"])
@pytest.mark.parametrize("fault", [{"status": 500}, {"accept_then_reset": True}, {"rate_limited": 1}])
def test_a_call_that_fails_on_the_way_leaves_one_whole_answer(
    slack: FakeSlack, auto: RunningApp, method: str, fault: dict[str, int]
) -> None:
    slack.fail_next(method, **fault)  # type: ignore[arg-type] # each fault is one of its keywords
    said = slack.user("U1").says("C1", "Should we fine-tune or use RAG?")
    assert "You asked" in visible(auto.reply_to(said))
    auto.settle()
    assert len(slack.answers(said)) == 1


def test_a_channel_that_takes_no_answer_is_given_up_in_silence(slack: FakeSlack, auto: RunningApp) -> None:
    slack.fail_next("chat.postMessage", error="not_in_channel")
    said = slack.user("U1").says("C1", "Should we fine-tune or use RAG?")
    auto.settle()
    assert slack.answers(said) == []


class Hand:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = 1_000_000.0

    def __call__(self) -> float:
        return self.at


def test_a_channel_rests_after_an_answer_and_not_after_silence(tmp_path: Path) -> None:
    records, clock = open_records(f"sqlite:///{tmp_path / 'r.db'}"), Hand()
    channels = Channels(records.engine, TEAM_ID)
    channels.choose("C1", AUTO, "U1")
    auto = AutoAnswers(records.engine, TEAM_ID, channels, now=clock)
    event = {"type": "message", "channel": "C1", "channel_type": "channel", "text": "Is there a guide for RAG?"}
    assert auto.wants(event)
    assert auto.claim("C1", "first")
    assert auto.claim("C1", "first")  # tried again after Slack failed
    assert not auto.claim("C1", "second")
    assert not auto.wants(event)
    clock.at += COOLDOWN
    assert auto.wants(event)
    assert auto.claim("C1", "second")
    records.close()


def test_switched_off_between_question_and_answer_means_silence(records: Records, channels: Channels) -> None:
    auto = AutoAnswers(records.engine, TEAM_ID, channels)
    channels.choose("C1", AS_ALWAYS, "U1")
    assert not auto.claim("C1", "first")
