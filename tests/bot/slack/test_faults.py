import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine

from bot.message import Message
from bot.model import Answer, Declined, Question
from bot.records import Records
from tests.bot.slack.conftest import CITATION, RunningApp, ScriptedAsk
from tests.bot.slack.shelf import QUOTE, Shelf, advice, answer, guide
from tests.fakes.slack import ALWAYS, FakeSlack, visible


def failing(_question: Question) -> Answer | Declined:
    raise ValueError("the secret cause")


def test_a_failed_answer_becomes_an_apology_whose_reference_is_in_the_log(
    slack: FakeSlack, app: RunningApp, ask: ScriptedAsk, caplog: pytest.LogCaptureFixture
) -> None:
    ask.reply = failing
    shown = visible(app.reply_to(slack.user("U1").mentions("C1", "Fine-tune or RAG?")))
    reference = re.search(r"Reference: ([0-9a-f]{6})\.", shown)
    assert reference is not None
    assert "secret cause" not in shown
    assert reference[1] in caplog.text
    assert "secret cause" in caplog.text


@pytest.mark.parametrize("error", ["unknown_method", "missing_scope"])
def test_a_status_call_that_fails_costs_no_answer(slack: FakeSlack, app: RunningApp, error: str) -> None:
    slack.fail_next("assistant.threads.setStatus", error=error, times=10)
    app.reply_to(slack.user("U1").mentions("C1", "Fine-tune or RAG?"))


def test_where_nothing_streams_the_status_says_so_and_is_cleared_when_the_answer_is_there(
    slack: FakeSlack, app: RunningApp
) -> None:
    slack.missing("chat.startStream")
    asked = slack.user("U1").mentions("C1", "Fine-tune or RAG?")
    app.reply_to(asked)
    app.settle()
    assert slack.calls("assistant.threads.setStatus")[0].args["status"] == "is reading the knowledge folder…"
    assert slack.status("C1", asked.ts) == ""


@pytest.mark.parametrize("method", ["chat.postMessage", "chat.update"])
def test_a_rate_limited_answer_is_waited_for_and_sent_once(slack: FakeSlack, app: RunningApp, method: str) -> None:
    slack.missing("chat.startStream")
    slack.fail_next(method, rate_limited=1)
    asked = slack.user("U1").mentions("C1", "Fine-tune or RAG?")
    app.reply_to(asked)
    assert len(slack.answers(asked)) == 1


@pytest.mark.parametrize("method", ["chat.postMessage", "chat.update"])
def test_a_call_that_slack_did_without_saying_so_shows_no_second_answer(
    slack: FakeSlack, app: RunningApp, method: str
) -> None:
    slack.missing("chat.startStream")
    slack.fail_next(method, accept_then_reset=True)
    asked = slack.user("U1").mentions("C1", "Fine-tune or RAG?")
    app.reply_to(asked)
    app.settle()
    assert len(slack.answers(asked)) == 1


@pytest.mark.parametrize("method", ["chat.postMessage", "chat.update"])
def test_a_server_error_of_slack_delays_the_answer(slack: FakeSlack, app: RunningApp, method: str) -> None:
    slack.missing("chat.startStream")
    slack.fail_next(method, status=500)
    asked = slack.user("U1").mentions("C1", "Fine-tune or RAG?")
    app.reply_to(asked)
    assert len(slack.answers(asked)) == 1


@contextmanager
def shown_at_the_second_attempt(
    slack: FakeSlack, ask: ScriptedAsk, records: Records, shelf: Shelf
) -> Iterator[RunningApp]:
    """An app over this shelf whose first answer Slack does not take; each answer quotes the guide on it."""
    slack.missing("chat.startStream")
    slack.fail_next("chat.update", status=500, times=3)  # the call and its repetitions
    app = RunningApp(slack, ask, records, advice=advice(ask, records, shelf)).start()
    try:
        yield app
    finally:
        app.stop()


def test_an_answer_that_could_not_be_shown_at_first_is_not_made_twice(
    slack: FakeSlack, ask: ScriptedAsk, records: Records
) -> None:
    with shown_at_the_second_attempt(slack, ask, records, Shelf(guide())) as app:
        assert QUOTE in visible(app.reply_to(slack.user("U1").mentions("C1", "How soon?")))
    assert len(ask.questions) == 1


def test_an_answer_is_made_again_when_a_document_was_closed_before_it_could_be_shown(
    slack: FakeSlack, ask: ScriptedAsk, records: Records
) -> None:
    shelf = Shelf(guide())

    def closing(question: Question) -> Answer | Declined:
        if len(ask.questions) > 1:
            return Declined(question.text, "extractive")
        shelf.put(guide(audience=frozenset({"finance"})))
        return answer(question)

    with shown_at_the_second_attempt(slack, ask, records, shelf) as app:
        ask.reply = closing
        shown = visible(app.reply_to(slack.user("U1").mentions("C1", "How soon?")))
    assert "does not say" in shown
    assert QUOTE not in shown


