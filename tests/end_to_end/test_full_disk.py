"""A disk that is full while the real app runs: admins hear of it once, and with room again all goes on by itself."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.indexer.test_full_disk import MOUNTING, may_mount


def test_on_a_disk_that_fills_up_admins_are_told_once_and_with_room_again_all_goes_on(tmp_path: Path) -> None:
    if not may_mount(tmp_path):
        pytest.skip("this machine lets nobody mount a small disk")
    command = [*MOUNTING, sys.executable, "-m", "tests.end_to_end.filling", str(tmp_path / "place")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=110)
    assert done.returncode == 0, f"{done.stdout[-500:]}\n{done.stderr[-4_000:]}"
