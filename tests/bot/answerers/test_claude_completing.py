import json
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.answerers.choice import Models
from bot.answerers.claude.breaker import FAILURES, Breaker
from bot.answerers.claude.completing import ClaudeCompletion
from bot.answerers.claude.wire import Wire
from bot.facts import by_rules
from bot.facts.by_model import FactsByModel
from bot.follow_up import standalone
from bot.model import Question, Turn
from bot.prompts import FACTS, FOLLOW_UP, prompt
from bot.settings import ClaudeSettings
from bot.spending import Spending
from indexer.database import open_database
from tests.bot.answerers.claude_rig import MODEL
from tests.fakes.claude import CUT, SILENCE, FakeClaude, Fault, Part, Reply

SCHEMA = {
    "type": "object",
    "properties": {"question": {"type": "string"}},
    "required": ["question"],
    "additionalProperties": False,
}
WRITTEN = '{"question": "What does RAG cost?"}'


@pytest.fixture
def spending(tmp_path: Path) -> Spending:
    return Spending(open_database(f"sqlite:///{tmp_path / 'records.db'}"), 0.005)


@pytest.fixture
def complete(claude: FakeClaude, spending: Spending) -> ClaudeCompletion:
    claude.mind = lambda _body: Reply([Part(WRITTEN)], thinks=True)
    wire = Wire(MODEL, SecretStr(claude.key), claude.url)
    wire.open()
    return ClaudeCompletion(wire, lambda: spending, FOLLOW_UP, Breaker(), deadline=1.0)


def test_it_gives_what_claude_wrote_for_the_schema(claude: FakeClaude, spending: Spending, complete: ClaudeCompletion):
    assert complete("Rewrite.", "And the cost?", SCHEMA) == WRITTEN
    (request,) = claude.requests
    assert request["output_config"] == {"effort": "low", "format": {"type": "json_schema", "schema": SCHEMA}}
    assert spending.today("").requests == 1


@pytest.mark.parametrize(
    "fault", [Fault(status=529), Fault(status=401), Fault(after=4, then=CUT), Fault(after=4, then=SILENCE)]
)
def test_without_an_answer_there_is_none(claude: FakeClaude, complete: ClaudeCompletion, fault: Fault):
    claude.fails(fault, times=3)
    assert complete("Rewrite.", "And the cost?", SCHEMA) is None


def test_half_a_form_is_none(claude: FakeClaude, complete: ClaudeCompletion):
    claude.writes(Part(WRITTEN[:9]), stop_reason="max_tokens")
    assert complete("Rewrite.", "And the cost?", SCHEMA) is None


def test_a_claude_that_keeps_failing_and_a_spent_budget_are_not_asked(
    claude: FakeClaude, spending: Spending, complete: ClaudeCompletion
):
    claude.fails(Fault(status=400), times=FAILURES)
    for _ in range(FAILURES + 1):
        assert complete("Rewrite.", "And the cost?", SCHEMA) is None
    assert len(claude.requests) == FAILURES
    fresh = ClaudeCompletion(complete._wire, lambda: spending, FOLLOW_UP, Breaker())
    assert [fresh("Rewrite.", "And?", SCHEMA, "T1") for _ in range(3)] == [WRITTEN, WRITTEN, None]
    assert fresh("Rewrite.", "And?", SCHEMA, "T2") == WRITTEN


def test_without_a_key_rules_read_and_rewrite(spending: Spending):
    models = Models(ClaudeSettings(api_key=None), lambda: spending)
    assert models.facts_reader() is by_rules
    assert models.follow_ups() is standalone


def test_with_a_key_claude_reads_and_rewrites_and_code_checks(claude: FakeClaude, spending: Spending):
    settings = ClaudeSettings(api_key=SecretStr(claude.key), base_url=claude.url)
    models = Models(settings, lambda: spending)
    claude.mind = lambda _body: Reply([Part('{"question": "And what would RAG cost?"}')])
    asked = Question("And what would that cost?", thread=(Turn(by_advisor=False, text="Should we take RAG?"),))
    assert models.follow_ups()(asked) == "And what would RAG cost?"

    claims = {"facts": [{"fact": "citations_needed", "value": "yes", "words": "sources under everything"}]}
    claude.mind = lambda _body: Reply([Part(json.dumps(claims))])
    reader = models.facts_reader()
    assert isinstance(reader, FactsByModel)
    read = reader("Our lawyers want sources under everything.", "T1")
    assert [(r.fact, r.value) for r in read.facts.readings] == [("citations_needed", True)]
    assert (spending.today("").requests, spending.today("T1").requests) == (1, 1)
    assert claude.requests[-1]["system"][0]["text"].startswith(prompt(FACTS)[:40])  # type: ignore[index]
