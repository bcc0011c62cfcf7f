"""A run from beginning to end, over an Advisor of fakes."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.evaluation.evaluating import evaluated
from bot.evaluation.folder import Folder
from bot.evaluation.model import EvaluationError, Item, Judgement, Kind, Score
from bot.evaluation.running import Bench
from bot.evaluation.sets import QuestionSet
from bot.evaluation.wrong import wrong
from bot.model import Answer, Citation, Declined, Question, Usage
from tests.fakes.embedder import HashEmbedder
from tests.fakes.knowledge import FakeRetriever, document, passage

GUIDE = document("guide.md", "RAG takes weeks.")
ANSWERED = Answer(
    "?", "RAG takes weeks. [1]", (Citation(1, "guide.md", "Guide", (), 0, 16, GUIDE.text),), "scripted",
    timings_ms={"retrieve": 2.0, "answer": 5.0, "total": 7.0},
)  # fmt: skip
FOUND = Item("set", "q1", "How long does RAG take?", Kind.ANSWERABLE, ("guide.md",), (("weeks",),), split="dev")
LOST = Item("set", "q2", "How long does tuning take?", Kind.ANSWERABLE, ("guide.md",), split="held")
FAR = Item("set", "n1", "Who won the cup?", Kind.OFF_SUBJECT, split="held")
SET = QuestionSet("set", Path("set.yaml"), "f" * 64, (FOUND, LOST, FAR))


def heard_by_nobody(_done: int, _of: int) -> None:
    """Progress that nobody waits for."""


def ask(question: Question) -> Answer | Declined:
    return Declined(question.text, "extractive") if "tuning" in question.text else ANSWERED


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    (tmp_path / "guide.md").write_text(GUIDE.text, encoding="utf-8")
    found = FakeRetriever(passage(GUIDE))
    return Bench(ask, found, Folder(tmp_path), HashEmbedder().token_offsets, documents=1)


def test_each_question_is_asked_and_scored_in_order(bench: Bench):
    heard: list[tuple[int, int]] = []
    made = evaluated([SET], None, bench, lambda done, of: heard.append((done, of)))
    assert [(each.key, each.answered) for each in made.outcomes] == [
        ("set/q1", True),
        ("set/q2", False),
        ("set/n1", True),
    ]
    assert heard == [(1, 3), (2, 3), (3, 3)]
    first, _, far = made.outcomes
    assert first.scores["mrr"] == first.scores["answered_right"] == Score(1.0)
    assert (first.scores["retrieve"], first.scores["total"]) == (Score(2.0), Score(7.0))
    assert first.cited == ("guide.md",)
    assert "mrr" not in far.scores


def test_a_run_says_what_was_asked_and_who_answered(bench: Bench):
    made = evaluated([SET], None, bench, lambda _done, _of: None)
    assert (made.sets, made.documents, made.answerer) == ({"set": "f" * 64}, 1, "scripted + extractive")


def test_one_half_can_be_asked_alone(bench: Bench):
    made = evaluated([SET], "held", bench, lambda _done, _of: None)
    assert [each.key for each in made.outcomes] == ["set/q2", "set/n1"]


def test_a_half_without_questions_is_told(bench: Bench):
    unsplit = replace(SET, items=(replace(FOUND, split=""),))
    with pytest.raises(EvaluationError, match=r"No question of set\.yaml has split: dev"):
        evaluated([unsplit], "dev", bench, lambda _done, _of: None)


def test_a_judge_sees_answers_alone_with_quotes_and_passages(bench: Bench):
    seen: list[tuple[str, list[str]]] = []

    def judge(question: str, _answer: Answer, texts: Sequence[str]) -> Judgement:
        seen.append((question, list(texts)))
        return Judgement({"faithful": Score(0.0)}, Usage(500, 2, 0, 0.25))

    made = evaluated([SET], None, replace(bench, judge=judge), lambda _done, _of: None)
    assert seen == [(FOUND.question, [GUIDE.text] * 2), (FAR.question, [GUIDE.text] * 2)]
    assert made.outcomes[0].scores["faithful"] == Score(0.0)
    assert made.judge_took == Usage(1_000, 4, 0, 0.5)
    assert made.answers_took is None


def test_what_answers_took_is_summed_without_a_price_where_one_is_not_known(bench: Bench):
    prices = iter((0.5, 0.25, None))

    def paid(_question: Question) -> Answer:
        return replace(ANSWERED, usage=Usage(10, 5, 1, next(prices)))

    assert evaluated([SET], "held", replace(bench, ask=paid), heard_by_nobody).answers_took == Usage(20, 10, 2, 0.75)
    assert evaluated([SET], "dev", replace(bench, ask=paid), heard_by_nobody).answers_took == Usage(10, 5, 1, None)


def test_what_went_wrong_is_listed_with_how(bench: Bench):
    listed = {each.key: each.faults for each in wrong(evaluated([SET], None, bench, lambda _done, _of: None).outcomes)}
    assert listed == {
        "set/q2": ("declined, though the folder says",),
        "set/n1": ("answered, though the folder does not say (off subject)",),
    }
