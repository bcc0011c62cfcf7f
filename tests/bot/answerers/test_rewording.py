import pytest

from bot.answerers.everyday import in_other_words, said_in
from bot.answerers.rewording import is_slip, other_wordings, reworded
from indexer.words import stems
from tests.fakes.knowledge import document, passage

TUNING = passage(document("ships.md", "Tuning an engine takes engineering. The label is on the engine."))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("tunning", "tuning"), ("lables", "labels"), ("enginering", "engineering"), ("promt", "prompt")],
)
def test_a_slip_of_the_keyboard_is_known(typed: str, meant: str):
    assert is_slip(typed, meant)


@pytest.mark.parametrize(
    ("one", "other"),
    [("turned", "tuned"), ("coder", "codes"), ("train", "trains"), ("against", "again"), ("parse", "pairs")],
)
def test_a_word_of_its_own_is_no_slip(one: str, other: str):
    assert not is_slip(one, other)


def test_a_slip_is_mended_with_the_passages_words():
    assert reworded("how does enigne tunning work", [TUNING]) == "how does engine tuning work"


def test_a_word_that_passages_lack_and_that_is_near_none_stays():
    assert reworded("how do I shampoo a poodle", [TUNING]) == "how do I shampoo a poodle"


@pytest.mark.parametrize("asked", ["define tuning", "explain tuning like I'm new to this", "whats tuning"])
def test_a_term_to_be_explained_is_asked_for_in_one_form(asked: str):
    assert reworded(asked, [TUNING]) == "What is tuning?"


def test_a_question_in_the_passages_words_has_no_other_wording():
    assert other_wordings("how many engines run", [TUNING]) == ()


def test_an_everyday_word_is_searched_for_as_documents_put_it():
    assert other_wordings("Is the engine slow?", [TUNING]) == ("Is the engine latency?",)
    assert in_other_words("the downsides of engines") == "the mistake of engines"


def test_a_word_is_said_by_its_kin_for_less_than_by_itself():
    held = frozenset(stems("latency"))
    assert said_in(stems("latency")[0], held) == 1
    assert 0 < said_in(stems("slow")[0], held) < 1
    assert said_in(stems("poodle")[0], held) == 0


@pytest.mark.parametrize("question", ["", "?", "\x00", "🤖", "x" * 5000])
def test_any_text_can_be_reworded(question: str):
    assert isinstance(reworded(question, [TUNING]), str)
    assert other_wordings(question, []) in ((), (question,))
