"""The agent session beside an answer: its title, its status, and the Stop button that really stops."""

import threading

import pytest

from bot.model import Answer, Question
from bot.records import Records
from bot.slack.streaming.stops import Stops
from bot.watching import Stopped, Watcher
from tests.bot.slack.conftest import CITATION, RunningApp, ScriptedAsk
from tests.fakes.slack import FakeSlack, Said, visible


class UntilStopped:
    """An `ask` that writes half an answer, then works on until somebody presses Stop."""

    def __init__(self) -> None:
        self.reached, self.pressed = threading.Event(), threading.Event()

    def __call__(self, question: Question, watcher: Watcher) -> Answer:
        if question.text == "Is all done?":
            return Answer(question.text, "Yes [1].", (CITATION,), "extractive")
        watcher.wrote("Half an answer [1].")
        self.reached.set()
        assert self.pressed.wait(20)
        if watcher.stopped:
            raise Stopped
        return Answer(question.text, "Half an answer [1].\n\nAnd the other half [1].", (CITATION,), "extractive")


@pytest.fixture
def working(ask: ScriptedAsk) -> UntilStopped:
    ask.made = working = UntilStopped()
    return working


def stopped_by(slack: FakeSlack, working: UntilStopped, said: Said) -> None:
    """Stop is pressed while the answer is being written, and the app has heard of it."""
    assert working.reached.wait(20)
    told = slack.user("U1").stops(said.channel, said.ts)
    slack.wait_for(lambda: told.acked_at)
    working.pressed.set()


def test_work_shows_as_a_session_under_the_questions_name(
    slack: FakeSlack, app: RunningApp, working: UntilStopped
) -> None:
    said = slack.user("U1").says_in_dm("Fine-tune or <RAG>?")
    assert working.reached.wait(20)
    assert slack.session(said.channel, said.ts)["status"] == "processing"
    assert slack.session(said.channel, said.ts)["title"] == "Fine-tune or &lt;RAG&gt;?"
    working.pressed.set()
    app.reply_to(said)
    app.settle()
    assert slack.session(said.channel, said.ts)["status"] == "active"


def test_a_follow_up_leaves_the_name_of_its_thread(slack: FakeSlack, app: RunningApp) -> None:
    said = slack.user("U1").says_in_dm("Fine-tune or RAG?")
    app.reply_to(said)
    slack.user("U1").says_in_dm("And with 300 examples?", thread_ts=said.ts)
    slack.wait_for(lambda: len(slack.answers(said)) == 2)
    app.settle()
    begun = [call.args for call in slack.calls("agents.sessions.setStatus") if call.args["thread_ts"] == said.ts]
    assert [args.get("title") for args in begun if args["status"] == "processing"] == ["Fine-tune or RAG?", None]


def test_where_slack_knows_no_sessions_the_thread_is_named_the_old_way(slack: FakeSlack, app: RunningApp) -> None:
    slack.missing("agents.sessions.setStatus")
    said = slack.user("U1").says_in_dm("Fine-tune or RAG?")
    app.reply_to(said)
    assert slack.workspace.titles[(said.channel, said.ts)] == "Fine-tune or RAG?"


@pytest.mark.parametrize(
    "missing",
    ["none", "agents.sessions.setStatus", "chat.startStream", "chat.stopStream", "chat.appendStream", "chat.update"],
)
def test_stop_ends_the_work_and_the_reply_says_so(
    slack: FakeSlack, app: RunningApp, working: UntilStopped, missing: str
) -> None:
    slack.missing(missing)
    said = slack.user("U1").mentions("C1", "Fine-tune or RAG?")
    stopped_by(slack, working, said)
    reply = slack.wait_for(lambda: [m for m in slack.answers(said) if "You stopped this answer" in visible(m)])[0]
    app.settle()
    assert "Half an answer" not in visible(reply)
    assert slack.answers(said) == [reply]
    assert slack.session("C1", said.ts).get("status") in ("active", None)


def test_stop_reaches_what_is_still_waiting(slack: FakeSlack, app: RunningApp, working: UntilStopped) -> None:
    slack.user("U2").mentions("C2", "Keep the only worker busy")
    assert working.reached.wait(20)
    said = slack.user("U1").mentions("C1", "Fine-tune or RAG?")
    slack.wait_for(lambda: all(delivery.acked_at for delivery in said.deliveries))
    told = slack.user("U1").stops("C1", said.ts)
    slack.wait_for(lambda: told.acked_at)
    working.pressed.set()
    slack.wait_for(lambda: [m for m in slack.answers(said) if "You stopped this answer" in visible(m)])


def test_a_question_after_stop_is_answered(slack: FakeSlack, app: RunningApp, working: UntilStopped) -> None:
    said = slack.user("U1").mentions("C1", "Fine-tune or RAG?")
    stopped_by(slack, working, said)
    slack.wait_for(lambda: [m for m in slack.answers(said) if "You stopped this answer" in visible(m)])
    slack.user("U1").mentions("C1", "And now?", thread_ts=said.ts)
    slack.wait_for(lambda: [m for m in slack.answers(said) if "And the other half" in visible(m)])


def test_an_answer_that_was_finished_when_stop_was_pressed_is_shown(
    slack: FakeSlack, app: RunningApp, ask: ScriptedAsk
) -> None:
    said = slack.user("U1").mentions("C1", "Fine-tune or RAG?")
    whole = app.reply_to(said)
    slack.user("U1").stops("C1", said.ts)
    app.settle()
    assert slack.answers(said) == [whole]
    assert "You asked" in visible(whole)


def test_stop_is_known_to_every_process_and_only_for_what_was_asked_before(records: Records) -> None:
    clock = [100.0]
    Stops(records.engine, now=lambda: clock[0]).stop("T1", "C1", "1.1")
    other = Stops(records.engine)
    assert other.stopped("T1", "C1", "1.1", asked_at=99)
    assert not other.stopped("T1", "C1", "1.1", asked_at=101)
    assert not other.stopped("T2", "C1", "1.1", asked_at=99)
    assert not other.stopped("T1", "C1", "2.2", asked_at=99)
    clock[0] = 200.0
    Stops(records.engine, now=lambda: clock[0]).stop("T1", "C1", "1.1")
    assert other.stopped("T1", "C1", "1.1", asked_at=101)


def test_a_stop_of_a_time_that_is_still_to_come_stops_nothing(records: Records) -> None:
    clock = [5_000.0]
    stops = Stops(records.engine, now=lambda: clock[0])
    stops.stop("T1", "C1", "1.1")
    clock[0] -= 3_600  # the clock was set back
    assert not stops.stopped("T1", "C1", "1.1", asked_at=clock[0])
