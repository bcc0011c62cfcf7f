import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.journal import Asked, Journal
from bot.message import Kind, Message
from bot.model import Answer, Declined, Question
from bot.records import Records, open_records
from bot.slack.line import open_line
from bot.slack.parts import Advice, open_parts
from bot.slack.places.places import Places
from bot.slack.replies.opening import open_replies
from bot.slack.replies.replies import Replies
from bot.watching import Watcher
from tests.bot.slack.conftest import RunningApp, ScriptedAsk, checker, draw
from tests.fakes.slack import FakeSlack, Said, visible


def places(app: RunningApp, records: Records) -> Places:
    parts = open_parts(open_line(app.settings), records, Advice(app.ask, checker(records), draw))
    return Places(parts.client, parts.reader, records, parts.checks, parts.stops)


@pytest.fixture
def dead(tmp_path: Path) -> Iterator[Records]:
    """The records as a process sees them that died a minute ago."""
    opened = open_records(f"sqlite:///{tmp_path / 'records.sqlite3'}", now=lambda: time.time() - 60)
    yield opened
    opened.close()


def accepted(slack: FakeSlack, dead: Records, text: str) -> Said:
    """A mention that the dead process accepted and acknowledged."""
    said = slack.user("U1").mentions("C1", text, twin=False)
    event_id = said.deliveries[0].event.payload["event_id"]
    dead.accept(Message(event_id, Kind.MENTION, "T0TEAM", "C1", said.ts, said.ts, "U1", text))
    return said


@pytest.fixture
def asked(slack: FakeSlack, dead: Records) -> Said:
    """A question that the dead process accepted."""
    return accepted(slack, dead, "Fine-tune or RAG?")


def test_what_was_accepted_before_a_kill_is_answered_after_the_restart(asked: Said, app: RunningApp) -> None:
    app.reply_to(asked)
    app.settle()
    assert len(app.slack.answers(asked)) == 1  # though Slack delivered it once more


def test_a_reply_that_a_dead_process_placed_is_the_one_that_shows_the_answer(
    slack: FakeSlack, ask: ScriptedAsk, records: Records, dead: Records, asked: Said
) -> None:
    app = RunningApp(slack, ask, records)
    pending = dead.claim()
    assert pending is not None
    places(app, dead).of(pending).begin()
    placed = slack.answers(asked)
    app.start()
    assert app.reply_to(asked).ts == placed[0].ts
    app.stop()
    assert len(slack.answers(asked)) == 1


def test_a_reply_that_was_placed_and_not_written_down_is_found_again(
    slack: FakeSlack, ask: ScriptedAsk, records: Records, dead: Records, asked: Said
) -> None:
    app = RunningApp(slack, ask, records)
    pending = dead.claim()
    assert pending is not None
    forgetful = open_records("sqlite://")  # a process killed between the post and the commit
    places(app, forgetful).of(pending).begin()
    app.start()
    app.reply_to(asked)
    app.stop()
    (answer,) = slack.answers(asked)
    assert "You asked" in visible(answer)


@pytest.mark.parametrize("stream", [True, False])
def test_half_a_stream_of_a_dead_process_is_replaced_by_the_whole_answer(
    slack: FakeSlack, ask: ScriptedAsk, records: Records, dead: Records, asked: Said, stream: bool
) -> None:
    if not stream:
        slack.missing("chat.startStream")
    app = RunningApp(slack, ask, records)
    pending = dead.claim()
    assert pending is not None
    place = places(app, dead).of(pending)
    place.begin()
    place.watcher.wrote("Half an answer that nobody")
    assert slack.answers(asked)[0].streamed == stream
    app.start()
    app.reply_to(asked)
    app.stop()
    (answer,) = slack.answers(asked)
    assert "You asked" in visible(answer)
    assert "Half an answer" not in visible(answer)
    assert not answer.streaming


@pytest.mark.parametrize("written_down", [True, False])
@pytest.mark.parametrize("stream", [True, False])
def test_a_check_that_a_dead_process_began_is_finished_in_its_place(
    slack: FakeSlack, ask: ScriptedAsk, records: Records, dead: Records, written_down: bool, stream: bool
) -> None:
    if not stream:
        slack.missing("chat.startStream")
    proposed = accepted(slack, dead, "check Our documents change weekly.")
    app = RunningApp(slack, ask, records)
    pending = dead.claim()
    assert pending is not None
    places(app, dead if written_down else open_records("sqlite://")).of(pending).begin()
    assert slack.answers(proposed)[0].streamed == stream
    app.start()
    app.reply_to(proposed)
    app.stop()
    (card,) = [message for message in slack.answers(proposed) if not message.files]
    assert "RAG · " in visible(card)
    assert not card.streaming


class Killed(BaseException):
    """The process ends here."""


class DyingRecords(Records):
    """Records of a process that is killed when it would write this down."""

    def __init__(self, engine: Engine, last: str) -> None:
        super().__init__(engine, now=lambda: time.time() - 60)
        self._last = last

    def placed(self, message_id: str, reply_ts: str) -> None:
        if self._last == "placed":
            raise Killed
        super().placed(message_id, reply_ts)

    def answered(self, message_id: str) -> None:
        if self._last == "answered":
            raise Killed
        super().answered(message_id)


class DyingJournal(Journal):
    """A journal of a process that is killed right after it was written."""

    def keep(self, asked: Asked, reply: Answer | Declined, *, private: bool = False) -> None:
        super().keep(asked, reply, private=private)
        raise Killed


def half_written(_question: Question, watcher: Watcher) -> Answer:
    watcher.wrote("You asked: Fine-tune")
    raise Killed


def dying(app: RunningApp, records: Records, moment: str) -> Replies:
    """What answers in a process that is killed at this moment."""
    ask = ScriptedAsk()
    if moment == "half written":
        ask.made = half_written
    advice = Advice(ask, checker(records), draw)
    parts = open_parts(open_line(app.settings), DyingRecords(records.engine, moment), advice)
    if moment == "kept":
        parts = replace(parts, answers=replace(parts.answers, journal=DyingJournal(records.engine)))
    return open_replies(parts)


@pytest.mark.parametrize("missing", ["nothing", "chat.startStream", "chat.stopStream", "chat.appendStream"])
@pytest.mark.parametrize("moment", ["placed", "half written", "kept", "answered"])
def test_a_process_killed_at_any_moment_leaves_one_whole_answer_to_the_next(
    slack: FakeSlack, ask: ScriptedAsk, records: Records, dead: Records, asked: Said, moment: str, missing: str
) -> None:
    slack.missing(missing)
    app = RunningApp(slack, ask, records)
    replies = dying(app, dead, moment)
    pending = replies.records.claim()
    assert pending is not None
    with pytest.raises(Killed):
        replies.answer(pending)
    app.start()
    slack.wait_for(lambda: [m for m in slack.answers(asked) if "Recommendation: RAG" in visible(m)])
    app.settle()
    app.stop()
    (answer,) = slack.answers(asked)
    assert visible(answer).count("You asked: Fine-tune or RAG?") == 1
    assert not answer.streaming


def test_a_question_that_ends_the_process_each_time_gets_an_apology_in_the_end(
    slack: FakeSlack, ask: ScriptedAsk, records: Records, dead: Records, asked: Said
) -> None:
    for _ in range(12):
        assert dead.claim() is not None
        dead.release()
    app = RunningApp(slack, ask, records).start()
    assert "something went wrong" in visible(app.reply_to(asked))
    app.stop()
    assert ask.questions == []
