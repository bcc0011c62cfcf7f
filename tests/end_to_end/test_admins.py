"""What the admins of a running Advisor hear and see."""

from pathlib import Path

from tests.end_to_end.process import AdvisorProcess
from tests.fakes.slack import FakeSlack, visible
from tests.indexer.workbench import article


def test_admins_hear_of_a_new_file_and_of_a_refused_one_and_status_names_it(slack: FakeSlack, tmp_path: Path) -> None:
    slack.user("U1")
    slack.workspace.channel("C0ADMIN")
    knowledge = tmp_path / "knowledge"
    knowledge.mkdir()
    (knowledge / "costs.md").write_text(article("Costs", "Embedding costs $3 to $25 a month."))
    with AdvisorProcess(tmp_path, slack, SLACK_ADMINS="U1", SLACK_ADMIN_CHANNEL="C0ADMIN"):
        (knowledge / "time.md").write_text(article("Time", "Retrieval pipelines take two to six weeks."))
        told(slack, "Added: time.md")
        (knowledge / "broken.md").write_bytes(b"\xff\xfe\x00broken")
        told(slack, "Refused: broken.md")
        slack.user("U1").runs("/advisor", "status")
        (status,) = slack.wait_for(lambda: [m for m in slack.ephemerals("U1") if "I know" in visible(m)])
        assert "I know 2 documents" in visible(status)
        assert "broken.md" in visible(status)


def told(slack: FakeSlack, words: str) -> None:
    slack.wait_for(lambda: [m for m in slack.messages("C0ADMIN") if words in visible(m)], timeout=60, what=words)
