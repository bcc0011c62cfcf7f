from collections.abc import Sequence

import pytest

from bot.answerers.extractive import ExtractiveAnswerer
from bot.model import Question
from indexer.model import Document, Passage
from indexer.words import stems
from tests.fakes.knowledge import document, passage


def shared_words(question: str, sentences: Sequence[str]) -> list[float]:
    """A stand-in for meaning: the share of the question's stems that a sentence has."""
    asked = set(stems(question))
    return [len(asked & set(stems(sentence))) / max(1, len(asked)) for sentence in sentences]


def drafted(question: str, *held: Document | Passage) -> list[str]:
    passages = [found if isinstance(found, Passage) else passage(found) for found in held]
    draft = ExtractiveAnswerer(shared_words).answer(Question(question), passages)
    return [statement.text for statement in draft.statements]


TIMES = document("times.md", "A pipeline takes planning. A pipeline is ready for production in 2 weeks. Ships are wet.")


def test_the_first_statement_holds_the_kind_of_thing_that_is_asked_for():
    first, *_ = drafted("How soon is a pipeline ready for production?", TIMES)
    assert first == "A pipeline is ready for production in 2 weeks."


def test_what_no_passage_speaks_of_gives_an_empty_draft():
    assert drafted("How do I reset my VPN password?", TIMES) == []


def test_no_passage_gives_an_empty_draft():
    assert drafted("How soon is a pipeline ready?") == []


def test_the_same_sentence_in_two_documents_is_said_once():
    twin = document("twin.md", TIMES.text)
    said = drafted("How soon is a pipeline ready for production?", TIMES, twin)
    assert said.count("A pipeline is ready for production in 2 weeks.") == 1


def test_documents_that_disagree_are_both_heard():
    one = document("one.md", "Fine-tuning needs 500 examples. Good examples for fine-tuning need much work.")
    other = document("other.md", "Fine-tuning takes thousands of labelled examples in practice.")
    said = drafted("How many examples does fine-tuning need?", one, other)
    assert any("500" in statement for statement in said)
    assert any("thousands" in statement for statement in said)


def test_a_question_in_the_text_is_no_answer():
    asks = document("faq.md", "Is RAG slower than fine-tuning? RAG is slower than fine-tuning by 200 ms.")
    assert drafted("Is RAG slower than fine-tuning?", asks) == ["RAG is slower than fine-tuning by 200 ms."]


def test_a_definition_is_preferred_to_a_mention_when_a_term_is_to_be_defined():
    held = document("lora.md", "LoRA papers came from a lab in 2021. LoRA is a cheap way to fine-tune a model.")
    first, *_ = drafted("What is LoRA?", held)
    assert first == "LoRA is a cheap way to fine-tune a model."


@pytest.mark.parametrize("question", ["", "?", "How?", "the of and", "x" * 5000, "\x00", "🤖 🤖"])
def test_any_text_is_taken(question: str):
    drafted(question, TIMES)
