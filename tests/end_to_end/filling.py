"""The real app on a disk that fills up, mounted for this process, and that has room again later.

    unshare --user --map-root-user --mount python -m tests.end_to_end.filling PLACE

Ends with status 1 where it does not go as it should.
"""

import subprocess
import sys
import time
from pathlib import Path

from tests.end_to_end.process import AdvisorProcess
from tests.end_to_end.test_admins import told
from tests.end_to_end.test_run import PARKING, REFUNDS, answer_to
from tests.fakes.slack import FakeSlack, visible
from tests.indexer.filling import fill

_DISK = "192m"
_FULL = "There is no room left on the disk"


def run_on_a_disk_that_fills(place: Path, slack: FakeSlack) -> None:
    slack.user("U1")
    slack.workspace.channel("C0ADMIN")
    knowledge, disk = place / "knowledge", place / "data"
    for folder in (knowledge, disk):
        folder.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_DISK}", "tmpfs", disk], check=True)
    (knowledge / "refunds.md").write_text(REFUNDS, encoding="utf-8")
    process = AdvisorProcess(
        place,
        slack,
        ADVISOR_DATA=str(disk),
        ADVISOR_SYNC_SECONDS="1",
        SLACK_ADMINS="U1",
        SLACK_ADMIN_CHANNEL="C0ADMIN",
    )
    with process:
        answer_to(slack, slack.user("U1").mentions("C1", "How fast is a refund paid?"), "5 working days")
        fill(disk, leaving=0)
        (knowledge / "parking.md").write_text(PARKING, encoding="utf-8")
        told(slack, _FULL)
        wait_for_log(process, "sync failed", times=3)
        asked = slack.user("U1").mentions("C3", "How fast is a refund paid?")
        wait_for_log(process, "not accepted")
        (disk / "ballast").unlink()
        told(slack, "Added: parking.md")
        answer_to(slack, slack.user("U1").mentions("C2", "Where do visitors park?"), "behind the bakery")
        slack.redeliver(asked.deliveries[0])  # as Slack does with what was not accepted, a minute later
        answer_to(slack, asked, "5 working days")
    tellings = [visible(message) for message in slack.messages("C0ADMIN") if _FULL in visible(message)]
    assert len(tellings) == 1, tellings


def wait_for_log(process: AdvisorProcess, words: str, times: int = 1) -> None:
    deadline = time.monotonic() + 60
    while process.log.read_text(encoding="utf-8").count(words) < times:
        assert time.monotonic() < deadline, process.log.read_text(encoding="utf-8")
        time.sleep(0.1)  # a log tells nobody that it grew


if __name__ == "__main__":
    with FakeSlack() as fake:
        run_on_a_disk_that_fills(Path(sys.argv[1]), fake)