def test_a_reply_deleted_while_advisor_was_reading_is_posted_anew(
    slack: FakeSlack, app: RunningApp, ask: ScriptedAsk
) -> None:
    def deleting(question: Question) -> Answer:
        with slack.workspace.changed:
            slack.workspace.log[:] = [m for m in slack.workspace.log if not m.by_app]
        return Answer(question.text, "Found it [1].", (CITATION,), "extractive")

    ask.reply = deleting
    assert "Found it" in visible(app.reply_to(slack.user("U1").mentions("C1", "Fine-tune or RAG?")))


def test_an_answer_whose_blocks_slack_refuses_is_shown_as_text(slack: FakeSlack, app: RunningApp) -> None:
    slack.missing("chat.startStream")
    slack.fail_next("chat.update", error="invalid_blocks")
    assert "You asked" in app.reply_to(slack.user("U1").mentions("C1", "Fine-tune or RAG?")).text


def test_a_channel_that_advisor_may_not_write_to_is_given_up_once(
    slack: FakeSlack, app: RunningApp, caplog: pytest.LogCaptureFixture
) -> None:
    for method in ("chat.startStream", "chat.postMessage"):
        slack.fail_next(method, error="is_archived")
    slack.user("U1").mentions("C1", "Fine-tune or RAG?")
    app.settle()
    assert [r.getMessage() for r in caplog.records if "is_archived" in r.getMessage()]
    assert len(slack.calls("chat.postMessage")) == 1


def test_after_a_lost_connection_questions_are_answered_again(slack: FakeSlack, app: RunningApp) -> None:
    slack.disconnect()
    slack.wait_until_connected()
    app.reply_to(slack.user("U1").mentions("C1", "Fine-tune or RAG?"))


def test_an_event_is_answered_though_slack_no_longer_says_who_advisor_is(slack: FakeSlack, app: RunningApp) -> None:
    slack.fail_next("auth.test", error="internal_error", times=ALWAYS)
    app.reply_to(slack.user("U1").mentions("C1", "Fine-tune or RAG?"))


def test_nothing_is_posted_with_previews_or_with_names_linked(slack: FakeSlack, app: RunningApp) -> None:
    slack.missing("chat.startStream")
    app.reply_to(slack.user("U1").mentions("C1", "Fine-tune or RAG?"))
    posts = slack.calls("chat.postMessage") + slack.calls("chat.update")
    assert len(posts) == 2
    for post in posts:
        assert post.args["unfurl_links"] is False
        assert post.args["unfurl_media"] is False
        assert not post.args.keys() & {"link_names", "parse"}


def test_questions_and_tokens_are_in_no_log_line(
    slack: FakeSlack, app: RunningApp, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    app.reply_to(slack.user("U1").mentions("C1", "A canary sings?"))
    slack.user("U1").runs("/advisor", "ask A canary sings?")
    app.settle()
    assert "accepted mention" in caplog.text
    assert "canary" not in caplog.text
    assert slack.bot_token not in caplog.text


class FullDisk(Records):
    """Records that cannot be written to the first time."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)
        self.failed_once = threading.Event()

    def accept(self, message: Message) -> bool:
        if not self.failed_once.is_set():
            self.failed_once.set()
            raise OSError("disk full")
        return super().accept(message)


def test_what_cannot_be_written_down_is_not_acknowledged_and_comes_again(
    slack: FakeSlack, ask: ScriptedAsk, records: Records, caplog: pytest.LogCaptureFixture
) -> None:
    full = FullDisk(records.engine)
    app = RunningApp(slack, ask, full).start()
    asked = slack.user("U1").mentions("C1", "Fine-tune or RAG?", twin=False)
    assert full.failed_once.wait(5)
    assert slack.redeliver(asked.deliveries[0]).acked_within(3)
    app.reply_to(asked)
    app.stop()
    assert asked.deliveries[0].acked_at is None
    assert "not accepted" in caplog.text


def test_a_command_that_cannot_be_written_down_is_apologised_for(
    slack: FakeSlack, ask: ScriptedAsk, records: Records
) -> None:
    app = RunningApp(slack, ask, FullDisk(records.engine)).start()
    slack.user("U1").runs("/advisor", "ask What is LoRA?")
    (shown,) = slack.wait_for(lambda: slack.ephemerals("U1"))
    app.stop()
    assert "something went wrong on my side" in visible(shown)
    assert "disk full" not in visible(shown)
