"""How lines become the blocks that a reader sees."""

from hypothesis import given
from hypothesis import strategies as st

from indexer.blocks import BlockKind, blocks

HEADING, PARAGRAPH, ITEM, ROW, CODE = BlockKind


def seen(text: str, *, markdown: bool = True) -> list[tuple[BlockKind, str]]:
    return [(block.kind, text[block.start : block.end]) for block in blocks(text, markdown=markdown)]


def test_softly_wrapped_lines_are_one_paragraph() -> None:
    wrapped = (
        "Retrieval fetches passages when the question is asked, so that an\n"
        "answer follows the documents as they are today, and every claim in\n"
        "it can name the page it stands on."
    )
    assert seen(wrapped) == [(PARAGRAPH, wrapped)]


def test_windows_line_ends_wrap_like_others() -> None:
    wrapped = "Retrieval fetches passages when the question is asked, so that an\r\nanswer follows the documents."
    assert seen(wrapped) == [(PARAGRAPH, wrapped)]


def test_a_blank_line_ends_a_paragraph() -> None:
    assert seen("First thought.\n\nSecond thought.") == [(PARAGRAPH, "First thought."), (PARAGRAPH, "Second thought.")]


def test_a_short_line_that_was_not_wrapped_is_a_paragraph_of_its_own() -> None:
    text = "Short.\nThis is a much longer line of prose that sets the width of this text."
    assert [kind for kind, _ in seen(text)] == [PARAGRAPH, PARAGRAPH]


def test_headings_have_their_level() -> None:
    text = "# One\n\n### Three\n\n#hashtag\n\n####### seven"
    assert [(b.kind, b.level) for b in blocks(text)] == [(HEADING, 1), (HEADING, 3), (PARAGRAPH, 0), (PARAGRAPH, 0)]


def test_each_list_item_and_table_row_is_a_block() -> None:
    text = "- one\n* two\n1. three\n2) four\n| a | b |\n|---|---|\n| 1 | 2 |"
    assert [kind for kind, _ in seen(text)] == [ITEM] * 4 + [ROW] * 3


def test_a_number_that_opens_a_sentence_is_no_list_item() -> None:
    assert seen("2024 was the year of retrieval.") == [(PARAGRAPH, "2024 was the year of retrieval.")]


def test_nothing_inside_a_fence_is_a_heading_or_an_item() -> None:
    text = "```python\n# a comment\n- not an item\n```\n# A heading"
    assert [kind for kind, _ in seen(text)] == [CODE] * 4 + [HEADING]


def test_a_fence_that_is_never_closed_runs_to_the_end() -> None:
    assert [kind for kind, _ in seen("~~~\n# a comment\nmore")] == [CODE] * 3


def test_a_lone_short_line_above_prose_is_a_heading_in_plain_text_only() -> None:
    text = "When To Fine-Tune\n\nFine-tuning pays when the task is narrow and the examples are many."
    assert [kind for kind, _ in seen(text, markdown=False)] == [HEADING, PARAGRAPH]
    assert [kind for kind, _ in seen(text)] == [PARAGRAPH, PARAGRAPH]


def test_a_short_sentence_is_no_heading_in_plain_text() -> None:
    text = "It depends.\n\nFine-tuning pays when the task is narrow and the examples are many."
    assert [kind for kind, _ in seen(text, markdown=False)] == [PARAGRAPH, PARAGRAPH]


def test_a_hash_in_plain_text_is_no_heading() -> None:
    assert [kind for kind, _ in seen("# not a heading here", markdown=False)] == [PARAGRAPH]


LINES = st.sampled_from(
    [
        *(
            "# H",
            "## Deep",
            "text",
            "- item",
            "•",
            "| a |",
            "```",
            "~~~",
            "",
            "   ",
            "\tx",
            "Title Case",
            "ü。",
            "1. n",
        ),
        "a" * 130,
    ]
)
BREAKS = st.sampled_from(["\n", "\r\n", "\r", "\u2028", "\x85", "\v", "\f", " "])


@given(st.lists(st.tuples(LINES, BREAKS)), st.booleans())
def test_blocks_are_in_order_disjoint_and_lose_no_character(lines: list[tuple[str, str]], markdown: bool) -> None:
    text = "".join(line + end for line, end in lines)
    rest, last = list(text), 0
    for block in blocks(text, markdown=markdown):
        assert last <= block.start < block.end
        assert (block.kind is HEADING) == (block.level > 0)
        rest[block.start : block.end] = " " * (block.end - block.start)
        last = block.end
    assert not "".join(rest).strip()


@given(st.text(max_size=200), st.integers(0, 200))
def test_blocks_start_where_they_are_told_to(text: str, start: int) -> None:
    start = min(start, len(text))
    assert all(block.start >= start for block in blocks(text, start))
