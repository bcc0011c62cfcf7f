from hypothesis import given
from hypothesis import strategies as st

from indexer.headings import ALSO_ASKED, without_wordings, wordings_at, wordings_of

WORDINGS = "Also asked: what price? our budget is $100. is that enough?"
SAID = st.sampled_from(
    [
        "# Costs",
        "## How dear?",
        "Retrieval costs $500 a month. It is worth it?",
        "Nobody has Also asked: it.",
        "- one item\n- another item",
        "| a | b |\n|---|---|\n| c | d |",
        "```\nAlso asked: in code?\n```",
        "字 🙂🏽 e\u0301",
    ]
)


def wordings(text: str) -> list[str]:
    return [text[start:end] for start, end in wordings_at(text)]


def test_wordings_are_found_where_a_paragraph_begins_with_their_mark() -> None:
    assert wordings(f"## How dear?\n\n{WORDINGS}\n\nIt costs $500.") == [WORDINGS]
    assert wordings(f"It costs $500.\n\n{WORDINGS}") == [WORDINGS]


def test_the_mark_inside_a_paragraph_an_item_or_code_finds_no_wordings() -> None:
    for text in (f"People {WORDINGS}", f"- {WORDINGS}", f"| {WORDINGS} |", f"```\n{WORDINGS}\n```", f"# {WORDINGS}"):
        assert wordings_at(text) == []


def test_wordings_are_looked_for_from_the_offset_on_and_count_from_the_beginning_of_the_text() -> None:
    text = f"{WORDINGS}\n\nIt costs $500.\n\n{WORDINGS}"
    assert wordings_at(text, text.index("It")) == [(text.rindex(ALSO_ASKED), len(text))]


def test_a_line_broken_paragraph_of_wordings_is_found_whole() -> None:
    broken = "Also asked: what is the price of it? is it too dear\nfor a team as small as ours? what does it cost us?"
    assert wordings(f"{broken}\n\nIt costs $500.") == [broken]


def test_each_wording_has_its_question_mark_and_two_sentences_stay_together() -> None:
    assert wordings_of(WORDINGS) == ["what price?", "our budget is $100. is that enough?"]


def test_a_last_wording_without_its_mark_gets_one() -> None:
    assert wordings_of("Also asked: what price? how dear") == ["what price?", "how dear?"]


@given(st.text())
def test_every_wording_of_any_paragraph_says_something_and_ends_in_its_one_mark(said: str) -> None:
    for wording in wordings_of(f"{ALSO_ASKED} {said}"):
        assert wording.endswith("?")
        assert wording.count("?") == 1
        assert wording.removesuffix("?").strip()


@given(st.text(), st.booleans())
def test_text_without_wordings_stays_as_it_is(text: str, markdown: bool) -> None:
    assert without_wordings(text, markdown=markdown) == text
    assert wordings_of(text, markdown=markdown) == []


@given(st.lists(st.tuples(SAID, st.booleans()), max_size=8), st.booleans())
def test_the_text_without_wordings_has_none_left_and_all_else_in_its_order(
    said: list[tuple[str, bool]], begins: bool
) -> None:
    paragraphs = [one for text, followed in said for one in ([text, WORDINGS] if followed else [text])]
    rest = without_wordings("\n\n".join([WORDINGS, *paragraphs] if begins else paragraphs))
    assert wordings_at(rest) == []
    assert rest.split() == " ".join(text for text, _ in said).split()
