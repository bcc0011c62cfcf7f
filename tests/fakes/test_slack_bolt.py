"""A real Bolt app on the fake Slack, over real Socket Mode."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from urllib.error import URLError

import pytest
from slack_bolt import Ack, App, Respond, Say
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.fakes.slack import FakeSlack, visible
from tests.fakes.slack.bolt import socket_mode
from tests.fakes.slack.refusal import Json

TITLE = {"type": "plain_text", "text": "Why not?"}
REASON_INPUT = {"type": "plain_text_input", "action_id": "reason"}
MODAL = {
    "type": "modal",
    "callback_id": "why",
    "title": TITLE,
    "submit": TITLE,
    "blocks": [{"type": "input", "block_id": "b", "label": TITLE, "element": REASON_INPUT}],
}
FEEDBACK = {
    "type": "context_actions",
    "elements": [
        {
            "type": "feedback_buttons",
            "action_id": "feedback",
            "positive_button": {"text": {"type": "plain_text", "text": "Good"}, "value": "up"},
            "negative_button": {"text": {"type": "plain_text", "text": "Bad"}, "value": "down"},
        }
    ],
}


class Heard:
    """What the Bolt app's listeners got, in order."""

    def __init__(self) -> None:
        self.bodies: list[Json] = []
        self.retries: list[str] = []


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def app(slack: FakeSlack, heard: Heard) -> App:
    app = App(client=WebClient(token=slack.bot_token, base_url=slack.api_url))

    @app.event("app_mention")
    def mention(body: Json, say: Say, request: object, set_status: Callable[..., object]) -> None:
        heard.bodies.append(body)
        heard.retries += getattr(request, "headers", {}).get("x-slack-retry-num", [])
        set_status("is thinking…")
        text = {"type": "section", "text": {"type": "mrkdwn", "text": "an answer"}}
        say(text="an answer", blocks=[text, FEEDBACK], thread_ts=body["event"]["ts"])

    @app.event("message")
    def message(body: Json) -> None:
        heard.bodies.append(body)

    @app.command("/advisor")
    def command(ack: Ack, respond: Respond, body: Json) -> None:
        ack(f"on it: {body['text']}")
        respond("done")

    @app.action("feedback")
    def feedback(ack: Ack, body: Json, client: WebClient) -> None:
        ack()
        heard.bodies.append(body)
        client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @app.view("why")
    def why(ack: Ack, body: Json) -> None:
        reason = body["view"]["state"]["values"]["b"]["reason"]["value"]
        if reason:
            ack()
        else:
            ack(response_action="errors", errors={"b": "Say why."})

    @app.event(re.compile("app_home_opened|agent_session_stopped|file_shared"))
    def other(body: Json) -> None:
        heard.bodies.append(body)

    @app.shortcut("ask_about")
    def shortcut(ack: Ack, body: Json) -> None:
        ack()
        heard.bodies.append(body)

    return app


@pytest.fixture
def connected(slack: FakeSlack, app: App) -> Iterator[SocketModeHandler]:
    with socket_mode(app, slack) as handler:
        yield handler


def event_types(heard: Heard) -> list[str]:
    return [body.get("event", body)["type"] for body in heard.bodies]


@pytest.mark.usefixtures("connected")
def test_a_mention_is_acked_and_answered_in_its_thread(slack: FakeSlack, heard: Heard) -> None:
    asked = slack.user("U1").mentions("C1", "RAG & co?")
    answer = slack.wait_for_answer(asked)
    assert visible(answer).startswith("an answer")
    assert answer.thread_ts == asked.ts
    assert asked.acked_within(3)
    assert [call.args["status"] for call in slack.calls("assistant.threads.setStatus")] == ["is thinking…"]
    slack.wait_for(lambda: len(heard.bodies) == 2)  # the twin may be heard after the answer
    mention, twin = (body for body in sorted(heard.bodies, key=lambda body: body["event"]["type"]))
    assert (mention["event"]["type"], twin["event"]["type"]) == ("app_mention", "message")
    assert mention["event"]["ts"] == twin["event"]["ts"]
    assert mention["event_id"] != twin["event_id"]
    assert mention["event"]["text"] == f"<@{slack.bot_user}> RAG &amp; co?"


@pytest.mark.usefixtures("connected")
def test_a_redelivery_is_the_same_event_with_a_retry_number_and_bolt_runs_it_again(
    slack: FakeSlack, heard: Heard
) -> None:
    asked = slack.user("U1").mentions("C1", "why?", twin=False)
    slack.wait_for_answer(asked)
    again = slack.redeliver(asked.deliveries[0])
    slack.redeliver(again)
    slack.wait_for(lambda: len(slack.answers(asked)) == 3)
    assert len({body["event_id"] for body in heard.bodies}) == 1
    assert sorted(heard.retries) == ["0", "1", "2"]


def test_what_happens_before_the_app_connects_waits_for_it(slack: FakeSlack, app: App) -> None:
    asked = slack.user("U1").mentions("C1", "anybody there?", twin=False)
    assert not asked.acked_within(0.05)
    with socket_mode(app, slack):
        assert slack.wait_for_answer(asked).text == "an answer"


def test_two_links_share_the_events(slack: FakeSlack, app: App) -> None:
    with socket_mode(app, slack), socket_mode(app, slack):
        for n in range(4):
            asked = slack.user("U1").mentions("C1", f"question {n}", twin=False)
            slack.wait_for_answer(asked)
            assert len(slack.answers(asked)) == 1


