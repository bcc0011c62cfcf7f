import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answerers.evidence import evidence_of
from tests.fakes.knowledge import document, passage


def said(text: str, source: str = "a.md") -> list[str]:
    return [piece.prose for piece in evidence_of(passage(document(source, text)))]


def test_sentences_are_pieces_and_headings_are_not():
    assert said("## Timing\n\nA pipeline takes 2 weeks. Training takes 8.") == [
        "A pipeline takes 2 weeks.",
        "Training takes 8.",
    ]


def test_a_sentence_that_leans_on_the_one_before_brings_it_along():
    assert said("RAG adds retrieval. It costs 200 ms.")[1] == "RAG adds retrieval. It costs 200 ms."


def test_a_short_item_brings_the_line_that_introduces_it():
    assert said("Choose RAG when:\n\n- knowledge changes often.\n- citations matter.") == [
        "Choose RAG when: knowledge changes often.",
        "Choose RAG when: citations matter.",
    ]


def test_a_table_row_is_said_with_its_column_names():
    table = "| Cost | RAG | Fine-tuning |\n|---|---|---|\n| Setup | $500–2,000 | $200–5,000 |"
    assert said(table) == ["Setup – RAG: $500–2,000; fine-tuning: $200–5,000."]


def test_markup_is_not_said_and_a_number_in_brackets_cannot_pass_for_a_citation():
    assert said("**Use** [the guide](https://evil.example/?d=1), as [1] says.") == ["Use the guide, as (1) says."]


def test_a_question_is_known_as_one():
    (piece,) = evidence_of(passage(document("a.md", "Is RAG slower than fine-tuning?")))
    assert piece.is_question


def test_a_sentence_that_leans_back_can_be_said_alone_once_the_other_was_said():
    leaning = evidence_of(passage(document("a.md", "RAG adds retrieval. It costs 200 ms.")))[1]
    assert leaning.alone
    assert leaning.alone.prose == "It costs 200 ms."


def test_a_sentence_that_announces_steps_brings_them_along():
    text = "RAG has two steps. First it retrieves. Last it writes. The model stays."
    assert said(text)[0] == "RAG has two steps. First it retrieves. Last it writes."


def test_a_row_knows_its_subject_and_its_cells_without_the_empty_ones():
    table = "| Cost | RAG | Fine-tuning |\n|---|---|---|\n| Setup | | $200–5,000 |"
    (piece,) = evidence_of(passage(document("a.md", table)))
    assert piece.row
    assert (piece.row.subject, piece.row.cells) == ("Setup", (("Fine-tuning", "$200–5,000"),))


@given(st.text(max_size=400), st.sampled_from(["a.md", "a.txt"]))
def test_every_quote_of_any_text_is_an_exact_slice_of_its_document(text: str, source: str):
    held = document(source, text)
    for piece in evidence_of(passage(held)):
        for quote in piece.quotes:
            assert held.text[quote.start : quote.end] == quote.text
            assert quote.text.strip()


def test_a_row_whose_columns_are_not_known_is_not_said():
    assert said("| Setup | $500–2,000 | $200–5,000 |\n| Update | $10 | $50 |") == []


WORDINGS = "Also asked: noise of trams? our street is narrow. will they wake us?"


@pytest.mark.parametrize(
    "text",
    [
        f"## How loud?\n\n{WORDINGS}\n\nNot very.\n\n- Rubber helps.",
        f"## How loud?\n\nNot very.\n\n{WORDINGS}\n\n- Rubber helps.",
        f"## How loud?\n\nNot very.\n\n- Rubber helps.\n\n{WORDINGS}",
        f"{WORDINGS}\n\nNot very.\n\n- Rubber helps.\n\n{WORDINGS}",
    ],
)
def test_other_wordings_of_a_question_are_no_evidence_wherever_they_stand(text: str):
    assert said(text) == ["Not very.", "Rubber helps."]


def test_a_list_keeps_its_lead_in_where_other_wordings_stand_between_them():
    assert said(f"Choose trams when:\n\n{WORDINGS}\n\n- streets are wide.") == ["Choose trams when: streets are wide."]


def test_a_sentence_that_only_mentions_what_was_also_asked_is_evidence():
    assert said("One reader Also asked: it is on record.") == ["One reader Also asked: it is on record."]
