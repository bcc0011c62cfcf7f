"""The fake Slack's Web API, driven with the real slack_sdk client."""

import urllib.error
import urllib.request
from collections.abc import Callable

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse
from slack_sdk.webhook import WebhookClient

from tests.fakes.slack import RESPONSE_URL, FakeSlack, events, visible
from tests.fakes.slack.entities import SharedFile


@pytest.fixture
def client(slack: FakeSlack) -> WebClient:
    slack.workspace.channel("C1")
    return WebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])


def refusal(call: Callable[[], SlackResponse]) -> str:
    with pytest.raises(SlackApiError) as caught:
        call()
    return str(caught.value.response["error"])


def test_auth_test_tells_who_the_app_is_and_its_scopes(slack: FakeSlack, client: WebClient) -> None:
    answer = client.auth_test()
    assert answer["user_id"] == slack.bot_user
    assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")


def test_a_wrong_token_a_missing_one_and_a_token_of_the_wrong_kind_are_told_apart(slack: FakeSlack) -> None:
    def with_token(token: str | None) -> WebClient:
        return WebClient(token=token, base_url=slack.api_url)

    assert refusal(with_token("xoxb-other").auth_test) == "invalid_auth"
    assert refusal(with_token(None).auth_test) == "not_authed"
    assert refusal(with_token(slack.app_token).auth_test) == "not_allowed_token_type"


def test_an_unknown_method_is_answered_as_slack_does(client: WebClient) -> None:
    assert refusal(lambda: client.api_call("chat.noSuchThing", json={"channel": "C1"})) == "unknown_method"


def test_a_scope_that_was_not_granted_is_named(slack: FakeSlack, client: WebClient) -> None:
    with pytest.raises(SlackApiError) as caught:
        client.conversations_info(channel="C1")
    assert (caught.value.response["error"], caught.value.response["needed"]) == ("missing_scope", "channels:read")
    assert client.conversations_info(channel=slack.user("U1").says_in_dm("hi").channel)["channel"]["is_im"]


def test_a_call_is_recorded_with_decoded_arguments_whether_sent_as_json_or_as_a_form(
    slack: FakeSlack, client: WebClient
) -> None:
    blocks = [{"type": "divider"}]
    client.chat_postMessage(channel="C1", text="json", blocks=blocks)
    client.api_call("chat.postMessage", params={"channel": "C1", "text": "form", "blocks": '[{"type": "divider"}]'})
    assert [call.args["blocks"] for call in slack.calls("chat.postMessage")] == [blocks, blocks]
    assert all(call.ok and call.token == slack.bot_token for call in slack.calls())


def test_an_updated_message_is_seen_as_it_is_now_and_a_deleted_one_not_at_all(
    slack: FakeSlack, client: WebClient
) -> None:
    first = client.chat_postMessage(channel="C1", text="thinking", blocks=[{"type": "divider"}])
    second = client.chat_postMessage(channel="C1", text="gone soon")
    client.chat_update(channel="C1", ts=first["ts"], text="the answer")
    client.chat_delete(channel="C1", ts=second["ts"])
    [message] = slack.messages("C1")
    assert (message.text, message.blocks, message.edited) == ("the answer", [], True)


def test_the_app_may_not_change_what_somebody_else_wrote(slack: FakeSlack, client: WebClient) -> None:
    said = slack.user("U1").says("C1", "mine")
    assert refusal(lambda: client.chat_update(channel="C1", ts=said.ts, text="x")) == "cant_update_message"
    assert refusal(lambda: client.chat_delete(channel="C1", ts=said.ts)) == "cant_delete_message"
    assert refusal(lambda: client.chat_update(channel="C1", ts="1.000001", text="x")) == "message_not_found"


def test_posting_where_the_app_cannot_is_refused(slack: FakeSlack, client: WebClient) -> None:
    slack.workspace.channel("C8", archived=True)
    slack.workspace.channel("C9", members={"U1"})
    assert refusal(lambda: client.chat_postMessage(channel="C7", text="x")) == "channel_not_found"
    assert refusal(lambda: client.chat_postMessage(channel="C8", text="x")) == "is_archived"
    assert refusal(lambda: client.chat_postMessage(channel="C9", text="x")) == "not_in_channel"


def test_an_ephemeral_message_is_seen_by_its_reader_only(slack: FakeSlack, client: WebClient) -> None:
    slack.user("U1").says("C1", "hi")
    client.chat_postEphemeral(channel="C1", user="U1", text="psst")
    assert [m.text for m in slack.messages("C1", seen_by="U1")] == ["hi", "psst"]
    assert [m.text for m in slack.messages("C1", seen_by="U2")] == ["hi"]
    assert [m["text"] for m in client.conversations_history(channel="C1")["messages"]] == ["hi"]
    assert refusal(lambda: client.chat_postEphemeral(channel="C1", user="U9", text="x")) == "user_not_in_channel"


