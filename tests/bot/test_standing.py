from dataclasses import replace

import pytest

from bot.model import Citation
from bot.standing import Standing, after, before, standing
from indexer.model import Document

TEXT = "---\na: b\n---\nFirst paragraph. It is short.\n\nSecond one. It says this. And more. Then that.\n\nThird."
HELD = Document("a.md", TEXT, "0" * 64, "A", body=13)


def cited(words: str, text: str = TEXT) -> Citation:
    return Citation(1, "a.md", "A", (), text.index(words), text.index(words) + len(words), words)


def stood(words: str) -> Standing:
    found = standing(cited(words), HELD)
    assert found is not None
    return found


def test_a_quote_stands_where_it_was_cited() -> None:
    found = stood("It says this.")
    assert (found.quote, found.moved) == ("It says this.", False)


def test_a_quote_that_moved_is_found_at_the_nearest_place() -> None:
    text = "It says this. " + "x" * 100 + TEXT.replace("First paragraph.", "Longer first paragraph.")
    found = standing(cited("It says this."), replace(HELD, text=text))
    assert found is not None
    assert found.moved
    assert (found.start, found.quote) == (0, "It says this.")


@pytest.mark.parametrize("words", ["It says this.", ""])
def test_a_quote_that_is_gone_stands_nowhere(words: str) -> None:
    assert standing(replace(cited("It says this."), quote=words), replace(HELD, text="Something else.")) is None


def test_all_that_is_round_a_quote_in_a_short_document_is_shown_without_the_front_matter() -> None:
    found = stood("It says this.")
    assert before(found, 500) == "First paragraph. It is short.\n\nSecond one. "
    assert after(found, 500) == " And more. Then that.\n\nThird."


def test_a_long_document_is_cut_at_paragraphs_and_sentences() -> None:
    found = stood("It says this.")
    assert before(found, 35) == "…\nSecond one. "
    assert after(found, 18) == " And more. …"


def test_a_cut_begins_and_ends_with_prose() -> None:
    text = "# A\n\nOne.\n\n## B\n\nQUOTE. Two is a long paragraph.\n\n## C\n\nThree."
    found = standing(cited("QUOTE", text), replace(HELD, text=text, body=0))
    assert found is not None
    assert before(found, 10) == "…\n## B\n\n"
    assert after(found, 36) == ". Two is a long paragraph. …"


def test_text_without_any_break_is_cut_all_the_same() -> None:
    text = "x" * 3_000 + "QUOTE" + "y" * 3_000
    found = standing(cited("QUOTE", text), replace(HELD, text=text, body=0))
    assert found is not None
    assert before(found, 100) == "… " + "x" * 100
    assert after(found, 100) == "y" * 100 + " …"
