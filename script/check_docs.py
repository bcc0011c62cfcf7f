"""Runs the README's commands and compares what the README shows with what the program prints.

A fenced block whose first line is `$ advisor …` or `$ script/try …` is run as written; the lines below it must be
what it prints, except that figures of time are not compared. `--write` puts the program's output into the README.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = (ROOT / "README.md", ROOT / "docs" / "commands.md")
_BLOCK = re.compile(r"```(?:console|text)\n\$ (?P<command>(?:advisor|script/try)[^\n]*)\n(?P<shown>.*?)```", re.DOTALL)
_TIMES = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d|\b\d+(?:\.\d+)? ?m?s\b")


def main() -> int:
    """0 when every page says what the program prints."""
    wrong = [page.name for page in PAGES if page.exists() and not _check(page, write="--write" in sys.argv)]
    if wrong:
        sys.stderr.write(f"Not what the program prints: {', '.join(wrong)}. Run script/check_docs.py --write.\n")
    return 1 if wrong else 0


def _check(page: Path, *, write: bool) -> bool:
    text = page.read_text(encoding="utf-8")
    fresh = _BLOCK.sub(lambda block: f"```console\n$ {block['command']}\n{_output(block['command'])}```", text)
    if write:
        page.write_text(fresh, encoding="utf-8")
        return True
    return _TIMES.sub("…", fresh) == _TIMES.sub("…", text)


def _output(command: str) -> str:
    environment = dict(os.environ, PATH=f"{ROOT / '.venv/bin'}:{os.environ['PATH']}", COLUMNS="100", NO_COLOR="1")
    with tempfile.TemporaryDirectory() as data:
        environment["ADVISOR_DATA"] = data
        done = subprocess.run(  # noqa: S603 - the commands are the README's own
            ["/bin/bash", "-c", command], cwd=ROOT, env=environment, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
    if done.returncode:
        sys.exit(f"$ {command}\n{done.stderr}\nThis command of a page failed; mend it or the page.")
    lines = [line.rstrip() for line in done.stdout.strip("\n").splitlines()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
