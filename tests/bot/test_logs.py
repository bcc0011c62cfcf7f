"""What the log shows, whatever is logged."""

import logging
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.logs import CleanFormatter, hide, scrubbed
from bot.settings import ClaudeSettings, SlackSettings
from indexer.settings import IndexSettings

SECRETS = (
    "xoxb-1234567890-abcdefghij",
    "xoxe.xoxp-1-Mi0yLTEyMzQ1Njc4",
    "xapp-1-A012-345-abcdef0123",
    "sk-ant-api03-AbC_dEf-123",
)


def logged(message: str, *arguments: object, trouble: BaseException | None = None) -> str:
    """The text that a record becomes."""
    record = logging.LogRecord("bot", logging.ERROR, __file__, 1, message, arguments, None)
    if trouble is not None:
        record.exc_info = (type(trouble), trouble, trouble.__traceback__)
    return CleanFormatter("%(levelname)s %(name)s: %(message)s").format(record)


@pytest.mark.parametrize("secret", SECRETS)
def test_what_looks_like_a_token_is_hidden_in_messages_arguments_and_tracebacks(secret: str) -> None:
    assert secret not in logged(f"token {secret} refused")
    assert secret not in logged("headers: %s", {"Authorization": secret})
    try:
        raise ValueError(f"cannot use {secret}")
    except ValueError as error:
        text = logged("failed", trouble=error)
    assert secret not in text
    assert "[secret]" in text
    assert "ValueError" in text


def test_a_configured_secret_is_hidden_whatever_it_looks_like() -> None:
    hide(
        SlackSettings(signing_secret=SecretStr("8f742231b10e8888abcd99yyyzzz85a5")),
        ClaudeSettings(api_key=SecretStr("a key of no known shape")),
    )
    assert logged("signed with %s", "8f742231b10e8888abcd99yyyzzz85a5") == "ERROR bot: signed with [secret]"
    assert "no known shape" not in logged("a key of no known shape")


def test_a_databases_password_is_hidden() -> None:
    hide(IndexSettings(DATABASE_URL=SecretStr("postgresql+psycopg://ann:hunter22@db/advisor")))
    assert "hunter22" not in logged("no connection to postgresql://ann:hunter22@db/advisor")
    assert "hunter22" not in logged("no connection to postgresql+psycopg://ann:hunter22@db/advisor")


def test_an_authorization_header_is_hidden() -> None:
    assert scrubbed("Authorization: Bearer abc.def.ghi123") == "Authorization: Bearer [secret]"


def test_ordinary_words_are_left_alone() -> None:
    for words in ("accepted mention Ev0001", "https://slack.com/api/ failed", "sk-ant", "the bearer of news", ""):
        assert scrubbed(words) == words


@given(st.text(max_size=200))
def test_no_text_forges_a_record_or_steers_a_terminal(text: str) -> None:
    first, *others = logged("added %s", text).split("\n")
    assert first.startswith("ERROR bot: added ")
    assert all(line.startswith("    ") for line in others)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f]", "".join([first, *others]))


def test_a_line_feed_and_an_escape_sequence_in_a_file_name_stay_visible() -> None:
    assert logged("added %s", "a\nERROR bot: all is lost\x1b[2J.md") == (
        "ERROR bot: added a\n    ERROR bot: all is lost\\x1b[2J.md"
    )
