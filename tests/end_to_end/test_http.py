"""`advisor run` in HTTP mode, and its health in both modes: the real app in its own process."""

import json
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.bot.web.conftest import free_port
from tests.bot.web.test_vitals import get
from tests.end_to_end.process import AdvisorProcess
from tests.end_to_end.test_run import REFUNDS, answer_to
from tests.fakes.slack import FakeSlack
from tests.fakes.slack.poster import post


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "refunds.md").write_text(REFUNDS, encoding="utf-8")
    return tmp_path


@contextmanager
def running(place: Path, slack: FakeSlack, **environment: str) -> Iterator[tuple[AdvisorProcess, str]]:
    """The process, once it says that it is ready, and the address on which it says so."""
    port = free_port()
    process = AdvisorProcess(place, slack, SLACK_PORT=str(port), **environment)
    process.start()
    base, deadline = f"http://127.0.0.1:{port}", time.monotonic() + 60
    try:
        while not ready(base):
            assert time.monotonic() < deadline, process.log.read_text(encoding="utf-8")
            time.sleep(0.05)  # a process tells nobody that it listens
        yield process, base
    finally:
        process.end(signal.SIGTERM)


def ready(base: str) -> bool:
    try:
        return get(f"{base}/healthz")[0] == 200
    except OSError:
        return False


def test_slack_by_http_is_answered_and_leaves_no_question_and_no_secret_in_the_log(
    slack: FakeSlack, place: Path
) -> None:
    with running(place, slack, SLACK_MODE="http", SLACK_SIGNING_SECRET=slack.signing_secret) as (process, base):
        slack.post_to(f"{base}/slack/events")
        question = "Hello canaryquestion, how fast is a refund paid after an exchange of shoes?"
        asked = slack.user("U1").mentions("C1", question)
        answer_to(slack, asked, "within 5 working days")
        forged = json.dumps({"text": "canaryforgery", "token": slack.bot_token})
        assert post(f"{base}/slack/events", forged.encode(), {"Content-Type": "application/json"})[0] == 401
        assert 'outcome="answered"' in get(f"{base}/metrics")[1]
        assert slack.calls("apps.connections.open") == []
        assert process.end(signal.SIGTERM) == 0
    log = process.log.read_text(encoding="utf-8")
    assert "refused a request" in log
    for secret in ("canaryquestion", "canaryforgery", slack.bot_token, slack.signing_secret, "Traceback"):
        assert secret not in log


def test_in_socket_mode_a_set_port_tells_whether_the_link_stands(slack: FakeSlack, place: Path) -> None:
    with running(place, slack) as (_, base):
        assert json.loads(get(f"{base}/healthz")[1])["slack"] == "ok"
        assert post(f"{base}/slack/events", b"{}", {"Content-Type": "application/json"})[0] == 404


def test_without_a_signing_secret_http_mode_does_not_start(slack: FakeSlack, place: Path) -> None:
    process = AdvisorProcess(place, slack, SLACK_MODE="http")
    process.start()
    assert process.wait() == 1
    assert "SLACK_SIGNING_SECRET is missing" in process.log.read_text(encoding="utf-8")
