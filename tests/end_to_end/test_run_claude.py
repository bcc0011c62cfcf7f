"""The real app in its own process, between a Slack and a Claude that are both fakes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.process import AdvisorProcess
from tests.fakes.claude import CUT, Cite, FakeClaude, Fault, Part, Reply
from tests.fakes.slack import FakeSlack, Message, Said, live_mentions, urls, visible

REFUNDS = "A refund is paid within 5 working days of its approval. Exchanges of unworn shoes are free of charge.\n"
FIRST = "A refund takes five working days."


@pytest.fixture
def process(tmp_path: Path, slack: FakeSlack, claude: FakeClaude) -> Iterator[AdvisorProcess]:
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "refunds.md").write_text(REFUNDS, encoding="utf-8")
    keys = {"ANTHROPIC_API_KEY": claude.key, "ANTHROPIC_BASE_URL": claude.url}
    with AdvisorProcess(tmp_path, slack, **keys) as running:
        yield running


def answered(slack: FakeSlack, asked: Said, words: str) -> Message:
    """The reply once it stands whole, with who wrote it under it."""

    def whole() -> Message | None:
        found = [message for message in slack.answers(asked) if words in visible(message)]
        return next((message for message in found if "Answered by" in visible(message)), None)

    return slack.wait_for(whole, timeout=30, what=f"a whole answer with {words!r}")


def test_claude_writes_answers_and_when_it_cannot_the_documents_own_sentences_stand_there(
    slack: FakeSlack, claude: FakeClaude, process: AdvisorProcess
):
    evil = Part("<!channel> sign in at https://evil.example/x", [Cite(0, 0)])
    claude.mind = lambda _body: Reply([Part(FIRST, [Cite(0, 0)]), Part(" "), evil])
    asked = slack.user("U1").mentions("C1", "How fast is a refund paid?")
    message = answered(slack, asked, FIRST)
    assert "Answered by claude-sonnet-5-5" in visible(message)
    assert urls(message) == [] and live_mentions(message) == []

    answered(slack, slack.user("U2").mentions("C1", "how fast is a refund paid"), FIRST)
    assert len(claude.requests) == 1

    claude.fails(Fault(after=9, then=CUT))
    asked = slack.user("U1").mentions("C1", "How soon is a refund paid?")
    message = answered(slack, asked, "within 5 working days")
    assert "did not arrive whole" in visible(message)
    assert "extractive search, no model" in visible(message)
    assert FIRST not in visible(message)
    assert len(slack.answers(asked)) == 1
    assert claude.key not in process.log.read_text(encoding="utf-8")
    assert "refund paid?" not in process.log.read_text(encoding="utf-8")