def test_a_long_thread_comes_in_pages_each_starting_with_the_first_message(slack: FakeSlack, client: WebClient) -> None:
    root = slack.user("U1").says("C1", "root")
    written = [slack.user("U1").replies("C1", root.ts, f"reply {n}").message.text for n in range(25)]
    pages = [page["messages"] for page in client.conversations_replies(channel="C1", ts=root.ts, limit=10)]
    texts = [[message["text"] for message in page] for page in pages]
    assert [page[0] for page in texts] == ["root"] * 3
    assert [text for page in texts for text in page[1:]] == written
    assert pages[0][0]["reply_count"] == 25
    assert refusal(lambda: client.conversations_replies(channel="C1", ts="1.000001")) == "thread_not_found"
    assert refusal(lambda: client.conversations_replies(channel="C1", ts=root.ts, cursor="!")) == "invalid_cursor"


def test_a_stream_grows_keeps_the_last_state_of_each_task_and_ends_with_its_blocks(
    slack: FakeSlack, client: WebClient
) -> None:
    asked = slack.user("U1").mentions("C1", "why?")
    stream = client.chat_stream(channel="C1", thread_ts=asked.ts, recipient_team_id="T0TEAM", recipient_user_id="U1")
    task = {"type": "task_update", "id": "search", "title": "Searching", "status": "in_progress"}
    stream.append(markdown_text="Because ", chunks=[task])
    assert slack.answers(asked)[0].streaming
    stream.append(chunks=[task | {"status": "complete"}])
    stream.stop(markdown_text="of it.", blocks=[{"type": "divider"}])
    message = slack.wait_for_answer(asked)
    assert message.text == "Because of it."
    assert message.tasks["search"]["status"] == "complete"
    assert [block["type"] for block in message.blocks] == ["divider"]
    assert "Searching" in visible(message)


def test_a_stream_in_a_channel_names_its_reader(client: WebClient) -> None:
    def start(team: str | None) -> SlackResponse:
        return client.chat_startStream(channel="C1", thread_ts="1.000001", recipient_team_id=team)

    assert refusal(lambda: start(None)) == "missing_recipient_team_id"
    assert refusal(lambda: start("T0TEAM")) == "missing_recipient_user_id"


def test_a_stream_dies_after_five_minutes_and_can_then_be_updated(slack: FakeSlack, client: WebClient) -> None:
    asked = slack.user("U1").says_in_dm("why?")
    ts = client.chat_startStream(channel=asked.channel, thread_ts=asked.ts, markdown_text="half an ")["ts"]
    assert refusal(lambda: client.chat_update(channel=asked.channel, ts=ts, text="x")) == "streaming_state_conflict"
    slack.clock.advance(minutes=6)
    dead = refusal(lambda: client.chat_appendStream(channel=asked.channel, ts=ts, markdown_text="answer"))
    assert dead == "message_not_in_streaming_state"
    client.chat_update(channel=asked.channel, ts=ts, text="a whole answer")
    assert slack.wait_for_answer(asked).text == "a whole answer"


def test_the_status_shows_until_the_app_answers(slack: FakeSlack, client: WebClient) -> None:
    asked = slack.user("U1").mentions("C1", "why?")
    client.assistant_threads_setStatus(channel_id="C1", thread_ts=asked.ts, status="is reading…")
    assert slack.status("C1", asked.ts) == "is reading…"
    client.chat_postMessage(channel="C1", thread_ts=asked.ts, text="because")
    assert slack.status("C1", asked.ts) == ""


def test_a_status_goes_away_after_two_minutes(slack: FakeSlack, client: WebClient) -> None:
    client.assistant_threads_setStatus(channel_id="C1", thread_ts="1.000001", status="is reading…")
    slack.clock.advance(minutes=3)
    assert slack.status("C1", "1.000001") == ""


def test_a_session_has_a_status_and_a_title(slack: FakeSlack, client: WebClient) -> None:
    client.agents_sessions_setStatus(channel_id="C1", thread_ts="1.000001", status="processing", title="Why?")
    assert slack.session("C1", "1.000001")["status"] == "processing"
    assert slack.session("C1", "1.000001")["title"] == "Why?"
    bad = refusal(lambda: client.agents_sessions_setStatus(channel_id="C1", thread_ts="1.000001", status="busy"))
    assert bad == "invalid_arguments"


def test_prompts_for_a_thread_are_accepted_and_never_shown(slack: FakeSlack, client: WebClient) -> None:
    prompts = [{"title": "RAG?", "message": "What is RAG?"}]
    client.assistant_threads_setSuggestedPrompts(channel_id="C1", thread_ts="1.000001", prompts=prompts)
    assert slack.workspace.prompts == {}
    client.assistant_threads_setSuggestedPrompts(channel_id="C1", prompts=prompts)
    assert slack.workspace.prompts["C1"] == prompts


def test_a_response_url_works_five_times(slack: FakeSlack) -> None:
    command = slack.user("U1").runs("/advisor", "help")
    hook = WebhookClient(command.event.payload["response_url"])
    assert [hook.send(text=f"part {n}").status_code for n in range(6)] == [200] * 5 + [404]
    assert "used_url" in hook.send(text="more").body
    assert [m.text for m in slack.ephemerals("U1")] == [f"part {n}" for n in range(5)]
    assert len(slack.calls(RESPONSE_URL)) == 7


