"""The judge asks a Claude over a real socket and reads its YES and NO."""

import pytest
from pydantic import SecretStr

from bot.evaluation.judge import open_judge
from bot.evaluation.model import EvaluationError, Score
from bot.model import Answer
from bot.settings import ClaudeSettings
from tests.fakes.claude import FakeClaude, Fault, Part
from tests.fakes.claude.replies import Json, Reply

ANSWER = Answer("How long?", "Refunds take five days. [1]", (), "scripted")
TEXTS = ["Refunds take five days."]


def settings(claude: FakeClaude) -> ClaudeSettings:
    return ClaudeSettings(api_key=SecretStr(claude.key), base_url=claude.url)


def prompts(claude: FakeClaude) -> list[str]:
    return [str(body["messages"]) for body in claude.requests]


def only_faithful(body: Json) -> Reply:
    """YES where LlamaIndex asks about support, NO where it asks about the question."""
    return Reply([Part("YES" if "supported by the context" in str(body["messages"]) else "NO")])


def test_an_answer_is_judged_for_faithfulness_and_for_relevance(claude: FakeClaude):
    claude.mind = only_faithful
    judged = open_judge(settings(claude))("How long?", ANSWER, TEXTS)
    assert judged == {"faithful": Score(1.0), "relevant": Score(0.0)}


def test_the_judge_sees_question_answer_and_texts_without_citation_marks(claude: FakeClaude):
    claude.mind = only_faithful
    open_judge(settings(claude))("How long?", ANSWER, ["Refunds take a week."])
    faithful, relevant = prompts(claude)
    assert "Refunds take five days." in faithful
    assert "Refunds take a week." in faithful
    assert "How long?" in relevant
    assert "[1]" not in faithful + relevant


def test_a_busy_judge_is_asked_again(claude: FakeClaude):
    claude.mind = only_faithful
    claude.fails(Fault(status=529), times=2)
    waited: list[float] = []
    assert open_judge(settings(claude), waited.append)("How long?", ANSWER, TEXTS)
    assert len(waited) == 2


def test_an_answer_that_could_not_be_judged_has_no_score(claude: FakeClaude):
    claude.mind = only_faithful
    claude.fails(Fault(status=529), times=3)
    assert open_judge(settings(claude), lambda _seconds: None)("How long?", ANSWER, TEXTS) == {}


def test_a_refused_key_ends_the_judging_with_what_to_do(claude: FakeClaude):
    claude.fails(Fault(status=401), times=1)
    with pytest.raises(EvaluationError, match="key"):
        open_judge(settings(claude))("How long?", ANSWER, TEXTS)


def test_without_a_key_the_judge_says_in_one_sentence_where_to_get_one():
    with pytest.raises(EvaluationError, match=r"ANTHROPIC_API_KEY.*console\.anthropic\.com"):
        open_judge(ClaudeSettings(api_key=None))
