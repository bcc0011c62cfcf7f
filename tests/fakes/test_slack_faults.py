"""The fake Slack's scripted faults, met by the real slack_sdk client."""

import contextlib
import threading

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from tests.fakes.slack import ALWAYS, EVERY_METHOD, FakeSlack


@pytest.fixture
def client(slack: FakeSlack) -> WebClient:
    slack.workspace.channel("C1")
    return WebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])


def test_the_next_calls_fail_with_the_scripted_error_and_then_work_again(slack: FakeSlack, client: WebClient) -> None:
    slack.fail_next("chat.postMessage", error="token_revoked", times=2)
    for _ in range(2):
        with pytest.raises(SlackApiError, match="token_revoked"):
            client.chat_postMessage(channel="C1", text="hello")
    client.chat_postMessage(channel="C1", text="hello")
    assert [call.ok for call in slack.calls("chat.postMessage")] == [False, False, True]
    assert len(slack.messages("C1")) == 1


def test_a_missing_method_stays_missing(slack: FakeSlack, client: WebClient) -> None:
    slack.missing("chat.startStream")
    for _ in range(3):
        with pytest.raises(SlackApiError, match="unknown_method"):
            client.chat_startStream(channel="C1", thread_ts="1.000001")


def test_a_server_error_has_its_status(slack: FakeSlack, client: WebClient) -> None:
    slack.fail_next("chat.postMessage", status=503)
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel="C1", text="hello")
    assert caught.value.response.status_code == 503
    assert slack.messages("C1") == []


def test_a_rate_limit_says_how_long_to_wait_and_the_sdk_can_wait(slack: FakeSlack, client: WebClient) -> None:
    client.retry_handlers.append(RateLimitErrorRetryHandler(max_retry_count=1))
    slack.fail_next("chat.postMessage", rate_limited=1)
    client.chat_postMessage(channel="C1", text="hello")
    first, second = slack.calls("chat.postMessage")
    assert second.at - first.at >= 1
    assert len(slack.messages("C1")) == 1


def test_an_accepted_call_whose_answer_is_lost_has_been_done(slack: FakeSlack, client: WebClient) -> None:
    slack.fail_next("chat.postMessage", accept_then_reset=True)
    with pytest.raises(OSError):
        client.chat_postMessage(channel="C1", text="hello")
    assert [message.text for message in slack.messages("C1")] == ["hello"]


def test_a_call_that_times_out_has_not_been_done(slack: FakeSlack, client: WebClient) -> None:
    client.timeout = 1
    slack.fail_next("chat.postMessage", timeout=60)
    with pytest.raises(OSError):
        client.chat_postMessage(channel="C1", text="hello")
    assert slack.messages("C1") == []


def test_every_method_can_fail_until_the_faults_are_taken_back(slack: FakeSlack, client: WebClient) -> None:
    slack.fail_next(EVERY_METHOD, error="account_inactive", times=ALWAYS)
    for call in (client.auth_test, client.auth_test, client.api_test):
        with pytest.raises(SlackApiError, match="account_inactive"):
            call()
    slack.no_more_faults()
    assert client.auth_test()["ok"]


def test_a_fault_of_two_kinds_or_none_is_a_mistake_in_the_test(slack: FakeSlack) -> None:
    with pytest.raises(ValueError, match="one of"):
        slack.fail_next("auth.test", error="x", status=500)
    with pytest.raises(ValueError, match="one of"):
        slack.fail_next("auth.test")


def ask_in_vain(client: WebClient) -> None:
    with contextlib.suppress(OSError):
        client.auth_test()


def test_stopping_frees_the_thread_even_while_a_call_hangs() -> None:
    before = set(threading.enumerate())
    with FakeSlack() as slack:
        slack.fail_next("auth.test", timeout=60)
        client = WebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])
        hanging = threading.Thread(target=ask_in_vain, args=(client,))
        hanging.start()
        slack.wait_for(lambda: slack.calls("auth.test"))
    hanging.join(5)
    assert set(threading.enumerate()) <= before


def test_waiting_in_vain_tells_what_was_seen(slack: FakeSlack, client: WebClient) -> None:
    client.chat_postMessage(channel="C1", text="something else")
    with pytest.raises(AssertionError) as caught:
        slack.wait_for(lambda: slack.ephemerals("U1"), timeout=0.05, what="a private answer")
    assert "a private answer" in str(caught.value)
    assert "something else" in str(caught.value)
    assert "chat.postMessage" in str(caught.value)
