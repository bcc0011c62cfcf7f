"""The same answerer against a stand-in for Claude that others wrote. It knows no citations, so it cannot be cited."""

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answerers.claude.trouble import BECAUSE, Kind
from bot.model import EXTRACTIVE, Declined
from tests.bot.answerers.claude_rig import MODEL, Rig

AIMOCK = Path(__file__).parents[3] / ".venv" / "aimock" / "package" / "dist" / "cli.js"
NODE = shutil.which("node")

pytestmark = pytest.mark.skipif(
    NODE is None or not AIMOCK.exists(), reason="node or aimock is not here; script/aimock puts it here where npm is"
)

SAID = "Refunds take five days. " * 40
OVERLOADED = {"error": {"message": "Overloaded", "type": "overloaded_error"}, "status": 529}
FIXTURES = [
    {"match": {"userMessage": "overloaded"}, "response": OVERLOADED},
    {"match": {"userMessage": "half"}, "response": {"content": SAID}, "truncateAfterChunks": 5},
    {"match": {"userMessage": "refunds"}, "response": {"content": SAID}},
]


@pytest.fixture(scope="module")
def aimock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running aimock."""
    fixtures = tmp_path_factory.mktemp("aimock") / "fixtures.json"
    fixtures.write_text(json.dumps({"fixtures": FIXTURES}), encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    running = subprocess.Popen(
        [NODE or "node", AIMOCK, "-p", str(port), "-h", "127.0.0.1", "-f", fixtures],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    wait_until_it_listens(port)
    yield f"http://127.0.0.1:{port}"
    running.terminate()
    running.wait(10)


def wait_until_it_listens(port: int) -> None:
    end = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert time.monotonic() < end, "aimock does not listen"
            time.sleep(0.05)
        else:
            return


@pytest.fixture
def rig(rig: Rig, aimock: str) -> Rig:
    rig.url = aimock
    return rig


def test_a_stream_without_citations_is_read_to_its_end_and_declined(rig: Rig):
    reply = rig.asks("How long do refunds take?")
    assert isinstance(reply, Declined)
    assert (reply.answerer, reply.notice) == (MODEL, "")
    assert rig.spending.today("T1").requests == 1


def test_an_overload_is_told_as_one(rig: Rig):
    reply = rig.asks("overloaded")
    assert reply.answerer == EXTRACTIVE
    assert reply.notice.startswith(BECAUSE[Kind.BUSY])


def test_a_stream_that_breaks_off_is_no_answer(rig: Rig):
    reply = rig.asks("half")
    assert reply.answerer == EXTRACTIVE
    assert reply.notice.startswith((BECAUSE[Kind.BROKEN], BECAUSE[Kind.BUSY]))
