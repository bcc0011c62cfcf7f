import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.fakes.slack import UPLOAD, FakeSlack


def client(slack: FakeSlack) -> WebClient:
    return WebClient(slack.bot_token, base_url=slack.api_url)


def test_a_file_that_the_app_uploads_stands_in_the_thread_with_its_bytes(slack: FakeSlack) -> None:
    root = slack.user("U1").says("C1", "Hello")
    client(slack).files_upload_v2(content=b"\x89PNG", filename="a.png", channel="C1", thread_ts=root.ts)
    (_, shared) = slack.messages("C1", root.ts)
    assert shared.by_app
    assert slack.workspace.files[shared.files[0]["id"]].content == b"\x89PNG"
    assert [call.ok for call in slack.calls(UPLOAD)] == [True]


def test_an_upload_without_its_scope_is_refused(slack: FakeSlack) -> None:
    slack.workspace.scopes.discard("files:write")
    with pytest.raises(SlackApiError, match="missing_scope"):
        client(slack).files_upload_v2(content=b"x", filename="a.txt", channel="C1")


def test_a_file_whose_bytes_never_came_cannot_be_shared(slack: FakeSlack) -> None:
    given = client(slack).files_getUploadURLExternal(filename="a.txt", length=1)
    with pytest.raises(SlackApiError, match="file_not_found"):
        client(slack).files_completeUploadExternal(files=[{"id": given["file_id"], "title": "a"}], channel_id="C1")
