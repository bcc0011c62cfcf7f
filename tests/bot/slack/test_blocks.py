import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.facts import FACTS
from bot.model import Answer, Citation, Declined, Option, Recommendation
from bot.slack.answers.blocks import render
from bot.slack.answers.buttons import Buttons
from bot.slack.blocks import Rendered, apology, help_text
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


def elements(rendered: Rendered) -> list[dict[str, Any]]:
    """The controls of a message, in order."""
    blocks: list[dict[str, Any]] = [dict(block) for block in rendered.blocks]
    held = [[block["accessory"]] if "accessory" in block else block.get("elements", []) for block in blocks]
    return [element for some in held for element in some if "action_id" in element]


def sections(rendered: Rendered) -> list[str]:
    texts = [block.get("text") for block in rendered.blocks]
    return [text["text"] for text in texts if isinstance(text, dict)]


def test_a_section_that_is_called_as_its_document_is_named_once() -> None:
    alone = replace(CITATION, title="Parking", heading=("Parking",), url=None, as_of=date(2026, 3, 2))
    assert "*[1]* Parking · as of 2 Mar 2026\n> Two to six weeks." in sections(
        render(replace(ANSWER, citations=(alone,)))
    )


def test_a_source_without_a_date_is_said_to_have_none() -> None:
    undated = replace(CITATION, title="Parking", heading=("Parking",), url=None, as_of=None)
    assert "*[1]* Parking · no date given\n> Two to six weeks." in sections(
        render(replace(ANSWER, citations=(undated,)))
    )


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


def test_a_notice_stands_under_the_answer_and_above_its_sources() -> None:
    noticed = render(replace(ANSWER, notice="Claude did not answer in time."))
    assert (
        shown(noticed).index("Two to six")
        < shown(noticed).index("did not answer in time")
        < shown(noticed).index("[1]*")
    )


def test_what_was_searched_for_is_shown_where_it_is_not_the_question() -> None:
    assert "Searched for: How soon is RAG?" in shown(render(replace(ANSWER, searched_for="How soon is RAG?")))
    assert "Searched for" not in shown(render(replace(ANSWER, searched_for=" How  soon?")))


def test_few_sources_have_a_button_each_and_many_share_a_menu() -> None:
    few, many = (tuple(replace(CITATION, number=n, source=f"{n}.md") for n in range(1, most + 1)) for most in (3, 4))
    assert [e["action_id"] for e in elements(render(replace(ANSWER, citations=few), Buttons("1")))] == [
        "answer_source", "answer_source", "answer_source", "answer_rate",
    ]  # fmt: skip
    assert [e["action_id"] for e in elements(render(replace(ANSWER, citations=many), Buttons("1")))] == [
        "answer_sources", "answer_rate",
    ]  # fmt: skip


def test_quotes_from_one_section_stand_under_one_title() -> None:
    three = (
        CITATION,
        replace(CITATION, number=2, quote="Six at most."),
        replace(CITATION, number=3, heading=("Costs",)),
    )
    together, alone = sections(render(replace(ANSWER, citations=three), Buttons("1")))[2:4]
    assert together.startswith("*[1] [2]* <https://example.com/rag|A guide to RAG › Time to production>")
    assert together.endswith("\n> [1] Two to six weeks.\n> [2] Six at most.")
    assert alone.startswith("*[3]* ")


def test_every_control_carries_the_id_and_at_most_a_word() -> None:
    for control in elements(render(ANSWER, Buttons("1a2b", escalatable=True, shareable=True))):
        sides = [control.get(name, {}) for name in ("positive_button", "negative_button")]
        values = [held["value"] for held in (control, *sides) if "value" in held]
        assert values
        assert all(re.fullmatch(r"1a2b(/\w+)?", value) for value in values)


def test_a_reply_without_an_id_has_no_controls() -> None:
    assert elements(render(ANSWER)) == []


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
        Answer(long, long, (cited,) * citations, long, recommendation, searched_for=f"{long}?", notice=long),
        Declined(long, long, (long,) * citations, long, recommendation, searched_for=f"{long}?", notice=long),
        Declined(long, long, (long,) * citations, "", recommendation, notice=long, meant=(long, long)),
        Declined(long, long, (long,) * citations, long, recommendation, notice=long, closest=long),
    )
    buttons = Buttons("0" * 32, escalatable=True, shareable=True)
    with_buttons = [render(reply, buttons) for reply in replies]
    for rendered in (*map(render, replies), *with_buttons, help_text(long)):
        blocks = list(rendered.blocks)
        check_message(rendered.text, blocks, has_other_content=True)
        assert sum(len(visible(block)) for block in blocks) <= 10_000
        assert len(rendered.text) <= 4_000
        everything = {"text": rendered.text, "blocks": blocks}
        assert live_mentions(everything) == []
        assert [url for url in urls(everything) if not url.startswith("mailto:")] == []
