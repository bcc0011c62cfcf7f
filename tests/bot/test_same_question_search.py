from dataclasses import replace

from bot.same_question_search import SameQuestionSearch
from indexer.model import PUBLIC, Passage
from tests.fakes.knowledge import FakeRetriever


def section(heading: str, text: str, *, score: float = 0.5) -> Passage:
    return Passage("faq.md", "Trams", ("Trams", heading), 0, len(text), text, score, relevance=0.5)


LOUD = section("How loud are trams?", "Trams are hardly heard.")
DEAR = section("What does a tram cost to build?", "A tram line costs $9 million to build.", score=0.2)
GUIDE = section("Noise", "Rubber lies under the rails.")
TITLE = Passage("trams.md", "Why trams?", ("Why trams?",), 0, 10, "Trams carry many.", 0.4)


def found(query: str, *passages: Passage, k: int = 12) -> list[Passage]:
    search = SameQuestionSearch(FakeRetriever(*passages))
    return [replace(one, asked=0.0) for one in search.retrieve(query, k=k, asker=PUBLIC)]


def test_each_section_tells_how_likely_its_question_is_the_one_asked():
    search = SameQuestionSearch(FakeRetriever(DEAR, LOUD, GUIDE))
    loud, guide = search.retrieve("How loud are trams?", k=12, asker=PUBLIC)
    assert 0.1 < loud.asked < 1
    assert guide.asked == 0


def test_what_stands_under_a_question_is_found_by_those_who_ask_the_same():
    assert found("How loud are trams?", GUIDE, LOUD) == [GUIDE, LOUD]


def test_what_stands_under_another_question_is_not():
    assert found("How loud are trams?", DEAR, LOUD, GUIDE) == [LOUD, GUIDE]


def test_a_title_that_is_a_question_hides_nothing_of_its_document():
    assert found("How loud are trams?", TITLE, LOUD) == [TITLE, LOUD]


def test_what_is_left_out_makes_room_for_what_comes_after_it():
    assert found("How loud are trams?", DEAR, LOUD, GUIDE, k=2) == [LOUD, GUIDE]


def test_nothing_found_stays_nothing():
    assert found("How loud are trams?") == []
