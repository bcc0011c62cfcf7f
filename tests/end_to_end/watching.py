"""The indexer in its own process."""

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from tests.end_to_end.process import ADVISOR


class Watching:
    """`advisor index --watch` in a folder with its `knowledge/`."""

    def __init__(self, place: Path, **environment: str) -> None:
        self.log = place / "watch.log"
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ADVISOR_")}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [ADVISOR, "index", "--watch"],
                cwd=place,
                env=kept | environment,
                stdout=log,
                stderr=log,
            )

    def says(self, words: str, times: int = 1) -> Callable[[], bool]:
        return lambda: self.log.read_text(encoding="utf-8").count(words) >= times

    def wait_for(self, holds: Callable[[], bool], seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < deadline, self.log.read_text(encoding="utf-8")
            assert self.process.poll() is None, self.log.read_text(encoding="utf-8")
            time.sleep(0.1)
