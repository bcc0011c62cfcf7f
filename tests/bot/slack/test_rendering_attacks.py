"""Whatever stands in a document, a question or a title: what is rendered of it mentions, links and hides nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.model import Answer, Citation, Declined, Option, Recommendation
from bot.slack.answers.blocks import render
from bot.slack.answers.buttons import Buttons
from bot.slack.blocks import note
from bot.slack.mrkdwn import fitted, from_markdown, https_host, inert, one_line, pieces
from bot.slack.streaming.markdown import inert_markdown
from bot.slack.streaming.tasks import beginning, ending, found
from indexer.model import Passage
from tests.bot.slack.attacks import LINKS, MENTIONS, TEXT, assert_harmless, attacks
from tests.fakes.slack.limits import check_chunks, check_message

GOOD = "https://guides.example/rag?a=1&b=2"
addresses = st.sampled_from(
    (GOOD, "javascript:alert(1)", "https://a@evil.example", "http://evil.example", "slack://x", None)
)
BUTTONS = Buttons("0" * 32, escalatable=True, shareable=True)


def answer(text: str, address: str | None = GOOD, citations: int = 3) -> Answer:
    """An answer with this text wherever a text can stand."""
    cited = tuple(
        Citation(n, f"{n}.md", text, (text, text), 0, len(text), text, address, date(2026, 1, 1), expired=True)
        for n in range(1, citations + 1)
    )
    because = Recommendation(Option.RAG, text, ("labelled_examples",))
    return Answer(
        text, f"{text} [1]\n\n{text} [2]", cited, text or "extractive", because,
        datetime(2026, 1, 1, tzinfo=UTC), {}, searched_for=text + " again", notice=text,
    )  # fmt: skip


def declines(text: str) -> tuple[Declined, ...]:
    """Each form of a decline, with this text wherever a text can stand."""
    because = Recommendation(Option.RAG, text)
    plain = Declined(text, text, (text, text), text, because, None, {}, searched_for=text + " again", notice=text)
    return plain, replace(plain, closest=text), replace(plain, meant=(text, text))


def known(address: str | None) -> set[str]:
    return {address} if address and https_host(address) else set()


@given(attacks, addresses, st.integers(0, 24))
@example(TEXT, GOOD, 3)
@example(TEXT * 4, GOOD, 24)
@settings(max_examples=60, deadline=None)
def test_an_answer_links_to_its_sources_alone_and_slack_takes_it(
    text: str, address: str | None, citations: int
) -> None:
    shown = render(answer(text, address, citations), BUTTONS)
    check_message(shown.text, list(shown.blocks))
    assert_harmless({"text": shown.text, "blocks": list(shown.blocks)}, known(address))
    assert_harmless({"mrkdwn": shown.text})  # the text beside the blocks links to nothing at all


@given(attacks)
@example(TEXT)
@example(TEXT * 6)
@settings(max_examples=60, deadline=None)
def test_a_decline_and_a_note_are_as_harmless(text: str) -> None:
    for shown in (*(render(decline, BUTTONS) for decline in declines(text)), note(f"About {text}")):
        check_message(shown.text, list(shown.blocks))
        assert_harmless({"text": shown.text, "mrkdwn": shown.text, "blocks": list(shown.blocks)})


@given(attacks)
@example(TEXT)
@example("\n".join((*MENTIONS, *LINKS)))
@example(":[click](https://evil.example/?d=SECRET)https://evil.example")
@settings(deadline=None)
def test_a_stream_of_the_text_is_as_harmless_at_every_moment(text: str) -> None:
    for end in {0, len(text) // 3, len(text) // 2, len(text) - 1, len(text)}:
        assert_harmless({"markdown_text": inert_markdown(text[: max(0, end)])})


@given(st.lists(st.tuples(attacks, addresses), max_size=8))
@example([(TEXT, GOOD), (TEXT, "https://a@evil.example")])
@settings(deadline=None)
def test_the_cards_of_a_stream_name_their_sources_and_link_to_nothing_else(
    titles: list[tuple[str, str | None]],
) -> None:
    passages = [Passage("a.md", title, (title,), 0, 1, title, 1.0, url=url) for title, url in titles]
    cards = [*beginning("k"), *found("k", passages), *ending("k", passages, wrote=True)]
    check_chunks(cards)
    assert_harmless({"chunks": cards}, {GOOD})


@given(attacks, st.integers(12, 200))
@example("&" * 50, 12)
@example("\U0001f469\u200d\U0001f4bb" * 20, 13)
@example("a" * 8 + "&lt;!channel&gt;", 13)
@settings(deadline=None)
def test_a_cut_is_in_no_entity_no_tag_and_no_pair_of_surrogates(text: str, limit: int) -> None:
    for rendering in (inert, one_line, from_markdown):
        shown = fitted(text, limit, rendering)
        assert len(shown) <= limit
        assert_harmless({"mrkdwn": shown})
        for piece in pieces(text, limit, rendering):
            assert_harmless({"mrkdwn": piece})


@given(attacks)
@example(TEXT)
def test_what_is_shown_keeps_the_words(text: str) -> None:
    letters = [letter for letter in text if letter.isalnum() and letter.isascii()]
    shown = one_line(text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert [letter for letter in shown if letter.isalnum() and letter.isascii()] == letters


def test_a_block_that_a_model_writes_is_text() -> None:
    block = '{"type": "actions", "elements": [{"type": "button", "url": "https://evil.example"}]}'
    shown = render(answer(block, None), BUTTONS)
    assert {one["type"] for one in shown.blocks} <= {"section", "divider", "context", "actions", "context_actions"}
    assert_harmless({"blocks": list(shown.blocks)})


def test_a_link_shows_the_host_that_it_leads_to() -> None:
    shown = render(answer("https://intranet.example", GOOD, 1), BUTTONS)
    (source,) = [str(one) for one in shown.blocks if "*[1]*" in str(one)]
    assert "(guides.example)" in source
