from hypothesis import given
from hypothesis import strategies as st

from bot.answerers.fitted_same import LEAST_SAME
from bot.answerers.same_question import Sameness, chances_same, question_above, sameness, sureness
from indexer.model import Passage
from tests.fakes.knowledge import found, hardly_found


def section(heading: str, text: str) -> Passage:
    return found(Passage("faq.md", "Answers", ("Answers", heading), 0, len(text), text, 0.0))


def near(question: str, held: Passage) -> Sameness:
    (one,) = sameness(question, [held])
    return one


COST = section("What does a pipeline cost?", "Also asked: budget?\n\nA pipeline costs $500 a month to run.")
TIME = section("How long does a pipeline take?", "A pipeline takes 2 weeks.")


def test_the_section_under_the_same_question_is_the_likeliest() -> None:
    cost, time = chances_same("What would a pipeline cost us?", [COST, hardly_found(TIME)])
    assert cost > time
    assert cost >= LEAST_SAME


def test_of_sections_found_alike_the_one_whose_words_are_asked_is_the_likeliest() -> None:
    cost, time = chances_same("What would a pipeline cost us?", [COST, TIME])
    assert cost > time


def test_sections_that_share_the_chance_are_as_sure_as_one_that_has_it_alone() -> None:
    assert sureness([0.4, 0.4]) == sureness([0.8])
    assert sureness([0.2] * 4 + [0.01] * 8) == sureness([0.8])
    assert sureness([0.1] * 9) < sureness([0.8])


def test_sections_that_are_hardly_found_answer_nothing() -> None:
    chances = chances_same("Who mends the office printer?", [hardly_found(COST), hardly_found(TIME)])
    assert max(chances) < LEAST_SAME


def test_how_well_a_section_was_found_is_told_as_it_is() -> None:
    cost = near("What does a pipeline cost us?", COST)
    assert (cost.answering, cost.passage) == (COST.answering, COST.score)


def test_a_kind_of_thing_that_the_heading_does_not_ask_for_is_missing() -> None:
    cost, time = sameness("What does a pipeline cost us?", [COST, TIME])
    assert (cost.kind_missing, time.kind_missing) == (0, 1)
    assert cost.in_kind > time.in_kind == 0


def test_a_word_that_neither_heading_nor_text_has_is_not_held() -> None:
    assert near("pipeline weeks", TIME).held > near("pipeline zebras", TIME).held > near("zebras", TIME).held == 0


def test_a_question_asked_in_one_of_the_other_wordings_is_as_like_as_one_in_the_headings_words() -> None:
    by_heading, by_wording = (near(asked, COST).wording for asked in ("What does a pipeline cost?", "budget?"))
    assert by_wording == by_heading == 1
    assert near("giraffe?", COST).wording == 0


def test_other_wordings_are_no_part_of_what_answers() -> None:
    asked = "How much does it cost?"
    said = section("How much is it?", "Also asked: is $900 too much?\n\nPipelines are dear.")
    answered = section("How much is it?", "Also asked: is $900 too much?\n\nPipelines cost $500.")
    assert near(asked, answered).in_kind > near(asked, said).in_kind == 0


def test_only_the_sections_that_were_found_best_are_looked_at() -> None:
    chances = chances_same("What does a pipeline cost?", [hardly_found(COST), *[TIME] * 12])
    assert chances[0] == 0
    assert all(chances[1:])


def test_a_heading_that_asks_nothing_and_a_title_are_no_question_above() -> None:
    assert question_above(section("Costs", "$500.")) == ""
    assert question_above(Passage("a.md", "Why RAG?", ("Why RAG?",), 0, 4, "RAG.", 0.4)) == ""
    assert question_above(COST) == "What does a pipeline cost?"


@given(st.text(max_size=60), st.lists(st.tuples(st.text(max_size=30), st.text(max_size=60)), max_size=15))
def test_chances_of_any_texts_lie_between_0_and_1_together(asked: str, held: list[tuple[str, str]]) -> None:
    chances = chances_same(asked, [section(f"{heading}?", text) for heading, text in held])
    assert len(chances) == len(held)
    assert all(0 <= chance <= 1 for chance in chances)
    assert sum(chances) <= 1.0001
