"""One person's share, and the news for those who wait."""

import threading
import time
from functools import partial

import pytest

from bot.message import Kind, Message
from bot.model import Answer, Question
from bot.records import Records
from bot.slack.allowance import MOST, Allowance
from bot.slack.connecting import web_client
from bot.slack.replies.queue_news import AGAIN, QueueNews
from tests.bot.slack.conftest import RunningApp, ScriptedAsk
from tests.fakes.slack import ALWAYS, RESPONSE_URL, FakeSlack, Said, visible


def asked_before(records: Records, user: str, count: int = MOST, *, kind: Kind = Kind.MENTION) -> None:
    """So many questions of this person, a moment ago, all answered."""
    for number in range(count):
        records.accept(Message(f"E{user}{number}", kind, "T0TEAM", "C1", f"1.{number}", "1.0", user, "Why?"))
        pending = records.claim()
        assert pending is not None
        records.answered(pending.id)


def test_the_last_question_of_the_share_is_answered(slack: FakeSlack, app: RunningApp, records: Records) -> None:
    asked_before(records, "U1", MOST - 1)
    app.reply_to(slack.user("U1").mentions("C1", "Fine-tune or RAG?"))
    app.settle()
    assert slack.ephemerals("U1") == []


def test_who_asks_too_much_is_told_once_and_others_are_answered(
    slack: FakeSlack, app: RunningApp, ask: ScriptedAsk, records: Records
) -> None:
    asked_before(records, "U1")
    for number in range(3):
        slack.user("U1").mentions("C1", f"One more, number {number}?", twin=False)
    app.reply_to(slack.user("U2").mentions("C1", "Fine-tune or RAG?"))
    app.settle()
    (told,) = slack.ephemerals("U1")
    assert "You have asked 20 questions in 10 minutes" in visible(told)
    assert "Ask this again in about 10 minutes" in visible(told)
    assert "One more" not in " ".join(question.text for question in ask.questions)


def test_ten_minutes_later_the_person_is_answered_again(slack: FakeSlack, ask: ScriptedAsk, records: Records) -> None:
    earlier = Records(records.engine, now=lambda: time.time() - 601)
    asked_before(earlier, "U1")
    app = RunningApp(slack, ask, records).start()
    app.reply_to(slack.user("U1").mentions("C1", "Fine-tune or RAG?"))
    app.stop()


def test_an_event_that_slack_sends_again_is_not_counted_twice(
    slack: FakeSlack, app: RunningApp, records: Records
) -> None:
    asked_before(records, "U1", MOST - 1)
    said = slack.user("U1").mentions("C1", "Fine-tune or RAG?", twin=False)
    app.reply_to(said)
    slack.redeliver(said.deliveries[0])
    app.settle()
    assert slack.ephemerals("U1") == []


def test_questions_that_nobody_asked_advisor_do_not_count(slack: FakeSlack, app: RunningApp, records: Records) -> None:
    asked_before(records, "U1", kind=Kind.AUTO)
    app.reply_to(slack.user("U1").mentions("C1", "Fine-tune or RAG?"))


def test_a_command_over_the_limit_is_told_each_time(slack: FakeSlack, app: RunningApp, records: Records) -> None:
    asked_before(records, "U1")
    for _ in range(2):
        slack.user("U1").runs("/advisor", "ask What is LoRA?")
    app.settle()
    said = [m for m in slack.ephemerals("U1") if "You have asked 20 questions" in visible(m)]
    assert len(said) == 2


@pytest.mark.parametrize("method", ["chat.postEphemeral", RESPONSE_URL])
def test_where_it_cannot_be_told_nothing_else_suffers(
    slack: FakeSlack, app: RunningApp, records: Records, method: str
) -> None:
    asked_before(records, "U1")
    slack.fail_next(method, error="unknown_method", times=ALWAYS)
    slack.user("U1").mentions("C1", "One more?", twin=False)
    slack.user("U1").runs("/advisor", "ask What is LoRA?")
    app.reply_to(slack.user("U2").mentions("C1", "Fine-tune or RAG?"))
    slack.no_more_faults()
    slack.user("U1").mentions("C1", "And one more?", twin=False)
    slack.wait_for(lambda: [m for m in slack.ephemerals("U1") if "You have asked 20 questions" in visible(m)])


def test_a_clock_that_was_set_back_does_not_keep_the_news_from_who_asks_too_much(
    slack: FakeSlack, app: RunningApp, records: Records
) -> None:
    app.stop()
    slack.user("U1").mentions("C1", "Is anybody there?", twin=False)  # puts them in the channel
    for at in (time.time(), time.time() - 3_600):
        then = Records(records.engine, now=lambda at=at: at)
        allowance = Allowance(web_client(app.settings), then, now=lambda at=at: at)
        for number in range(MOST + 1):
            place = f"{at}.{number}"
            message = Message(f"E{place}", Kind.MENTION, "T0TEAM", "C1", place, place, "U1", "Why?")
            assert allowance.takes(message) == (number < MOST)
            then.accept(message)
    assert len([m for m in slack.ephemerals("U1") if "You have asked 20 questions" in visible(m)]) == 2


def answered(slack: FakeSlack, said: Said) -> bool:
    return any("You asked" in visible(message) for message in slack.answers(said))


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def waiting(records: Records, count: int, kind: Kind = Kind.MENTION) -> None:
    for number in range(count):
        ts = f"1{kind}.{number}"
        records.accept(Message(f"W{ts}", kind, "T0TEAM", "C1", ts, "" if kind == Kind.COMMAND else ts, "U1", "Why?"))


def test_who_waits_sees_how_many_are_before_them(slack: FakeSlack, app: RunningApp, records: Records) -> None:
    app.stop()
    clock, earlier = Clock(), Records(records.engine, now=lambda: time.time() - 10)
    waiting(earlier, 3)
    waiting(earlier, 1, Kind.COMMAND)
    waiting(earlier, 1, Kind.AUTO)
    news = QueueNews(web_client(app.settings), records, now=clock)
    news.tell()
    news.tell()
    lines = [call.args["status"] for call in slack.calls("assistant.threads.setStatus")]
    assert lines == [
        "is busy; your question is the next one…",
        "is busy; your question is queued, with 1 before it…",
        "is busy; your question is queued, with 2 before it…",
    ]
    clock.seconds = AGAIN
    news.tell()
    assert len(slack.calls("assistant.threads.setStatus")) == 6


def test_who_waits_only_a_moment_is_told_nothing(slack: FakeSlack, app: RunningApp, records: Records) -> None:
    app.stop()
    waiting(records, 3)
    QueueNews(web_client(app.settings), records).tell()
    assert slack.calls("assistant.threads.setStatus") == []


def test_a_burst_is_acknowledged_at_once_and_answered_to_the_last(
    slack: FakeSlack, app: RunningApp, ask: ScriptedAsk
) -> None:
    free = threading.Event()

    def slow(question: Question) -> Answer:
        assert free.wait(20)
        return ScriptedAsk._echo(question)

    ask.reply = slow
    burst = [slack.user(f"U{number}").mentions("C1", f"Question {number}?", twin=False) for number in range(30)]
    slack.wait_for(lambda: all(said.acked_within(3) for said in burst))
    free.set()
    for said in burst:
        slack.wait_for(partial(answered, slack, said), timeout=30)