def test_after_a_disconnect_frame_the_app_comes_back(slack: FakeSlack, connected: SocketModeHandler) -> None:
    session = connected.client.session_id()
    slack.disconnect()
    slack.wait_until_connected()
    slack.wait_for_answer(slack.user("U1").mentions("C1", "still there?"))
    assert connected.client.session_id() != session
    assert len(slack.calls("apps.connections.open")) == 2


@pytest.mark.usefixtures("connected")
def test_after_a_dropped_link_nothing_said_meanwhile_is_lost(slack: FakeSlack) -> None:
    slack.drop_links()
    asked = slack.user("U1").mentions("C1", "did you get this?", twin=False)
    assert slack.wait_for_answer(asked, timeout=15).text == "an answer"


@pytest.mark.usefixtures("connected")
def test_a_slash_command_is_answered_by_its_ack_and_by_its_response_url(slack: FakeSlack) -> None:
    command = slack.user("U1").runs("/advisor", "ask why")
    slack.wait_for(lambda: len(slack.ephemerals("U1")) == 2)
    assert {message.text for message in slack.ephemerals("U1")} == {"on it: ask why", "done"}
    assert command.acked_within(3)


@pytest.mark.usefixtures("connected")
def test_a_click_opens_a_modal_that_stays_until_its_submission_is_accepted(slack: FakeSlack, heard: Heard) -> None:
    person = slack.user("U1")
    answer = slack.wait_for_answer(person.mentions("C1", "why?", twin=False))
    person.clicks(answer, "feedback", "negative")
    view = slack.wait_for(lambda: slack.modal("U1"))
    assert heard.bodies[-1]["actions"][0]["value"] == "down"
    assert heard.bodies[-1]["message"]["ts"] == answer.ts
    person.submits(view, {"reason": None})
    assert slack.wait_for(lambda: view.errors) == {"b": "Say why."}
    person.submits(view, {"reason": "outdated"})
    slack.wait_for(lambda: slack.modal("U1") is None)


def test_nobody_clicks_what_is_not_shown(slack: FakeSlack) -> None:
    said = slack.user("U1").says("C1", "no buttons here")
    with pytest.raises(AssertionError, match="no control 'share'"):
        slack.user("U1").clicks(said.message, "share")


@pytest.mark.usefixtures("connected")
def test_the_other_surfaces_reach_their_listeners(slack: FakeSlack, heard: Heard) -> None:
    person = slack.user("U1")
    said = person.says_in_dm("hello")
    person.replies("C1", person.says("C1", "root").ts, "reply")
    person.opens_home()
    person.opens_dm()
    person.stops(said.channel, said.ts)
    person.shares_file("C1", "guide.md", b"# Guide")
    person.uses_shortcut("ask_about", said.message)
    person.edits(said.message, "hello again")
    person.deletes(said.message)
    slack.wait_for(lambda: len(heard.bodies) == 11)
    kinds = event_types(heard)
    assert {kinds.count(kind) for kind in ("agent_session_stopped", "file_shared", "message_action")} == {1}
    assert kinds.count("app_home_opened") == 2
    messages = [body["event"] for body in heard.bodies if body.get("event", {}).get("type") == "message"]
    subtypes = {event.get("subtype") for event in messages}
    assert subtypes == {None, "file_share", "message_changed", "message_deleted"}
    assert {event["channel_type"] for event in messages} == {"im", "channel"}


@pytest.mark.usefixtures("connected")
def test_what_an_app_got_and_never_acked_is_sent_again(slack: FakeSlack, heard: Heard) -> None:
    asked = slack.user("U1").mentions("C1", "why?", twin=False)
    slack.wait_for_answer(asked)
    assert asked.acked_within(3)
    assert slack.redeliver_unacked() == []
    asked.deliveries[0].acked_at = None
    [again] = slack.redeliver_unacked()
    assert (again.event, again.retry_num) == (asked.deliveries[0].event, 1)
    slack.wait_for(lambda: len(heard.bodies) == 2)


def test_a_signed_request_is_accepted_by_the_real_verifier(slack: FakeSlack) -> None:
    said = slack.user("U1").mentions("C1", "why?")
    body, content_type = said.deliveries[0].event.http_body()
    headers = slack.signed_request(body)
    assert headers["Content-Type"] == content_type == "application/json"
    assert SignatureVerifier(slack.signing_secret).is_valid_request(body, headers)
    assert not SignatureVerifier("another").is_valid_request(body, headers)
    old = slack.signed_request(body, timestamp=slack.clock.now() - 400)
    assert not SignatureVerifier(slack.signing_secret).is_valid_request(body, old)


def test_a_link_opens_for_its_ticket_once(slack: FakeSlack) -> None:
    client = WebClient(token=slack.bot_token, base_url=slack.api_url)
    url = str(client.apps_connections_open(app_token=slack.app_token)["url"])
    with connect(url) as link:
        assert json.loads(link.recv())["type"] == "hello"
        slack.wait_until_connected()
    with pytest.raises(InvalidStatus), connect(url):
        pass


def test_a_frame_that_is_no_json_costs_the_link(slack: FakeSlack) -> None:
    client = WebClient(token=slack.bot_token, base_url=slack.api_url)
    with connect(str(client.apps_connections_open(app_token=slack.app_token)["url"])) as link:
        slack.wait_until_connected()
        link.send("no json")
        slack.wait_for(lambda: slack.connected == 0)


def test_nothing_is_left_running_when_a_fake_has_stopped() -> None:
    before = set(threading.enumerate())
    with FakeSlack() as slack:
        assert len(threading.enumerate()) == len(before) + 1
    assert set(threading.enumerate()) == before
    with pytest.raises(URLError, match="refused"):
        WebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[]).auth_test()
