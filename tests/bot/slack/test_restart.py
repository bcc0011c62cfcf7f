import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.records import Kind, Message, Records, open_records
from bot.slack.app import web_client
from bot.slack.cards import Cards
from bot.slack.checks import Checks
from bot.slack.places import Places
from tests.bot.slack.conftest import RunningApp, ScriptedAsk, checker, draw
from tests.fakes.slack import FakeSlack, Said, visible


def places(app: RunningApp, records: Records) -> Places:
    client = web_client(app.settings)
    return Places(client, app.slack.bot_user, records, Checks(checker(records), Cards(records.engine), draw, client))


@pytest.fixture
def dead(tmp_path: Path) -> Iterator[Records]:
    """The records as a process sees them that died a minute ago."""
    opened = open_records(f"sqlite:///{tmp_path / 'records.sqlite3'}", now=lambda: time.time() - 60)
    yield opened
    opened.close()


@pytest.fixture
def asked(slack: FakeSlack, dead: Records) -> Said:
    """A mention that the dead process accepted and acknowledged."""
    said = slack.user("U1").mentions("C1", "Fine-tune or RAG?", twin=False)
    event_id = said.deliveries[0].event.payload["event_id"]
    dead.accept(Message(event_id, Kind.MENTION, "T0TEAM", "C1", said.ts, said.ts, "U1", "Fine-tune or RAG?"))
    return said


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
