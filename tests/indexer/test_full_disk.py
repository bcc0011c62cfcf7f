"""A full disk: told in one sentence, answered from what was indexed before, and mended by the first sync with room.

And a disk that may not be written.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

MOUNTING = ["unshare", "--user", "--map-root-user", "--mount"]
TOLD = "There is no room left on the disk of"


def may_mount(place: Path) -> bool:
    """Whether this user may mount a small disk of their own."""
    try:
        tried = subprocess.run([*MOUNTING, "mount", "-t", "tmpfs", "tmpfs", place], capture_output=True, check=False)
    except FileNotFoundError:
        return False
    return tried.returncode == 0


@pytest.mark.parametrize(("what", "left", "points"), [("changes", "0", 18), ("chroma", "8", 4)])
def test_a_disk_full_from_any_write_of_a_sync_on_is_told_and_the_next_sync_with_room_mends(
    tmp_path: Path, what: str, left: str, points: int
) -> None:
    if not may_mount(tmp_path):
        pytest.skip("this machine lets nobody mount a small disk")
    command = [*MOUNTING, sys.executable, "-m", "tests.indexer.filling", what, left, str(tmp_path / "place")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=110)
    assert done.returncode == 0, f"{done.stdout[-500:]}\n{done.stderr[-4_000:]}"
    told = [line for line in done.stdout.splitlines() if line.startswith("told")]
    assert told
    assert all(TOLD in line for line in told), told
    assert done.stdout.count("and mended") >= points


SYNC = """
import os, sys
from pathlib import Path
from indexer.room import NotWritable
from tests.indexer.workbench import Workbench
place = Path(sys.argv[1])
bench = Workbench(place)
if os.geteuid() == 0:
    os.setuid(65534)
try:
    bench.sync()
except NotWritable as error:
    print(error)
"""


@pytest.mark.parametrize("made", [False, True], ids=["no folder", "an empty folder"])
def test_data_that_may_not_be_written_are_told_in_one_sentence_that_names_the_path(made: bool) -> None:
    with TemporaryDirectory() as place:  # pytest's own folders are for the user who runs the tests
        Path(place).chmod(0o755)
        closed = Path(place) / ("data" if made else "")
        (Path(place) / "knowledge").mkdir()
        closed.mkdir(exist_ok=True)
        closed.chmod(0o555)
        done = subprocess.run([sys.executable, "-c", SYNC, place], capture_output=True, text=True, check=True)
        closed.chmod(0o755)
    assert done.stdout.startswith(f"{place}/data")
    assert "cannot be written (Permission denied); give this user write access" in done.stdout
