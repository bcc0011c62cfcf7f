import math
from dataclasses import replace

import pytest

from bot.answerers.asking import answers_in_kind, asks_for_a_kind
from bot.answerers.chance import chance, chance_of
from bot.answerers.extractive import sayable
from bot.answerers.fitted import LEAST_CHANCE, WEIGHTS
from bot.answerers.scoring import ranked
from bot.answerers.signs import Signs, signs, without_unknown
from indexer.words import stems
from tests.fakes.knowledge import document, passage
from tests.fakes.likeness import SharedStems

LORA = document("lora.md", "LoRA fine-tunes an open-source model on one GPU. LoRA costs about $1–3 per hour to run.")
STEMS = SharedStems()
GOOD = Signs(meaning_kept=1, weakest=0.7, strangeness=0, kind_missing=0, length=math.log(4))


def seen(question: str) -> Signs:
    return signs(question, ranked(question, sayable(question, [passage(LORA)]), STEMS), STEMS)


def test_a_question_whose_words_are_all_known_keeps_its_meaning():
    assert seen("What does LoRA cost to run?").meaning_kept == 1


def test_a_question_about_something_else_of_a_known_subject_keeps_less():
    assert seen("What learning rate does LoRA want?").meaning_kept < seen("What does LoRA cost?").meaning_kept


def test_the_word_that_the_evidence_comes_least_near_to_is_the_weakest():
    assert seen("How many epochs does LoRA cost?").weakest == pytest.approx(0.4)
    assert seen("What does LoRA cost?").weakest == 1


def test_words_that_hold_a_question_together_add_nothing_to_its_length():
    assert seen("So what is it that LoRA would cost us?").length == seen("LoRA cost").length == math.log(3)


def test_a_kind_of_thing_that_is_asked_for_and_not_there_is_missed():
    assert seen("Who published LoRA?").kind_missing == 1
    assert seen("How much does LoRA cost?").kind_missing == 0
    assert seen("What is LoRA?").kind_missing == 0


def test_the_words_that_hold_a_question_together_are_never_unknown():
    assert without_unknown("How do I shampoo it with LoRA?", frozenset(stems("LoRA"))) == "How do I it with LoRA?"


@pytest.mark.parametrize("question", ["", "?", "\x00", "🤖", "the of and", "x" * 5000])
def test_any_text_has_signs(question: str):
    assert 0 <= chance(seen(question)) <= 1


def test_without_evidence_there_is_no_chance():
    assert chance_of("What is LoRA?", [], STEMS) == 0


@pytest.mark.parametrize("name", ["meaning_kept", "weakest", "length"])
def test_what_speaks_for_an_answer_weighs_for_it(name: str):
    assert WEIGHTS[name] > 0


@pytest.mark.parametrize("name", ["strangeness", "kind_missing"])
def test_what_speaks_against_an_answer_weighs_against_it(name: str):
    assert WEIGHTS[name] < 0


def test_good_signs_answer_and_a_question_that_loses_its_meaning_is_declined():
    assert chance(GOOD) > LEAST_CHANCE
    strange = replace(GOOD, meaning_kept=0.4, weakest=0.2, strangeness=0.1)
    assert chance(strange) < LEAST_CHANCE


def test_what_a_follow_up_leans_on_asks_for_no_kind_of_thing():
    assert asks_for_a_kind("What is paid for it?")
    assert not asks_for_a_kind("And are exchanges of unworn shoes free? (fast refund paid)")
    assert answers_in_kind("And are exchanges free? (fast refund paid)", "Exchanges cost $5.") == 0
