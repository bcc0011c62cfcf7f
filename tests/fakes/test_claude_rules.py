"""The fake refuses what the API refuses; without that, a request that only works here would pass every test."""

import json
import urllib.error
import urllib.request

import pytest

from tests.fakes.claude import FakeClaude
from tests.fakes.claude.rules import VERSION

RESULT = {
    "type": "search_result",
    "source": "a.md",
    "title": "A",
    "content": [{"type": "text", "text": "Refunds take five days."}],
    "citations": {"enabled": True},
}
TEXT = {"type": "text", "text": "How long?"}
CLOSED = {"type": "object", "properties": {"answer": {"type": "string"}}, "additionalProperties": False}
OPEN = CLOSED | {"properties": {"answers": {"type": "array", "items": {"type": "object", "properties": {}}}}}
GOOD = {
    "model": "claude-sonnet-5-5",
    "max_tokens": 100,
    "stream": True,
    "messages": [{"role": "user", "content": [RESULT, TEXT]}],
}


def posted(claude: FakeClaude, body: dict, key: str | None = None, version: str = VERSION) -> tuple[int, str]:
    headers = {"authorization": f"Bearer {key or claude.key}", "anthropic-version": version}
    request = urllib.request.Request(f"{claude.url}/v1/messages", json.dumps(body).encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def with_content(*parts: dict, role: str = "user") -> dict:
    return GOOD | {"messages": [{"role": role, "content": list(parts)}]}


def test_a_good_request_is_streamed_with_its_citation(claude: FakeClaude):
    status, said = posted(claude, GOOD)
    assert status == 200
    kinds = [line.removeprefix("event: ") for line in said.splitlines() if line.startswith("event: ")]
    assert (kinds[0], kinds[-1]) == ("message_start", "message_stop")
    assert '"cited_text": "Refunds take five days."' in said


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        (GOOD | {"temperature": 0}, "temperature"),
        (GOOD | {"top_p": 0.9}, "top_p"),
        (GOOD | {"top_k": 5}, "top_k"),
        (with_content(RESULT, TEXT | {"citations": [{"type": "char_location"}]}), "citations"),
        (with_content({"type": "document", "source": {}}, role="assistant"), "document"),
        (with_content(RESULT, RESULT | {"citations": {"enabled": False}}), "citations"),
        (with_content(RESULT | {"content": [{"type": "text", "text": " "}]}), "whitespace"),
        (with_content(RESULT | {"title": ""}), "title"),
        ({key: value for key, value in GOOD.items() if key != "max_tokens"}, "max_tokens"),
        (GOOD | {"output_config": {"effort": "none"}}, "effort"),
        (GOOD | {"messages": [*GOOD["messages"], {"role": "assistant", "content": "{"}]}, "prefill"),
        (GOOD | {"output_config": {"format": {"type": "json_schema", "schema": CLOSED}}}, "citations"),
        (with_content(TEXT) | {"output_config": {"format": {"type": "json_schema", "schema": OPEN}}}, "additionalProp"),
    ],
)
def test_what_the_api_refuses_gets_a_400_that_names_it(claude: FakeClaude, body: dict, hint: str):
    status, said = posted(claude, body)
    assert status == 400
    assert hint in json.loads(said)["error"]["message"]


def test_another_version_and_another_key_are_refused(claude: FakeClaude):
    assert posted(claude, GOOD, version="2023-06-01")[0] == 400
    assert posted(claude, GOOD, key="sk-ant-other")[0] == 401
