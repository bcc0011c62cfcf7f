"""Two processes: what one asks of an index that another writes comes from one version, and is the asker's to read."""

import json
import subprocess
import sys
from pathlib import Path


def test_a_reader_beside_a_writer_that_edits_rebuilds_compacts_and_is_killed_gets_whole_answers_of_one_version(
    tmp_path: Path,
) -> None:
    command = [sys.executable, "-m", "tests.indexer.reading", str(tmp_path / "place"), "6"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=110)
    assert done.returncode == 0, done.stderr[-4_000:]
    told = json.loads(done.stdout)
    assert told.keys() == {""}, told
    assert told[""] > 50
