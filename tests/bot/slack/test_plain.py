import pytest

from bot.slack.plain import MAX_QUESTION, mentions, plain, was_cut


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("<@UBOT> Fine-tune or RAG?", "Fine-tune or RAG?"),
        ("Ask <@U2|ann> and <@U3>, <@UBOT>", "Ask @ann and @someone,"),
        ("in <#C1|general>, &lt;500 &amp;amp; more", "in #general, <500 &amp; more"),
        ("see <https://x.example/a|the page> or <https://y.example>", "see the page or https://y.example"),
        ("<!here> hello <!subteam^S1|@team>", "hello @team"),
        ("mail <mailto:a@x.example|a@x.example>", "mail a@x.example"),
        ("two\u00a0 words\n  and   a line", "two words\nand a line"),
        ("<@UBOT>", ""),
        ("a \ud800 surrogate, a \x00 NUL", "a ? surrogate, a NUL"),
    ],
)
def test_markup_becomes_what_a_reader_sees(typed: str, read: str) -> None:
    assert plain(typed, advisor="UBOT") == read


def test_a_message_of_a_hundred_thousand_characters_is_cut() -> None:
    assert len(plain("x" * 100_000)) == MAX_QUESTION
    assert was_cut(plain("x" * 100_000))
    assert not was_cut(plain("x" * MAX_QUESTION))


def test_mentions_are_found_in_the_raw_message() -> None:
    assert mentions("<@U1> and <@W2|ann>, not &lt;@U3&gt;") == {"U1", "W2"}
