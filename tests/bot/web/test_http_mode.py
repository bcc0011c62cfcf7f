"""Slack by HTTP: the same app, the same answers, and nothing that Slack did not sign."""

import json
import logging
import socket
import threading

import pytest
from pydantic import SecretStr
from slack_bolt import App
from sqlalchemy import text
from starlette.applications import Starlette
from starlette.routing import Route

from bot.model import AdvisorError
from bot.slack.connecting import check_tokens
from bot.slack.http_mode import MOST_BYTES, PATH, slack_requests
from bot.web.server import WebServer
from tests.bot.web.conftest import HttpApp
from tests.fakes.slack import FakeSlack, events, visible
from tests.fakes.slack.poster import post

CANARY = "canaryquestion"


@pytest.fixture
def unsent(slack: FakeSlack) -> str:
    """The body of a mention that Slack never sent: no request URL is known to it yet."""
    return slack.user("U1").mentions("C1", CANARY, twin=False).deliveries[0].event.http_body()[0]


def test_a_mention_is_answered_in_its_thread_and_acked_with_200(slack: FakeSlack, http_app: HttpApp) -> None:
    asked = slack.user("U1").mentions("C1", "Fine-tune or RAG?")
    answer = http_app.reply_to(asked)
    assert "Fine-tune or RAG?" in visible(answer)
    assert answer.thread_ts == asked.ts
    assert asked.acked_within(3)
    assert [delivery.status for delivery in asked.deliveries] == [200, 200]
    assert len(slack.answers(asked)) == 1


def test_a_command_a_button_and_a_form_work_as_they_do_by_a_socket(slack: FakeSlack, http_app: HttpApp) -> None:
    command = slack.user("U1").runs("/advisor", "check We have 300 labelled examples and docs change weekly")
    assert command.acked_within(3)
    card = slack.wait_for(lambda: [m for m in slack.ephemerals("U1") if "Why:" in visible(m)], what="a verdict")[-1]
    click = slack.user("U1").clicks(card, "check_correct")
    modal = slack.wait_for(lambda: slack.modal("U1"), what="the form")
    assert click.acked_within(3)
    assert slack.user("U1").submits(modal).acked_within(3)
    slack.wait_for(lambda: modal.closed, what="the form to close")


def test_slacks_check_of_the_address_is_answered_with_its_challenge(http_app: HttpApp) -> None:
    status, answer = http_app.signed(json.dumps({"type": "url_verification", "challenge": "c4ll", "token": "t"}))
    assert (status, json.loads(answer)) == (200, {"challenge": "c4ll"})


def test_an_event_delivered_four_times_is_answered_once(slack: FakeSlack, http_app: HttpApp) -> None:
    asked = slack.user("U1").mentions("C1", "How fast?", twin=False)
    again = [slack.redeliver(asked.deliveries[0]) for _ in range(3)]
    http_app.reply_to(asked)
    slack.wait_for(lambda: all(delivery.status == 200 for delivery in again), what="every copy to be acked")
    http_app.reply_to(slack.user("U1").mentions("C1", "And after that?"))
    assert len(slack.answers(asked)) == 1
    assert [question.text for question in http_app.ask.questions] == ["How fast?", "And after that?"]


def test_copies_of_one_event_that_arrive_together_are_answered_once(slack: FakeSlack, http_app: HttpApp) -> None:
    message = slack.user("U1").mentions("C9", "Together?", twin=False)
    body, _ = message.deliveries[0].event.http_body()
    gate, statuses = threading.Barrier(8), []

    def copy() -> None:
        gate.wait()
        statuses.append(http_app.signed(body)[0])

    threads = [threading.Thread(target=copy) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    http_app.reply_to(message)
    assert statuses == [200] * 8
    assert len(slack.answers(message)) == 1


def test_a_retry_whose_first_copy_was_lost_is_answered(slack: FakeSlack, http_app: HttpApp) -> None:
    message = slack.user("U1").mentions("C1", "to be lost", twin=False).message  # stands for what never arrived
    lost = events.app_mention(slack.workspace, message)
    lost.payload["event"] |= {"ts": "1700000000.000100", "event_ts": "1700000000.000100", "text": "Only the retry?"}
    delivery = slack.deliver(lost, retry_num=1)
    slack.wait_for(lambda: "Only the retry?" in [q.text for q in http_app.ask.questions], what="the question")
    assert delivery.status == 200


def test_an_event_that_could_not_be_written_down_is_refused_and_answered_when_it_comes_again(
    slack: FakeSlack, http_app: HttpApp
) -> None:
    rename(http_app, "inbox", "away")
    asked = slack.user("U1").mentions("C1", "Asked in a bad moment?", twin=False)
    slack.wait_for(lambda: asked.deliveries[0].status is not None, what="a response")
    rename(http_app, "away", "inbox")
    assert asked.deliveries[0].status == 500
    again = slack.redeliver(asked.deliveries[0])
    assert "Asked in a bad moment?" in visible(http_app.reply_to(asked))
    assert again.status == 200


def rename(app: HttpApp, old: str, new: str) -> None:
    with app.records.engine.begin() as db:
        db.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))


