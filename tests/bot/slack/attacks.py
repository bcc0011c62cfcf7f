"""What people hide in documents, questions and names, and what holds for all that Advisor sends in spite of it."""

import html
import re
from collections.abc import Collection
from typing import Any

from hypothesis import strategies as st

from tests.fakes.slack import FakeSlack, live_mentions, urls
from tests.fakes.slack.recorder import RESPONSE_URL
from tests.fakes.slack.refusal import Json

MENTIONS = (
    *("<!channel>", "<!here|here>", "<!everyone>", "<!subteam^SVICTIM|@team>", "<@UVICTIM>", "<@UVICTIM|ann>"),
    *(
        "@channel",
        "@here",
        "<#CVICTIM|general>",
        "<!date^1700000000^{date}|x>",
        "&lt;!channel&gt;",
        "&amp;lt;!here&gt;",
    ),
    *("<\u200b!channel>", "<!chan\u00adnel>", "<!channel\n>", "＜!channel＞"),
)
LINKS = (
    *("<https://evil.example/?d=SECRET|https://intranet>", "[click](https://evil.example/?d=SECRET)"),
    *("![x](https://evil.example/i.png)", "[click][1]", "[1]: https://evil.example", "[![a](https://evil.example/a)]"),
    *("https://evil.example", "HTTPS://EVIL.EXAMPLE", "http://evil.example", "https://xn--evl-hoa.example/a"),
    *(
        "ht\u200btps://evil.example",
        "https:\u2060//evil.example",
        "https&#58;//evil.example",
        "https:%2F%2Fevil.example",
    ),
    *("mailto:a@evil.example", "slack://open?team=T1", "javascript:alert(1)", "www.evil.example", "evil.example/?d=1"),
    *("<slack://open>", "<javascript:alert(1)|x>", "<mailto:a@evil.example|write>", "<https://a@evil.example>"),
    *("<a href='https://evil.example'>x</a>", "[](https://evil.example)", "[a](<https://evil.example>)"),
)
SHAPES = (
    *(":tada:", ":a:b:", "```", "`", "**", "*" * 40, "_ ~ |", "> > >", "| a | b |\n|---|---|", "&", "&amp", "&amp;lt;"),
    *("\ud800", "\U0001f469\u200d\U0001f4bb", "\u202egnp.exe", "\U000e0041\U000e0042", "\x00\x1b[2J", "\r\n", "\u2028"),
    *(
        "[1] Policy.md",
        "[7]",
        '{"type": "section", "text": {"type": "mrkdwn", "text": "<!here>"}}',
        "# ",
        "- ",
        "x" * 400,
    ),
)
TEXT = " ".join((*MENTIONS, *LINKS, *SHAPES))
"""Everything at once."""

attacks = st.lists(
    st.one_of(
        st.sampled_from((*MENTIONS, *LINKS, *SHAPES)), st.text(max_size=12), st.sampled_from("\n &<>|[]()*:/@#!")
    ),
    max_size=60,
).map("".join)
"""Such things in any order, with anything between them."""

_ENTITY = re.compile(r"&(?!(?:amp|lt|gt);)")
_TAG = re.compile(r"<([^<>|]*)(?:\|[^<>]*)?>")
_EMOJI = re.compile(r":[\w+'-]+:")
_OWN_EMOJI = {":thumbsdown:", ":thumbsup:"}  # Advisor's
_MARKDOWN_LINK = re.compile(r"\]\([^()]*\)|^\s*\[[^\]]+\]:\s*\S", re.MULTILINE)
_TOO_MUCH = {"invalid_blocks", "invalid_arguments", "invalid_chunks", "msg_blocks_too_long", "msg_too_long", "no_text"}
_UNSEEN = {"value", "action_id", "block_id", "private_metadata", "callback_id", "metadata"}
_OWN = {"initial_value", "errors"}  # what a person wrote, shown to them alone, where Slack renders nothing


def assert_harmless(thing: Json, allowed: Collection[str] = (), people: Collection[str] = ()) -> None:
    """Nothing in it names anybody but `people` (or channels), by id, or spells out an address that is not `allowed`."""
    thing = _rendered(thing)
    assert set(live_mentions(thing)) <= {f"<@{person}>" for person in people}
    assert set(urls(thing)) - set(allowed) == set()
    for kind, text in _texts(thing):
        text.encode()  # no lone surrogate, which Slack's JSON could not carry
        if kind in {"mrkdwn", "markdown_text"}:
            _assert_inert(text, allowed, people)
        if kind == "markdown_text":
            assert not _MARKDOWN_LINK.search(re.sub(r"\[\d+\]", "", text)), text


def assert_all_harmless(slack: FakeSlack, allowed: Collection[str] = (), people: Collection[str] = ()) -> None:
    """So is every call that the app made and every ack that it gave; Slack took each, and is to unfurl nothing."""
    calls = slack.calls()  # taken first: a call made meanwhile may hold an address that is not allowed yet
    allowed = {*allowed, *((call.response or {}).get("permalink", "") for call in slack.calls("chat.getPermalink"))}
    for call in calls:
        assert_harmless(call.args, allowed, people)
        assert (call.response or {}).get("error") not in _TOO_MUCH, call
        assert not call.args.get("link_names")
        assert call.args.get("parse") in (None, "none")
        if call.method in {"chat.postMessage", RESPONSE_URL}:
            assert call.args.get("unfurl_links") is call.args.get("unfurl_media") is False, call
    for delivery in slack.deliveries:
        assert delivery.refused is None, delivery.refused
        assert_harmless(delivery.ack or {}, allowed, people)


def _assert_inert(text: str, allowed: Collection[str], people: Collection[str]) -> None:
    tags = {html.unescape(tag) for tag in _TAG.findall(text)}
    assert tags <= {*allowed, *(sign + one for one in people for sign in "@#")}, text
    rest = _TAG.sub("", text)
    assert not set(rest) & set("<"), text
    assert not _ENTITY.search(rest), text
    assert set(_EMOJI.findall(rest)) <= _OWN_EMOJI, text


def _rendered(node: Any) -> Any:
    """The same without what nobody is shown."""
    if isinstance(node, dict):
        return {name: _rendered(value) for name, value in node.items() if name not in _UNSEEN | _OWN}
    return [_rendered(value) for value in node] if isinstance(node, list) else node


def _texts(node: object, kind: str = "") -> list[tuple[str, str]]:
    """Every string with what it is to Slack: the `type` of its object, or the name of its field."""
    if isinstance(node, str):
        return [(kind, node)]
    if isinstance(node, list):
        return [found for value in node for found in _texts(value, kind)]
    if not isinstance(node, dict):
        return []
    of = str(node.get("type", ""))
    return [
        found
        for name, value in node.items()
        if name != "type"
        for found in _texts(value, of if name == "text" and of else name)
    ]
