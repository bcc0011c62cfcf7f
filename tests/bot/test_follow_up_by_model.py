"""What a model makes of a follow-up, and when that is not taken."""

import json
from collections.abc import Mapping

import pytest

from bot.completion import Unfilled
from bot.follow_up import standalone
from bot.follow_up_by_model import FollowUpsByModel
from bot.model import Question, Turn
from bot.watching import Stopping

THREAD = (
    Turn(by_advisor=False, text="How long does fine-tuning a small model take?"),
    Turn(by_advisor=True, text="Four to eight weeks with labelling. [1]"),
)
AWAY = Unfilled("Claude did not answer in time")
LEANING = Question("And what would that cost?", thread=THREAD)


class Scripted:
    def __init__(self, said: str | Unfilled) -> None:
        self.said = said
        self.asked: list[str] = []
        self.paid: list[str] = []

    def __call__(
        self, system: str, text: str, schema: Mapping[str, object], team: str, _stopped: Stopping
    ) -> str | Unfilled:
        self.asked.append(text)
        self.paid.append(team)
        return self.said


def searched(said: str | Unfilled, question: Question = LEANING) -> str:
    return FollowUpsByModel(Scripted(said), "Rewrite.")(question)


def test_a_rewriting_in_the_conversations_own_words_is_searched_for():
    said = json.dumps({"question": "What would fine-tuning a small model cost?"})
    assert searched(said) == "What would fine-tuning a small model cost?"


@pytest.mark.parametrize(
    "said",
    [
        AWAY,
        "",
        "What would it cost?",
        '{"question": ""}',
        json.dumps({"question": "What does the salary of the chief executive cost?"}),
        json.dumps({"question": "cost " * 200}),
    ],
)
def test_anything_else_leaves_it_to_the_rules(said: str | Unfilled):
    assert searched(said) == standalone(LEANING)


@pytest.mark.parametrize("asked", ["And what would it cost with 5,000 labels?", "And what would RAG cost?"])
def test_a_rewriting_without_the_questions_own_figure_or_name_is_not_taken(asked: str):
    question = Question(asked, thread=THREAD)
    assert searched(json.dumps({"question": "What would fine-tuning cost?"}), question) == standalone(question)


def test_the_workspace_that_asks_pays():
    model = Scripted(AWAY)
    FollowUpsByModel(model, "Rewrite.")(Question(LEANING.text, thread=THREAD, team="T1"))
    assert model.paid == ["T1"]


@pytest.mark.parametrize("question", [Question("What is LoRA?", thread=THREAD), Question("And what would that cost?")])
def test_a_question_that_stands_by_itself_or_has_no_thread_costs_no_request(question: Question):
    model = Scripted('{"question": "What is LoRA?"}')
    assert FollowUpsByModel(model, "Rewrite.")(question) == question.text
    assert model.asked == []


def test_the_model_gets_the_newest_turns_as_data():
    model = Scripted(AWAY)
    turns = tuple(Turn(by_advisor=False, text=f"Question {n}? " + "x" * 5_000) for n in range(20))
    FollowUpsByModel(model, "Rewrite.")(Question('Why "that"?', thread=turns))
    (text,) = model.asked
    given = json.loads(text)
    assert given["question"] == 'Why "that"?'
    assert [turn["text"].split("?")[0] for turn in given["earlier"]] == [f"Question {n}" for n in range(14, 20)]
    assert len(text) < 5_000