@pytest.mark.parametrize("minutes", [-6, 6])
def test_a_signature_of_six_minutes_before_or_after_is_refused(
    slack: FakeSlack, unsent: str, http_app: HttpApp, minutes: int
) -> None:
    assert http_app.signed(unsent, timestamp=slack.clock.now() + minutes * 60)[0] == 401
    assert http_app.ask.questions == []


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Slack-Signature": "v0=0"},
        {"X-Slack-Request-Timestamp": "now", "X-Slack-Signature": "v0=0"},
        {"X-Slack-Request-Timestamp": "9" * 400, "X-Slack-Signature": "v0=0"},
        {"X-Slack-Signature": ""},
    ],
)
def test_an_unsigned_request_is_refused_and_its_body_stays_out_of_the_log(
    unsent: str, http_app: HttpApp, headers: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        status, answer = post(http_app.events, unsent.encode(), {"Content-Type": "application/json"} | headers)
    assert status == 401
    assert CANARY not in caplog.text
    assert CANARY not in answer
    assert "does not bear Slack's signature" in caplog.text


def test_a_signature_by_another_secret_is_refused(slack: FakeSlack, unsent: str, http_app: HttpApp) -> None:
    assert http_app.signed(unsent, secret="another secret")[0] == 401


def test_a_body_changed_after_it_was_signed_is_refused(slack: FakeSlack, unsent: str, http_app: HttpApp) -> None:
    headers = slack.signed_request(unsent)
    assert post(http_app.events, unsent.replace(CANARY, "another").encode(), headers)[0] == 401


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("{not json", "application/json", 400),
        ("[1, 2]", "application/json", 400),
        ("payload={broken", "application/x-www-form-urlencoded", 400),
        ('{"authorizations": 5}', "application/json", 400),
        ('{"type": "event_callback", "event": "no object"}', "application/json", 400),
        ('{"type": "event_callback", "event": {"type": "app_mention"}}', "application/json", 200),
        ('{"type": "event_callback", "event": {"type": "never_heard_of"}}', "application/json", 200),
        ("", "application/json", 200),
        ("x=1", "application/x-www-form-urlencoded", 200),
        ("<xml/>", "text/xml", 415),
    ],
)
def test_what_is_malformed_is_refused_or_ignored_and_the_process_lives(
    slack: FakeSlack, http_app: HttpApp, body: str, kind: str, status: int
) -> None:
    headers = slack.signed_request(body) | {"Content-Type": kind}
    assert post(http_app.events, body.encode(), headers)[0] == status
    assert "Still there?" in visible(http_app.reply_to(slack.user("U1").mentions("C1", "Still there?")))


def test_a_body_that_is_no_text_is_refused(slack: FakeSlack, http_app: HttpApp) -> None:
    assert post(http_app.events, b'{"a": "\xff\xfe"}', slack.signed_request("{}"))[0] == 401


def test_a_body_of_five_megabytes_is_refused(slack: FakeSlack, http_app: HttpApp) -> None:
    body = json.dumps({"text": "x" * 5_000_000})
    assert http_app.signed(body)[0] in {413, 0}  # 0: told off before it had sent it all
    assert http_app.signed(json.dumps({"text": "x" * (MOST_BYTES - 100)}))[0] == 200
    assert "Still there?" in visible(http_app.reply_to(slack.user("U1").mentions("C1", "Still there?")))


def test_a_body_that_does_not_arrive_is_given_up(slack: FakeSlack) -> None:
    app = App(token=slack.bot_token, signing_secret=slack.signing_secret, token_verification_enabled=False)
    route = Route(PATH, slack_requests(app, slack.signing_secret, patience=0.05), methods=["POST"])
    head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{{"
    with (
        WebServer(Starlette(routes=[route]), "127.0.0.1", 0) as server,
        socket.create_connection(("127.0.0.1", int(server.address.rpartition(":")[2])), timeout=10) as slow,
    ):
        slow.sendall(head.encode())
        assert slow.recv(100).startswith(b"HTTP/1.1 408")


def test_nothing_else_is_served(http_app: HttpApp) -> None:
    assert post(f"{http_app.base}/", b"", {})[0] == 404
    assert post(f"{http_app.base}/healthz", b"", {})[0] == 405


def test_a_forged_click_shows_nothing_of_anothers_card(slack: FakeSlack, http_app: HttpApp) -> None:
    slack.user("U1").runs("/advisor", "check We have 300 labelled examples and docs change weekly")
    card = slack.wait_for(lambda: [m for m in slack.ephemerals("U1") if "Why:" in visible(m)], what="a verdict")[-1]
    click = slack.user("U2").clicks(card, "check_correct")
    assert click.acked_within(3)
    slack.wait_for(lambda: slack.ephemerals("U2"), what="a refusal")
    assert slack.modal("U2") is None


@pytest.mark.parametrize("secret", [None, "", "  "])
def test_an_empty_signing_secret_ends_the_start_with_its_name(http_app: HttpApp, secret: str | None) -> None:
    wrong = SecretStr(secret) if secret is not None else None
    with pytest.raises(AdvisorError, match=r"SLACK_SIGNING_SECRET is missing.*Signing Secret"):
        check_tokens(http_app.settings.model_copy(update={"signing_secret": wrong}))


def test_a_port_that_is_taken_is_named_with_what_to_set(http_app: HttpApp) -> None:
    async def nothing(*_: object) -> None:
        """Serves nobody."""

    taken = http_app.settings.port
    with pytest.raises(AdvisorError, match=rf"127.0.0.1:{taken}.*SLACK_PORT"), WebServer(nothing, "127.0.0.1", taken):
        pass
