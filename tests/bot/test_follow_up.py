"""What a question in a thread means when it is said alone."""

import pytest

from bot.follow_up import leans, standalone
from bot.model import Question, Turn


def asked(*earlier: str, now: str) -> str:
    """`now` as it is searched for, after these questions and an answer to each."""
    turns = [turn for text in earlier for turn in (Turn(False, text), Turn(True, "Fifty apples. [1]"))]
    return standalone(Question(now, thread=tuple(turns)))


def test_what_the_question_points_back_to_is_named_behind_it():
    assert asked("What is LoRA?", now="And what would that cost?") == "And what would that cost? (LoRA)"


def test_a_question_that_names_another_option_asks_the_earlier_one_about_it():
    asked_now = asked("How much latency does retrieval add?", now="And fine-tuning?")
    assert asked_now == "How much latency does fine-tuning add?"


def test_what_a_chain_of_questions_leans_on_is_the_one_that_stands_by_itself():
    chain = ("What did the ICD-10 coder decide?", "Why?", "And how long did it take?")
    assert asked(*chain, now="What did that cost?") == "What did that cost? (ICD-10 coder decide)"


def test_a_question_that_stands_by_itself_is_left_alone():
    for question in ("What is LoRA?", "How is a RAG system evaluated?", "Which guides say that RAG is slower?"):
        assert asked("How much does fine-tuning cost?", now=question) == question


def test_without_a_thread_nothing_is_added():
    assert asked(now="And what would that cost?") == "And what would that cost?"


def test_what_advisor_said_is_no_question_to_lean_on():
    thread = (Turn(True, "Ask me about prompting."), Turn(False, "What is RAG?"), Turn(True, "Retrieval first. [1]"))
    assert standalone(Question("Is it slow?", thread=thread)) == "Is it slow? (RAG)"


def test_a_pasted_proposal_does_not_drown_the_new_question():
    proposal = "Our bakery chain wants an assistant. " + " ".join(f"word{n}" for n in range(500))
    assert len(asked(proposal, now="What would it cost?").split()) <= 20


@pytest.mark.parametrize(
    "question", ["Why?", "How long?", "and RAG?", "Is it true?", "What about those?", "Is that so?"]
)
def test_a_question_that_names_no_subject_leans(question: str):
    assert leans(question)


@pytest.mark.parametrize(
    "question",
    ["What is LoRA?", "Who labelled the training data?", "Do the guides say that prompting is enough?"],
)
def test_a_question_that_names_its_subject_does_not(question: str):
    assert not leans(question)
