"""The real app in its own process, against the fake Slack."""

import os
import signal
import subprocess
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType

from tests.fakes.slack import FakeSlack

ADVISOR = Path(sys.executable).with_name("advisor")


class AdvisorProcess(AbstractContextManager["AdvisorProcess"]):
    """`advisor run` in a folder with its `knowledge/`, connected to this Slack."""

    def __init__(self, place: Path, slack: FakeSlack, **environment: str) -> None:
        self._place = place
        self._slack = slack
        self._environment = environment
        self.log = place / "run.log"
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "AdvisorProcess":
        self.start()
        self._slack.wait_until_connected(timeout=60)
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.end(signal.SIGTERM)

    def start(self) -> None:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("ADVISOR_", "ANTHROPIC_", "SLACK_"))
        }
        tokens = {
            "SLACK_API_URL": self._slack.api_url,
            "SLACK_BOT_TOKEN": self._slack.bot_token,
            "SLACK_APP_TOKEN": self._slack.app_token,
        }
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [ADVISOR, "run"], cwd=self._place, env=kept | tokens | self._environment, stdout=log, stderr=log
            )

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def end(self, number: signal.Signals) -> int:
        """Sends the signal and waits; the exit code."""
        if self._process is None:
            return 0
        process, self._process = self._process, None
        process.send_signal(number)
        return process.wait(timeout=30)

    def wait(self) -> int:
        """Waits for a process that ends by itself; the exit code."""
        assert self._process is not None
        code = self._process.wait(timeout=60)
        self._process = None
        return code
