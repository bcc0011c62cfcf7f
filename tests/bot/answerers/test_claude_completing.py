import json
import threading
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.answerers.choice import Models
from bot.answerers.claude.breaker import FAILURES, Breaker
from bot.answerers.claude.completing import ClaudeCompletion
from bot.answerers.claude.trouble import BECAUSE, BUDGET, DECLINED, PAUSED, Kind
from bot.answerers.claude.wire import Wire
from bot.completion import Unfilled
from bot.facts import by_rules
from bot.facts.by_model import INSTEAD, FactsByModel
from bot.follow_up import standalone
from bot.model import Question, Turn
from bot.prompts import FACTS, FOLLOW_UP, prompt
from bot.settings import ClaudeSettings
from bot.spending import Spending
from bot.watching import Stopped
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
    ("fault", "kind"),
    [
        (Fault(status=529), Kind.BUSY),
        (Fault(status=401), Kind.KEY),
        (Fault(after=4, then=CUT), Kind.BROKEN),
        (Fault(after=4, then=SILENCE), Kind.LATE),
    ],
)
def test_without_an_answer_it_says_why(claude: FakeClaude, spending: Spending, fault: Fault, kind: Kind):
    claude.fails(fault, times=3)
    wire = Wire(MODEL, SecretStr(claude.key), claude.url)
    # Only silence is to meet the deadline: asking again must not, however slow the machine.
    deadline = 1.0 if kind is Kind.LATE else 30.0
    complete = ClaudeCompletion(wire, lambda: spending, FOLLOW_UP, Breaker(), deadline=deadline)
    assert complete("Rewrite.", "And the cost?", SCHEMA) == Unfilled(BECAUSE[kind])


@pytest.mark.parametrize(("reason", "because"), [("max_tokens", BECAUSE[Kind.BROKEN]), ("refusal", DECLINED)])
def test_half_a_form_is_none(
    claude: FakeClaude, spending: Spending, complete: ClaudeCompletion, reason: str, because: str
):
    claude.writes(Part(WRITTEN[:9]), stop_reason=reason)
    assert complete("Rewrite.", "And the cost?", SCHEMA) == Unfilled(because)
    assert spending.today("").requests == 1  # it is paid for all the same


def test_a_claude_that_keeps_failing_and_a_spent_budget_are_not_asked(
    claude: FakeClaude, spending: Spending, complete: ClaudeCompletion
):
    claude.fails(Fault(status=400), times=FAILURES)
    said = [complete("Rewrite.", "And the cost?", SCHEMA) for _ in range(FAILURES + 1)]
    assert said == [Unfilled(BECAUSE[Kind.REFUSED])] * FAILURES + [Unfilled(PAUSED)]
    assert len(claude.requests) == FAILURES
    fresh = ClaudeCompletion(complete._wire, lambda: spending, FOLLOW_UP, Breaker())
    assert [fresh("Rewrite.", "And?", SCHEMA, "T1") for _ in range(3)] == [WRITTEN, WRITTEN, Unfilled(BUDGET)]
    assert fresh("Rewrite.", "And?", SCHEMA, "T2") == WRITTEN


class Unwritable(Spending):
    """Of a full disk."""

    def keep(self, *_: object) -> None:
        raise OSError("no space left on device")


def test_a_form_whose_cost_cannot_be_written_down_is_there_all_the_same(claude: FakeClaude, tmp_path: Path):
    claude.mind = lambda _body: Reply([Part(WRITTEN)])
    spending = Unwritable(open_database(f"sqlite:///{tmp_path / 'full.db'}"), 0)
    wire = Wire(MODEL, SecretStr(claude.key), claude.url)
    complete = ClaudeCompletion(wire, lambda: spending, FOLLOW_UP, Breaker())
    assert complete("Rewrite.", "And the cost?", SCHEMA) == WRITTEN


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


def test_a_stop_ends_the_wait_and_counts_as_no_failure_of_claudes(claude: FakeClaude, complete: ClaudeCompletion):
    for before in range(FAILURES):
        claude.fails(Fault(after=4, then=SILENCE))
        with pytest.raises(Stopped):
            complete("Rewrite.", "And the cost?", SCHEMA, "T1", lambda sent=before: len(claude.requests) > sent)
    assert complete("Rewrite.", "And the cost?", SCHEMA) == WRITTEN


class SlowToLoad(Wire):
    """A wire whose SDK takes longer to load than Claude has to answer."""

    def open(self) -> None:
        if "_client" not in vars(self):
            threading.Event().wait(1.1)
        super().open()


def test_loading_the_sdk_is_not_claudes_time(claude: FakeClaude, spending: Spending):
    claude.mind = lambda _body: Reply([Part(WRITTEN)])
    wire = SlowToLoad(MODEL, SecretStr(claude.key), claude.url)
    complete = ClaudeCompletion(wire, lambda: spending, FOLLOW_UP, Breaker(), deadline=1.0)
    assert complete("Rewrite.", "And the cost?", SCHEMA) == WRITTEN


@pytest.mark.parametrize(("asked_before", "fault", "because"), [(2, None, BUDGET), (0, 529, BECAUSE[Kind.BUSY])])
def test_facts_that_claude_does_not_read_are_the_rules_and_say_why(
    claude: FakeClaude, spending: Spending, asked_before: int, fault: int | None, because: str
):
    claude.mind = lambda _body: Reply([Part('{"facts": []}')])
    read = Models(ClaudeSettings(api_key=SecretStr(claude.key), base_url=claude.url), lambda: spending).facts_reader()
    for number in range(asked_before):
        assert read(f"Proposal {number}.", "T1").notice == ""
    claude.fails(Fault(status=fault), times=3 if fault else 0)
    found = read("We have 300 labelled examples.", "T1")
    assert dict(found.facts) == {"labelled_examples": 300}
    assert (found.reader, found.notice) == ("", f"{because}, {INSTEAD}")
