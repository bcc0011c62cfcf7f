"""A question asked in Slack gets a cited answer: the real app in its own process, over HTTP and a WebSocket."""

import json
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.process import ADVISOR, AdvisorProcess
from tests.fakes.slack import FakeSlack, Message, Said, live_mentions, visible

REFUNDS = """---
title: Refund policy
source: https://example.com/refunds
---
# Refund policy

A refund is paid within 5 working days of its approval. Exchanges of unworn shoes are free of charge.
"""
WHICH = ("a", "any", "each", "every", "the")
PARKING = "# Parking\n\nVisitors park in the yard behind the bakery, and the barrier opens with code 4711.\n"


@pytest.fixture(scope="module")
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as fake:
        yield fake


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("workspace")
    (root / "knowledge").mkdir()
    (root / "knowledge" / "refunds.md").write_text(REFUNDS, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def advisor(place: Path, slack: FakeSlack) -> Iterator[AdvisorProcess]:
    with AdvisorProcess(place, slack) as process:
        yield process


def answer_to(slack: FakeSlack, asked: Said, words: str) -> Message:
    """The reply that says these words, waited for: before it, a placeholder may stand there."""

    def said() -> Message | None:
        return next((message for message in slack.answers(asked) if words in visible(message)), None)

    return slack.wait_for(said, timeout=20, what=f"an answer with {words!r}")


def test_a_mention_is_answered_in_its_thread_with_a_quoted_source(slack: FakeSlack, advisor: AdvisorProcess):
    asked = slack.user("U1").mentions("C1", "How fast is a refund paid?")
    message = answer_to(slack, asked, "within 5 working days")
    assert message.thread_ts == asked.ts
    assert "Refund policy" in visible(message)
    assert "extractive" in visible(message).lower()
    assert live_mentions(message) == []
    assert asked.acked_within(3)


def test_a_re_sent_event_gets_no_second_reply(slack: FakeSlack, advisor: AdvisorProcess):
    asked = slack.user("U1").mentions("C2", "How fast is a refund paid?")
    for _ in range(3):
        slack.redeliver(asked.deliveries[0])
    answer_to(slack, asked, "5 working days")
    after = slack.user("U1").mentions("C2", "Are exchanges free?")
    answer_to(slack, after, "free of charge")
    assert len(slack.answers(asked)) == 1


def test_a_direct_message_is_answered(slack: FakeSlack, advisor: AdvisorProcess):
    asked = slack.user("U2").says_in_dm("Are exchanges of shoes free of charge?")
    answer_to(slack, asked, "free of charge")


def test_a_follow_up_in_the_thread_needs_no_new_mention(slack: FakeSlack, advisor: AdvisorProcess):
    asked = slack.user("U1").mentions("C3", "How fast is a refund paid?")
    answer_to(slack, asked, "5 working days")
    follow_up = slack.user("U1").replies("C3", asked.ts, "And are exchanges of unworn shoes free?")
    answer_to(slack, follow_up, "free of charge")


def test_the_slash_command_answers_the_asker_alone(slack: FakeSlack, advisor: AdvisorProcess):
    slack.user("U4").runs("/advisor", "ask How fast is a refund paid?", channel="C4")
    slack.wait_for(lambda: any("5 working days" in visible(m) for m in slack.ephemerals("U4")), timeout=20)
    assert slack.messages("C4") == []


def test_what_the_folder_does_not_say_is_declined(slack: FakeSlack, advisor: AdvisorProcess):
    asked = slack.user("U1").mentions("C5", "How do I reset my VPN password?")
    answer_to(slack, asked, "does not say")


def test_a_saved_file_is_answerable_within_five_seconds(slack: FakeSlack, advisor: AdvisorProcess, place: Path):
    (place / "knowledge" / "parking.md").write_text(PARKING, encoding="utf-8")

    saved = time.monotonic()
    while time.monotonic() < saved + 5:
        asked = slack.user("U6").mentions("C6", "Where do visitors park?")
        said = slack.wait_for(lambda asked=asked: _finished(slack, asked), timeout=20)
        if "behind the bakery" in said:
            return
        time.sleep(0.3)  # Advisor takes 20 questions of one person in ten minutes
    raise AssertionError(f"not answerable 5 s after it was saved; the last reply: {said}")


def _finished(slack: FakeSlack, asked: Said) -> str:
    said = [visible(message) for message in slack.answers(asked)]
    return next((text for text in said if "Index as of" in text), "")


def test_the_command_line_reads_the_index_that_the_running_app_owns(place: Path, advisor: AdvisorProcess):
    done = subprocess.run(
        [ADVISOR, "ask", "--json", "How fast is a refund paid?"], cwd=place, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout)["status"] == "answered"


def test_no_question_and_no_token_is_logged(slack: FakeSlack, advisor: AdvisorProcess):
    asked = slack.user("U1").mentions("C7", "How fast is a canaryquestion refund paid?")
    answer_to(slack, asked, "Index as of")
    log = advisor.log.read_text(encoding="utf-8")
    assert "canaryquestion" not in log
    assert slack.bot_token not in log
    assert slack.app_token not in log


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_what_was_acked_before_the_end_is_answered_after_a_restart(tmp_path: Path, place: Path, number: signal.Signals):
    shutil.copytree(place, tmp_path / "copy", ignore=shutil.ignore_patterns("*.log"))
    with FakeSlack() as slack:
        process = AdvisorProcess(tmp_path / "copy", slack)
        process.start()
        slack.wait_until_connected(timeout=60)
        asked = [slack.user("U1").mentions("C1", f"How fast is {which} refund paid?") for which in WHICH]
        slack.wait_for(lambda: all(said.acked_within(60) for said in asked), timeout=20)
        process.end(number)
        with process:
            for said in asked:
                answer_to(slack, said, "within 5 working days")
        for said in asked:
            assert len(slack.answers(said)) == 1


def test_a_term_signal_ends_the_process_in_order(tmp_path: Path, place: Path):
    shutil.copytree(place, tmp_path / "copy", ignore=shutil.ignore_patterns("*.log"))
    with FakeSlack() as slack:
        process = AdvisorProcess(tmp_path / "copy", slack)
        process.start()
        slack.wait_until_connected(timeout=60)
        assert process.end(signal.SIGTERM) == 0
    assert "Traceback" not in process.log.read_text(encoding="utf-8")
    assert list((tmp_path / "copy" / ".advisor").iterdir())
