"""What Claude is given of a section that stands under a question, where its other wordings stand in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answerers.claude.sources import Source, sources
from tests.fakes.knowledge import document, passage

WORDINGS = "Also asked: noise of trams? do they wake people?"
ANSWER = "Not very. Most people hardly hear them."
PARAGRAPHS = st.sampled_from(["", WORDINGS, ANSWER, "- one\n- two", "| a | b |", "## How loud?", "```\ncode\n```"])


def given_of(text: str, room: int = 10_000) -> Source:
    (source,) = sources([passage(document("faq.md", text))], room)
    return source


def test_other_wordings_at_the_end_of_a_section_are_not_sent() -> None:
    source = given_of(f"## How loud?\n\n{ANSWER}\n\n{WORDINGS}\n")
    assert "".join(source.texts()) == source.passage.text == f"## How loud?\n\n{ANSWER}\n\n"
    assert source.passage.end == len(source.passage.text)


@pytest.mark.parametrize("text", [f"{WORDINGS}\n\n{ANSWER}", f"{ANSWER}\n\n{WORDINGS}\n\nTrams are quiet."])
def test_other_wordings_with_an_answer_behind_them_are_left_where_they_stand(text: str) -> None:
    source = given_of(text)
    assert "".join(source.texts()) == source.passage.text == text


def test_a_section_of_other_wordings_alone_is_not_sent() -> None:
    assert sources([passage(document("faq.md", WORDINGS))], 10_000) == ()


def test_other_wordings_take_no_room_from_the_next_section() -> None:
    held = [passage(document(f"{name}.md", f"{ANSWER}\n\n{WORDINGS}")) for name in ("one", "other")]
    assert len(sources(held, 2 * len(f"{ANSWER}\n\n"))) == 2


@given(st.lists(PARAGRAPHS, min_size=1, max_size=6).map("\n\n".join), st.integers(1, 200))
def test_the_spans_hold_the_whole_passage_that_is_sent(text: str, room: int) -> None:
    for source in sources([passage(document("faq.md", text))], room):
        assert "".join(source.texts()) == source.passage.text == text[: source.passage.end]
        assert len(source.passage.text) <= room
