import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answerers.shared_words import likest, share_held

ASKED = ("how", "much", "does", "a", "pipeline", "cost", "budget", "weeks", "zebras", "500")
WORDS = st.lists(st.sampled_from(ASKED), max_size=6)
TEXTS = st.one_of(WORDS.map(" ".join), st.text(max_size=30))


def test_the_same_words_are_as_like_as_can_be() -> None:
    assert likest("pipeline costs", [["zebras graze", "Pipeline costs?"]]) == [pytest.approx(1)]


def test_texts_without_a_word_shared_words_are_not_like_each_other() -> None:
    assert likest("pipeline costs", [["zebras graze"], [], [""]]) == [0, 0, 0]


def test_of_several_wordings_the_likest_counts() -> None:
    alone, among = likest("pipeline costs", [["pipeline costs today"], ["zebras graze", "pipeline costs today"]])
    assert among == alone > 0


def test_a_word_that_few_of_the_texts_have_makes_them_more_alike_than_one_that_many_have() -> None:
    rare, common, *_ = likest("zebra pipeline", [["zebra price"], ["pipeline price"], ["pipeline"], ["pipeline time"]])
    assert rare > common


def test_a_word_that_only_holds_a_question_together_makes_texts_hardly_alike() -> None:
    holding, telling = likest("what budget", [["what giraffe"], ["giraffe budget"]])
    assert 0 < holding < telling / 2


def test_a_text_that_has_all_of_the_questions_words_holds_it_whole_whatever_else_it_has() -> None:
    assert share_held("pipeline costs", ["Say what pipeline costs rise.", "zebras"]) == [pytest.approx(1), 0]


def test_a_word_that_few_of_the_texts_have_is_a_greater_share_than_one_that_many_have() -> None:
    rare, common, _ = share_held("zebra pipeline", ["zebra", "pipeline", "pipeline"])
    assert rare > common > 0


@given(TEXTS, st.lists(st.lists(TEXTS, max_size=4), max_size=6))
def test_how_like_any_texts_are_lies_between_0_and_1(question: str, wordings: list[list[str]]) -> None:
    found = likest(question, wordings)
    assert len(found) == len(wordings)
    assert all(0 <= one <= 1 + 1e-9 for one in found)


@given(TEXTS, st.lists(TEXTS, max_size=6))
def test_the_share_that_any_text_holds_lies_between_0_and_1(question: str, texts: list[str]) -> None:
    found = share_held(question, texts)
    assert len(found) == len(texts)
    assert all(0 <= one <= 1 + 1e-9 for one in found)
