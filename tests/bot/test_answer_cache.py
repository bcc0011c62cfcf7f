"""What is answered from memory, and what is asked again."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer_cache import AnswerCache
from bot.model import Answer, Declined, Question, Turn, Usage
from bot.watching import NOBODY, Watcher

MONDAY, TUESDAY = datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 3, tzinfo=UTC)
STAFF = frozenset({"everyone", "staff"})


@dataclass
class World:
    """An index with its date, the day, and an adviser that counts the questions that reach it."""

    as_of: datetime = MONDAY
    today: date = date(2026, 3, 2)
    notice: str = ""
    asked: list[Question] = field(default_factory=list)

    def ask(self, question: Question, watcher: Watcher = NOBODY) -> Answer | Declined:
        self.asked.append(question)
        watcher.wrote("Fifty.")
        return Answer(
            question.text, "Fifty.", (), "claude-sonnet-5-5", None, self.as_of, {"total": 900.0},
            searched_for=question.text, notice=self.notice, usage=Usage(100, 10, 0, 0.01),
        )  # fmt: skip


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def cache(world: World) -> AnswerCache:
    return AnswerCache(world.ask, lambda: world.as_of, lambda: world.today, most=3)


@dataclass
class Reader:
    """Watches what is written."""

    read: str = ""
    stopped: bool = False

    def searching(self, query: str) -> None: ...
    def reading(self, passages: object) -> None: ...
    def begun_again(self) -> None: ...

    def wrote(self, markdown: str) -> None:
        self.read += markdown


def test_the_same_question_is_answered_from_memory_and_costs_nothing(world: World, cache: AnswerCache):
    first, second = cache(Question("How many apples?")), cache(Question("how many  apples"))
    assert len(world.asked) == 1
    assert isinstance(second, Answer)
    assert (second.markdown, second.question) == ("Fifty.", "how many  apples")
    assert second.searched_for == second.question
    assert (first.usage is not None, second.usage) == (True, None)


def test_who_watches_a_kept_answer_sees_it_too(cache: AnswerCache):
    cache(Question("How many apples?"))
    reader = Reader()
    cache(Question("How many apples?"), reader)
    assert reader.read == "Fifty."


@pytest.mark.parametrize(
    "other",
    [
        Question("How many apples?", asker=STAFF),
        Question("How many apples?", within=("guides/",)),
        Question("How many apples?", language="German"),
        Question("How many apples?", thread=(Turn(by_advisor=False, text="In the yard?"),)),
        Question("How many apples?", team="T2"),
        Question("How many apples now?"),
    ],
)
def test_another_question_or_another_asker_is_asked_again(world: World, cache: AnswerCache, other: Question):
    cache(Question("How many apples?"))
    cache(other)
    assert world.asked[1:] == [other]


def test_after_a_sync_that_changed_something_it_is_asked_again(world: World, cache: AnswerCache):
    cache(Question("How many apples?"))
    world.as_of = TUESDAY
    cache(Question("How many apples?"))
    assert len(world.asked) == 2


def test_on_another_day_it_is_asked_again_because_documents_expire(world: World, cache: AnswerCache):
    cache(Question("How many apples?"))
    world.today = TUESDAY.date()
    cache(Question("How many apples?"))
    assert len(world.asked) == 2


def test_a_reply_that_had_to_do_without_the_model_is_not_kept(world: World, cache: AnswerCache):
    world.notice = "Claude did not answer in time."
    cache(Question("How many apples?"))
    world.notice = ""
    assert cache(Question("How many apples?")).notice == ""
    assert len(world.asked) == 2


def test_the_least_recently_asked_goes_first(world: World, cache: AnswerCache):
    for text in ("one", "two", "three", "one", "four", "one", "two"):
        cache(Question(text))
    assert [question.text for question in world.asked] == ["one", "two", "three", "four", "two"]


@given(
    st.sets(st.sampled_from(["everyone", "staff", "legal"])), st.sets(st.sampled_from(["everyone", "staff", "legal"]))
)
def test_nobody_is_given_what_was_found_for_another_audience(one: set[str], other: set[str]):
    world = World()
    cache = AnswerCache(world.ask, lambda: world.as_of, lambda: world.today)
    asked = Question("How many apples?", asker=frozenset(one))
    cache(asked)
    cache(replace(asked, asker=frozenset(other)))
    assert len(world.asked) == (1 if one == other else 2)
