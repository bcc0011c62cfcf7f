"""What may stand in a stream: the same words, and nothing live."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.streaming.markdown import https_address, inert_markdown

MARKUP = st.sampled_from(
    [
        *("<!channel>", "<@U1>", "<https://evil.example|x>", "![x](https://evil.example/i)", "[a](b)", "[a][b]"),
        *("\n[b]: https://evil.example\n", "https://", "://", ":tada:", "**", "`", "```\n", "\n", "[", "]", "(", ")"),
        *("<", ">", "&", "&lt;", ":", "/", "www.evil.example", "a@evil.example", "[1]", "\u202e", " "),
    ]
)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**Bold**, *slanted*, [1][2].\n\n- one\n- two", "**Bold**, *slanted*, [1][2].\n\n- one\n- two"),
        ("# Head\n\nA [guide](https://example.com) says", "# Head\n\nA guide says"),
        ("![chart](https://example.com/c.png)", "chart"),
        ("5 < 6 & 7 > 2", "5 &lt; 6 &amp; 7 &gt; 2"),
        ("```\ncode\n```", "code"),
    ],
)
def test_markdown_keeps_its_form_and_loses_its_links(written: str, shown: str) -> None:
    assert inert_markdown(written) == shown


@given(st.lists(MARKUP | st.text(max_size=5), max_size=30).map("".join))
def test_nothing_live_is_ever_left(written: str) -> None:
    shown = inert_markdown(written)
    assert "<" not in shown
    assert ">" not in shown
    assert "://" not in shown
    assert "](" not in shown
    assert "\u202e" not in shown
    assert "evil.example" not in shown


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://example.com/a b", "https://example.com/a%20b"),
        ("http://example.com", None),
        ("https://user@example.com", None),
        ("javascript:alert(1)", None),
        (None, None),
    ],
)
def test_only_plain_https_addresses_are_given_to_slack(url: str | None, address: str | None) -> None:
    assert https_address(url) == address
