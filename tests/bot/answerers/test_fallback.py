from collections.abc import Sequence

import pytest

from bot.answerers import NO_LISTENER, Listener
from bot.answerers.fallback import FallbackAnswerer, Once, Unavailable
from bot.model import Draft, Question, Statement
from bot.watching import Stopped
from indexer.model import Passage
from tests.bot.answerers.claude_rig import Clock, Plain

WHOLE = Draft((Statement("A.", ()),), "model")


class First:
    """Answers, or raises what it is given."""

    def __init__(self, trouble: Exception | None = None) -> None:
        self._trouble = trouble

    def answer(self, question: Question, passages: Sequence[Passage], _listener: Listener = NO_LISTENER) -> Draft:
        if self._trouble:
            raise self._trouble
        return WHOLE


def test_what_the_first_answers_is_the_answer():
    told: list[str] = []
    fallback = FallbackAnswerer(First(), Plain(), lambda _key, text: told.append(text))
    assert fallback.answer(Question("Why?"), ()) is WHOLE
    assert told == []


def test_the_second_answers_for_the_first_and_says_why():
    told: list[str] = []
    away = Unavailable("It is away", "detail", ("away", "It is away: mend it."))
    draft = FallbackAnswerer(First(away), Plain(), lambda _key, text: told.append(text)).answer(Question("Why?"), ())
    assert (draft.answerer, draft.notice) == (
        "extractive",
        "It is away, so these are sentences of the documents themselves.",
    )
    assert told == ["It is away: mend it."]


class Incomplete:
    """Answers a part and names the other."""

    def answer(self, question: Question, passages: Sequence[Passage], _listener: Listener = NO_LISTENER) -> Draft:
        return Draft(WHOLE.statements, "extractive", notice="The folder does not say: when?")


def test_what_the_second_leaves_open_is_said_too():
    fallback = FallbackAnswerer(First(Unavailable("It is away", "")), Incomplete(), lambda _key, _text: None)
    notice = fallback.answer(Question("Why and when?"), ()).notice
    assert notice.startswith("It is away, so these are")
    assert notice.endswith("The folder does not say: when?")


@pytest.mark.parametrize("error", [Stopped(), ValueError("a bug")])
def test_a_stop_and_a_bug_are_no_reason_to_answer_in_another_way(error: Exception):
    with pytest.raises(type(error)):
        FallbackAnswerer(First(error), Plain(), lambda _key, _text: None).answer(Question("Why?"), ())


def test_admins_hear_of_each_trouble_once_a_day():
    told: list[str] = []
    clock = Clock()
    once = Once(lambda key, _text: told.append(key), now=clock)
    for key in ("a", "b", "a"):
        once(key, "")
    clock.now += 86_400
    once("a", "")
    assert told == ["a", "b", "a"]
