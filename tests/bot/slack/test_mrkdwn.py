import html
import re

from hypothesis import example, given
from hypothesis import strategies as st

from bot.slack.mrkdwn import escape, fitted, from_markdown, https_host, inert, link, one_line, pieces, with_addresses
from tests.fakes.slack import live_mentions

NASTY = (
    "<!channel> <!here|here> <!everyone> <!subteam^S1|@team> <@U1> <#C1|general> <!date^1^{date}|x> &lt;!here&gt; "
    "<https://evil.example|https://intranet> [click](https://evil.example/?d=1) ![x](https://evil.example/i.png) "
    "[click][1] https://evil.example slack://x :tada: ``` **bold *_~ | & < >"
)
hostile = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from([*NASTY.split(), "\n", "\n\n", "# ", "- ", "[", "]", "(", ")", "*", "x. "])).map("".join),
)


def live(text: str) -> list[str]:
    return live_mentions({"text": text})


@given(hostile)
@example(NASTY)
def test_escaping_is_undone_by_unescaping_once(text: str) -> None:
    escaped = escape(text)
    back = escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert back == text
    assert not set(escaped) & set("<>")


@given(hostile)
@example(NASTY)
def test_no_text_becomes_a_mention_a_link_or_an_emoji(text: str) -> None:
    for rendered in (inert(text), one_line(text), from_markdown(text)):
        assert not set(rendered) & set("<>")
        assert "://" not in rendered
        assert not re.search(r":[\w+'-]+:", rendered)
        assert live(rendered) == []
        rendered.encode()  # no lone surrogate, which Slack's JSON could not carry


@given(hostile, st.integers(10, 120))
@example(NASTY, 20)
def test_a_cut_text_fits_and_is_cut_in_no_entity(text: str, limit: int) -> None:
    for render in (inert, from_markdown, one_line):
        shown = fitted(text, limit, render)
        assert len(shown) <= limit
        assert not re.search(r"&(?!amp;|lt;|gt;)", shown)


@given(hostile, st.integers(20, 120))
def test_pieces_fit_and_lose_nothing_but_white_space(text: str, limit: int) -> None:
    parts = list(pieces(text, limit, escape))
    assert all(len(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(escape(text).split())


@given(st.one_of(hostile, st.just("https://good.example/a|b<c> d?x=1&y=2#z")), hostile)
def test_a_link_leads_to_the_host_that_it_shows(url: str, label: str) -> None:
    shown = link(url, label)
    found = re.findall(r"<([^<>]*)>", shown)
    assert len(found) <= 1
    for tag in found:
        address, _, words = tag.partition("|")
        assert address.startswith("https://")
        assert "|" not in words
        assert shown.endswith(f"({https_host(html.unescape(address))})")


def test_only_plain_https_addresses_become_links() -> None:
    assert https_host("https://example.com/a") == "example.com"
    for url in (
        "http://example.com",
        "javascript:alert(1)",
        "https://user@example.com",
        "https://intranet@evil.example/",
        "https://ex\u0430mple.com",
        "https://[::1",
        "https://\nexample.com",
        "https://exa\tmple.com",
        " https://example.com",
        "HTTPS://example.com",
        "https://example.com\\@evil.example",
        "https://",
        "slack://open",
        "",
        None,
    ):
        assert https_host(url) is None
        assert "<" not in link(url, "A guide")


@given(hostile)
@example(NASTY)
@example("https://a.example/<https://b.example|c>https://d.example.")
def test_of_a_note_only_addresses_become_links_and_each_shows_where_it_leads(text: str) -> None:
    shown = with_addresses(text)
    assert live(shown) == []
    outside = re.sub(r"<(https://[^<>|\s]+)>", "", shown)
    assert not set(outside) & set("<>")
    assert "://" not in outside
    assert all(https_host(html.unescape(url)) for url in re.findall(r"<([^<>]*)>", shown))


def test_an_address_in_a_note_is_a_link_without_what_ends_its_sentence() -> None:
    assert with_addresses("See https://wiki.example/a?b=1&c=2.") == "See <https://wiki.example/a?b=1&amp;c=2>."
    assert with_addresses("(https://a.example)") == "(<https://a.example>)"
    for other in ("http://a.example/b", "https://me@a.example", "https://a.example/cut…"):
        assert "<" not in with_addresses(other)


def test_an_address_cannot_break_out_of_its_link() -> None:
    assert link("https://example.com/a|b>c d", "T") == "<https://example.com/a%7Cb%3Ec%20d|T> (example.com)"


def test_markdown_becomes_what_slack_shows() -> None:
    markdown = "## Which one\n\nUse **RAG** when *facts* change [1][2].\n\n- one\n- [two](https://x.example) & three"
    assert from_markdown(markdown) == (
        "*Which one*\n\nUse *RAG* when _facts_ change [1][2].\n\n• one\n• two &amp; three"
    )


def test_a_cut_text_ends_with_a_sentence() -> None:
    text = "The first sentence is here. The second one is a good deal longer than that."
    assert fitted(text, 50) == "The first sentence is here.…"
    assert fitted(text, 200) == text


def test_ten_thousand_asterisks_and_brackets_are_rendered_at_once() -> None:
    for text in ("*" * 10_000, "[" * 10_000, "**a " * 5_000, "[a](b " * 2_000, "`" * 10_000, ":a" * 5_000):
        assert len(from_markdown(text)) <= 2 * len(text)
