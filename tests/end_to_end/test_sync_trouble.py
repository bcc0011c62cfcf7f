"""Syncs that fail or are cut short, in the real app: people go on getting answers, and the next sync goes on."""

import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from tests.end_to_end.process import AdvisorProcess
from tests.end_to_end.test_admins import told
from tests.end_to_end.test_run import answer_to
from tests.fakes.slack import FakeSlack
from tests.indexer.workbench import article

REFUNDS = "# Refund policy\n\nA refund is paid within 5 working days of its approval.\n"
LONG = "\n\n".join(f"## Subject {n}\n\nWhat is said of subject number {n} fills some lines." * 3 for n in range(3_000))


def test_after_a_sync_that_failed_admins_are_told_answers_go_on_and_the_next_sync_is_made(
    slack: FakeSlack, tmp_path: Path
) -> None:
    slack.user("U1")
    slack.workspace.channel("C0ADMIN")
    knowledge = folder(tmp_path)
    process = AdvisorProcess(
        tmp_path, slack, SLACK_ADMINS="U1", SLACK_ADMIN_CHANNEL="C0ADMIN", ADVISOR_SYNC_SECONDS="1"
    )
    with process:
        answer_to(slack, slack.user("U1").mentions("C1", "How fast is a refund paid?"), "5 working days")
        knowledge.rename(tmp_path / "elsewhere")
        told(slack, "The knowledge folder could not be read")
        answer_to(slack, slack.user("U1").mentions("C2", "How fast is a refund paid?"), "5 working days")
        (tmp_path / "elsewhere").rename(knowledge)
        (knowledge / "time.md").write_text(article("Time", "Retrieval pipelines take two to six weeks."))
        told(slack, "Added: time.md")


def test_a_term_signal_in_the_middle_of_a_sync_ends_the_process_and_what_was_indexed_before_answers(
    slack: FakeSlack, tmp_path: Path
) -> None:
    knowledge = folder(tmp_path)
    process = AdvisorProcess(tmp_path, slack)
    with process:
        answer_to(slack, slack.user("U1").mentions("C1", "How fast is a refund paid?"), "5 working days")
        (knowledge / "long.md").write_text(LONG)
        deadline = time.monotonic() + 60
        while not waiting(tmp_path):
            assert time.monotonic() < deadline, process.log.read_text(encoding="utf-8")
            time.sleep(0.05)  # a database tells nobody that it changed
        assert process.end(signal.SIGTERM) == 0
    assert waiting(tmp_path) > 0
    assert "Traceback" not in process.log.read_text(encoding="utf-8")
    with AdvisorProcess(tmp_path, slack, ADVISOR_SYNC="no"):
        answer_to(slack, slack.user("U1").mentions("C3", "How fast is a refund paid?"), "5 working days")


def waiting(place: Path) -> int:
    """How many chunks the catalogue has that still wait for their vectors: a sync is under way, or was cut short."""
    (database,) = place.glob(".advisor/**/catalogue.db")
    with closing(sqlite3.connect(database)) as db:
        return int(db.execute("SELECT count(*) FROM waiting_chunks").fetchone()[0])


def folder(place: Path) -> Path:
    knowledge = place / "knowledge"
    knowledge.mkdir()
    (knowledge / "refunds.md").write_text(REFUNDS)
    return knowledge
