import re
from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.facts import FACTS
from bot.model import Answer, Citation, Declined, Option, Recommendation
from bot.slack.blocks import Rendered, apology, help_text, render
from tests.bot.slack.test_mrkdwn import NASTY, hostile
from tests.fakes.slack.inspection import live_mentions, urls, visible
from tests.fakes.slack.limits import check_message

CITATION = Citation(
    number=1,
    source="guides/rag.md",
    title="A guide to RAG",
    heading=("Choosing", "Time to production"),
    start=0,
    end=5,
    quote="Two to six weeks.",
    url="https://example.com/rag",
    as_of=date(2025, 3, 12),
)
ANSWER = Answer(
    question="How soon?",
    markdown="Two to six weeks [1].",
    citations=(CITATION,),
    answerer="extractive",
    recommendation=Recommendation(Option.RAG, "The documents change weekly.", ("labelled_examples",)),
    index_as_of=datetime(2026, 11, 21, 7, 45, tzinfo=UTC),
)


def shown(rendered: Rendered) -> str:
    return visible({"blocks": list(rendered.blocks)})


def sections(rendered: Rendered) -> list[str]:
    texts = [block.get("text") for block in rendered.blocks]
    return [text["text"] for text in texts if isinstance(text, dict)]


def test_an_answer_comes_first_then_the_recommendation_then_its_sources() -> None:
    assert sections(render(ANSWER)) == [
        "Two to six weeks [1].",
        "*Recommendation: RAG (retrieval-augmented generation)*\nThe documents change weekly.\n"
        f"To be surer, tell me: {FACTS['labelled_examples'].question}",
        "*[1]* <https://example.com/rag|A guide to RAG › Time to production> (example.com) · as of 12 Mar 2025\n"
        "> Two to six weeks.",
    ]


def test_the_footer_says_how_old_the_index_is_and_who_answered() -> None:
    assert "Index as of 21 Nov 2026, 07:45 UTC · Answered by extractive search, no model" in shown(render(ANSWER))
    assert "Answered by claude-sonnet-5-5" in shown(render(replace(ANSWER, answerer="claude-sonnet-5-5")))


def test_an_expired_document_is_marked() -> None:
    assert "*expired*" in shown(render(replace(ANSWER, citations=(replace(CITATION, expired=True),))))


def test_no_recommendation_is_shown_where_none_was_asked_for() -> None:
    rendered = render(replace(ANSWER, recommendation=None))
    assert "Recommendation" not in shown(rendered) + rendered.text


def test_the_text_beside_the_blocks_holds_answer_and_recommendation() -> None:
    assert render(ANSWER).text == ("Two to six weeks [1].\n\nRecommendation: RAG (retrieval-augmented generation).")


def test_a_reason_that_the_answer_gives_is_not_repeated_under_it() -> None:
    said = "The documents change weekly and you have 300 examples. An index follows them [1]."
    reason = Recommendation(Option.RAG, "The documents change weekly. An index follows them.")
    assert sections(render(replace(ANSWER, markdown=said, recommendation=reason)))[1] == (
        "*Recommendation: RAG (retrieval-augmented generation)*"
    )


def test_declining_names_the_nearest_documents_and_what_an_admin_could_add() -> None:
    declined = Declined("VPN?", "extractive", ("A guide to RAG", "Costs"), "An admin could add a guide on VPNs.")
    seen = shown(render(declined))
    assert "The knowledge folder does not say." in seen
    assert "A guide to RAG; Costs" in seen
    assert "An admin could add a guide on VPNs." in seen


def test_every_option_has_words() -> None:
    for option in Option:
        rendered = render(replace(ANSWER, recommendation=Recommendation(option, "")))
        assert f"*Recommendation: {option.label}*" in shown(rendered)


def test_an_apology_holds_its_reference_and_nothing_else() -> None:
    assert shown(apology("a1b2c3")) == "Sorry, something went wrong on my side. Reference: a1b2c3."


def test_sources_without_room_are_counted() -> None:
    many = tuple(replace(CITATION, number=n, quote="word " * 60) for n in range(1, 41))
    assert re.search(r"and \d+ more", shown(render(replace(ANSWER, citations=many))))


@settings(max_examples=60, deadline=None)
@given(hostile, st.integers(1, 400), st.integers(0, 60))
@example(NASTY, 100, 40)
@example("&" * 300, 200, 60)
def test_any_reply_is_within_slacks_limits_and_mentions_and_links_nobody(text: str, times: int, citations: int) -> None:
    long = (text + "\n") * times
    cited = replace(CITATION, quote=long, title=long, heading=(long,), url=None)
    recommendation = Recommendation(Option.RAG, long, tuple(FACTS))
    replies: tuple[Answer | Declined, ...] = (
        Answer(long, long, (cited,) * citations, long, recommendation),
        Declined(long, long, (long,) * citations, long, recommendation),
    )
    for rendered in (*map(render, replies), help_text(long)):
        blocks = list(rendered.blocks)
        check_message(rendered.text, blocks, has_other_content=True)
        assert sum(len(visible(block)) for block in blocks) <= 10_000
        assert len(rendered.text) <= 4_000
        everything = {"text": rendered.text, "blocks": blocks}
        assert live_mentions(everything) == []
        assert [url for url in urls(everything) if not url.startswith("mailto:")] == []
