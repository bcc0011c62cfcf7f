"""A backup, as docs/operations.md tells to make one, brings back the answers and what was recorded."""

import contextlib
import json
import shutil
import sqlite3
from pathlib import Path

from click.testing import CliRunner

from bot import cli

QUESTIONS = ("How fast is a refund paid?", "Are exchanges of unworn shoes free?", "Where do visitors park?")
KNOWLEDGE = {
    "refunds.md": "# Refund policy\n\nA refund is paid within 5 working days. Exchanges of unworn shoes are free.\n",
    "parking.md": "# Parking\n\nVisitors park in the yard behind the bakery.\n",
}


def advisor(place: Path, *arguments: str, stdin: str = "") -> str:
    """What the command prints when it is run in that folder."""
    with contextlib.chdir(place):
        done = CliRunner().invoke(cli.advisor, arguments, input=stdin, standalone_mode=False)
    assert done.exception is None, done.output
    return done.stdout


def answers(place: Path) -> list[tuple[str, list[object]]]:
    lines = advisor(place, "ask", "--json", "-", stdin="\n".join(QUESTIONS)).splitlines()
    return [(reply["answer"], reply["citations"]) for reply in map(json.loads, lines)]


def place_of_records(place: Path) -> Path:
    findings = json.loads(advisor(place, "doctor", "--json"))["findings"]
    return place / next(one["said"] for one in findings if one["about"] == "records").split()[0]


def test_on_another_machine_the_same_questions_get_the_same_answers_and_old_checks_are_found(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "elsewhere" / "new"
    (old / "knowledge").mkdir(parents=True)
    for name, text in KNOWLEDGE.items():
        (old / "knowledge" / name).write_text(text, encoding="utf-8")
    before = answers(old)
    assert all(citations for _, citations in before)
    check = json.loads(advisor(old, "check", "--json", "We have 300 labelled examples, docs change weekly"))["id"]

    with sqlite3.connect(place_of_records(old)) as live, sqlite3.connect(tmp_path / "records.db") as backup:
        live.backup(backup)
    shutil.copytree(old / "knowledge", new / "knowledge")
    records = place_of_records(new)
    assert not records.exists()
    records.parent.mkdir(parents=True)
    shutil.copy(tmp_path / "records.db", records)
    advisor(new, "index")

    assert answers(new) == before
    assert "the same today" in advisor(new, "check", "--again", check)
