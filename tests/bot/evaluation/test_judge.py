"""The judge asks a Claude over a real socket and reads its YES and NO."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.evaluation.judge import ClaudeJudge, open_judge
from bot.evaluation.model import EvaluationError, Judgement, Score
from bot.model import Answer, Usage
from bot.settings import ClaudeSettings
from bot.spending import Spending
from indexer.database import open_database
from tests.fakes.claude import CUT, DRIP, FakeClaude, Fault, Part
from tests.fakes.claude.replies import Json, Reply

ANSWER = Answer("How long?", "Refunds take five days. [1]", (), "scripted")
TEXTS = ["Refunds take five days."]


@pytest.fixture
def spending(tmp_path: Path) -> Spending:
    return Spending(open_database(f"sqlite:///{tmp_path / 'records.db'}"), 0.01)


@pytest.fixture
def judge(claude: FakeClaude, spending: Spending) -> ClaudeJudge:
    claude.mind = only_faithful
    return open_judge(settings(claude), lambda: spending, lambda _seconds: None)


def settings(claude: FakeClaude) -> ClaudeSettings:
    return ClaudeSettings(api_key=SecretStr(claude.key), base_url=claude.url)


def prompts(claude: FakeClaude) -> list[str]:
    return [str(body["messages"]) for body in claude.requests]


def only_faithful(body: Json) -> Reply:
    """YES where LlamaIndex asks about support, NO where it asks about the question."""
    return Reply([Part("YES" if "supported by the context" in str(body["messages"]) else "NO")])


def test_an_answer_is_judged_for_faithfulness_and_for_relevance(judge: ClaudeJudge):
    assert judge("How long?", ANSWER, TEXTS).scores == {"faithful": Score(1.0), "relevant": Score(0.0)}


def test_the_judge_sees_question_answer_and_texts_without_citation_marks(judge: ClaudeJudge, claude: FakeClaude):
    judge("How long?", ANSWER, ["Refunds take a week."])
    faithful, relevant = prompts(claude)
    assert "Refunds take five days." in faithful
    assert "Refunds take a week." in faithful
    assert "How long?" in relevant
    assert "[1]" not in faithful + relevant


def test_what_judging_takes_is_told_and_written_down_as_the_terminals(judge: ClaudeJudge, spending: Spending):
    assert judge("How long?", ANSWER, TEXTS).usage == Usage(2_000, 200, 0, pytest.approx(0.006))
    assert judge("How long?", ANSWER, TEXTS).usage == Usage(2_000, 200, 0, pytest.approx(0.006))
    assert (spending.today("").requests, spending.today("").usd) == (4, pytest.approx(0.012))


def test_a_spent_budget_ends_the_judging_and_not_the_run(judge: ClaudeJudge, claude: FakeClaude):
    judge("How long?", ANSWER, TEXTS)
    judge("How long?", ANSWER, TEXTS)
    assert judge("How long?", ANSWER, TEXTS) == Judgement({})
    assert len(claude.requests) == 4


def test_a_busy_judge_is_asked_again(claude: FakeClaude, spending: Spending):
    claude.mind = only_faithful
    claude.fails(Fault(status=529), times=2)
    waited: list[float] = []
    assert open_judge(settings(claude), lambda: spending, waited.append)("How long?", ANSWER, TEXTS).scores
    assert len(waited) == 2


def test_an_answer_that_could_not_be_judged_has_no_score(judge: ClaudeJudge, claude: FakeClaude):
    claude.fails(Fault(status=529), times=3)
    assert judge("How long?", ANSWER, TEXTS) == Judgement({})


def test_a_judge_that_only_sends_signs_of_life_is_not_waited_for(claude: FakeClaude, spending: Spending):
    claude.fails(Fault(after=2, then=DRIP), times=3)
    judge = open_judge(settings(claude), lambda: spending, lambda _seconds: None, patience=0.3)
    assert judge("How long?", ANSWER, TEXTS).scores == {}
    assert len(claude.requests) == 3


def test_what_a_judgement_that_broke_off_took_is_paid_for(judge: ClaudeJudge, claude: FakeClaude, spending: Spending):
    claude.fails(Fault(after=3, then=CUT), times=3)
    judged = judge("How long?", ANSWER, TEXTS)
    assert judged.scores == {}
    assert judged.usage is not None
    assert judged.usage.input_tokens == 3_000
    assert spending.today("").requests == 3


def test_a_refused_key_ends_the_judging_with_what_to_do(judge: ClaudeJudge, claude: FakeClaude):
    claude.fails(Fault(status=401), times=1)
    with pytest.raises(EvaluationError, match="key"):
        judge("How long?", ANSWER, TEXTS)


def test_without_a_key_the_judge_says_in_one_sentence_where_to_get_one(spending: Spending):
    with pytest.raises(EvaluationError, match=r"ANTHROPIC_API_KEY.*console\.anthropic\.com"):
        open_judge(ClaudeSettings(api_key=None), lambda: spending)