def test_a_response_url_dies_after_thirty_minutes(slack: FakeSlack) -> None:
    hook = WebhookClient(slack.user("U1").runs("/advisor", "help").event.payload["response_url"])
    slack.clock.advance(minutes=29)
    assert hook.send(text="in time", response_type="in_channel").body == "ok"
    slack.clock.advance(minutes=2)
    assert "expired_url" in hook.send(text="late").body
    assert [m.text for m in slack.messages("C1")] == ["in time"]


def test_a_modal_opens_once_for_a_fresh_trigger(slack: FakeSlack, client: WebClient) -> None:
    view = {"type": "modal", "title": {"type": "plain_text", "text": "Why?"}, "blocks": [{"type": "divider"}]}
    trigger = slack.user("U1").runs("/advisor", "check").event.payload["trigger_id"]
    opened = client.views_open(trigger_id=trigger, view=view)["view"]
    client.views_update(view_id=opened["id"], hash=opened["hash"], view=view | {"callback_id": "second"})
    shown = slack.modal("U1")
    assert shown is not None
    assert shown.body["callback_id"] == "second"
    assert refusal(lambda: client.views_open(trigger_id=trigger, view=view)) == "invalid_trigger_id"
    stale = refusal(lambda: client.views_update(view_id=opened["id"], hash=opened["hash"], view=view))
    assert stale == "hash_conflict"
    late = slack.user("U1").runs("/advisor", "check").event.payload["trigger_id"]
    slack.clock.advance(seconds=4)
    assert refusal(lambda: client.views_open(trigger_id=late, view=view)) == "expired_trigger_id"


def test_a_home_tab_is_published_for_each_person(slack: FakeSlack, client: WebClient) -> None:
    slack.user("U1")
    client.views_publish(user_id="U1", view={"type": "home", "blocks": [{"type": "divider"}]})
    home = slack.home("U1")
    assert home is not None
    assert home.body["blocks"][0]["type"] == "divider"
    assert slack.home("U2") is None


def test_people_and_groups_are_told_as_the_test_set_them(slack: FakeSlack, client: WebClient) -> None:
    slack.user("U1", admin=True).says("C1", "hi")
    slack.user("U2", guest=True, deleted=True)
    slack.workspace.groups["S1"] = ["U1"]
    slack.workspace.scopes.add("channels:read")
    assert client.users_info(user="U1")["user"]["is_admin"]
    assert client.users_info(user="U2")["user"]["is_restricted"]
    assert client.usergroups_users_list(usergroup="S1")["users"] == ["U1"]
    assert [c["id"] for c in client.users_conversations(user="U1")["channels"]] == ["C1"]
    assert "U1" in client.conversations_members(channel="C1")["members"]
    assert client.conversations_info(channel="C1")["channel"]["is_member"]
    assert client.conversations_open(users="U1")["channel"]["is_im"]
    assert refusal(lambda: client.users_info(user="U9")) == "user_not_found"


def test_a_reaction_is_added_once_and_taken_away(slack: FakeSlack, client: WebClient) -> None:
    said = slack.user("U1").says("C1", "hi")
    client.reactions_add(channel="C1", timestamp=said.ts, name="eyes")
    assert said.message.reactions == {"eyes": [slack.bot_user]}
    assert refusal(lambda: client.reactions_add(channel="C1", timestamp=said.ts, name="eyes")) == "already_reacted"
    client.reactions_remove(channel="C1", timestamp=said.ts, name="eyes")
    assert said.message.reactions == {}


def download(url: str, token: str) -> tuple[str, bytes]:
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request, timeout=5) as answer:
        return answer.headers.get_content_type(), answer.read()


def test_a_shared_file_downloads_with_the_token_and_is_a_login_page_without_the_scope(
    slack: FakeSlack, client: WebClient
) -> None:
    said = slack.user("U1").shares_file("C1", "guide.md", b"# Guide", mimetype="text/markdown")
    file_id = said.deliveries[1].event.payload["event"]["file_id"]
    url = client.files_info(file=file_id)["file"]["url_private"]
    assert download(url, slack.bot_token) == ("text/markdown", b"# Guide")
    assert download(url, "xoxb-other")[0] == "text/html"
    slack.workspace.scopes.discard("files:read")
    assert download(url, slack.bot_token)[0] == "text/html"


def test_a_download_can_be_cut_short(slack: FakeSlack) -> None:
    slack.workspace.files["F1"] = SharedFile("F1", "guide.md", b"x" * 1000, "U1", cut_to=10)
    url = slack.workspace.show_file(slack.workspace.files["F1"])["url_private"]
    with pytest.raises((ConnectionError, urllib.error.URLError)):
        download(url, slack.bot_token)


def test_the_apps_own_post_can_be_sent_back_as_an_event(slack: FakeSlack, client: WebClient) -> None:
    client.chat_postMessage(channel="C1", text="mine")
    event = events.message_posted(slack.workspace, slack.messages("C1")[0]).payload["event"]
    assert (event["user"], event["bot_id"]) == (slack.bot_user, "B0ADVISOR")
