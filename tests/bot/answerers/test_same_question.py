from hypothesis import given
from hypothesis import strategies as st

from bot.answerers.fitted_same import LEAST_SAME
from bot.answerers.same_question import chances_same, question_above, sameness
from indexer.model import Passage
from tests.fakes.likeness import SharedStems

STEMS = SharedStems()


def section(heading: str, text: str) -> Passage:
    return Passage("faq.md", "Answers", ("Answers", heading), 0, len(text), text, 0.4, relevance=0.5)


COST = section("What does a pipeline cost?", "Also asked: budget?\n\nA pipeline costs $500 a month to run.")
TIME = section("How long does a pipeline take?", "A pipeline takes 2 weeks.")


def test_the_section_under_the_same_question_is_the_likeliest():
    cost, time = chances_same("What would a pipeline cost us?", [COST, TIME], STEMS)
    assert cost > time
    assert cost >= LEAST_SAME


def test_a_kind_of_thing_that_the_heading_does_not_ask_for_is_missing():
    cost, time = sameness("What does a pipeline cost us?", [COST, TIME], STEMS)
    assert (cost.kind_missing, time.kind_missing) == (0, 1)
    assert cost.in_kind > time.in_kind == 0


def test_the_word_that_neither_heading_nor_text_has_is_the_weakest():
    known, strange = (sameness(asked, [TIME], STEMS)[0] for asked in ("pipeline weeks", "pipeline zebras"))
    assert known.weakest > strange.weakest


def test_other_wordings_are_no_part_of_what_answers():
    said = section("Is it dear?", "Also asked: zebra? giraffe?\n\nA pipeline costs $500.")
    without = section("Is it dear?", "A pipeline costs $500.")
    assert sameness("zebra pipeline", [said], STEMS) == sameness("zebra pipeline", [without], STEMS)


def test_a_heading_that_asks_nothing_and_a_title_are_no_question_above():
    assert question_above(section("Costs", "$500.")) == ""
    assert question_above(Passage("a.md", "Why RAG?", ("Why RAG?",), 0, 4, "RAG.", 0.4)) == ""
    assert question_above(COST) == "What does a pipeline cost?"


@given(st.text(max_size=60), st.lists(st.tuples(st.text(max_size=30), st.text(max_size=60)), max_size=15))
def test_chances_of_any_texts_lie_between_0_and_1_together(asked: str, held: list[tuple[str, str]]):
    chances = chances_same(asked, [section(f"{heading}?", text) for heading, text in held], STEMS)
    assert len(chances) == len(held)
    assert all(0 <= chance <= 1 for chance in chances)
    assert sum(chances) <= 1.0001
