from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot import cli
from bot.message import Kind, Message
from bot.model import AdvisorError
from bot.settings import ClaudeSettings
from bot.wiring import Program
from indexer.settings import IndexSettings


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """A folder in which U1 and U2 have each asked something, in two workspaces."""
    (tmp_path / "knowledge").mkdir()
    made = Program(IndexSettings(knowledge=tmp_path / "knowledge", data=tmp_path / "data"), ClaudeSettings())
    for number, (team, user) in enumerate((team, user) for team in ("T1", "T2") for user in ("U1", "U2")):
        made.records.accept(
            Message(f"E{number}", Kind.DM, team, "D1", f"{number}.0", f"{number}.0", user, "A question")
        )
    return made


def forget(place: Path, *arguments: str, typed: str = "") -> Result:
    where = ["--knowledge", str(place / "knowledge"), "--data", str(place / "data")]
    return CliRunner().invoke(cli.advisor, ["forget", *arguments, *where], input=typed, standalone_mode=False)


def test_a_person_is_forgotten_in_every_workspace_and_nobody_else_is(tmp_path: Path, program: Program) -> None:
    done = forget(tmp_path, "U1", "--yes")
    assert done.exception is None, done.output
    left = [program.records.claim() for _ in range(3)]
    assert [(one.message.team, one.message.user) for one in left if one] == [("T1", "U2"), ("T2", "U2")]


@pytest.mark.parametrize("typed", ["n\n", "\n", ""])
def test_without_a_yes_nothing_is_deleted(tmp_path: Path, program: Program, typed: str) -> None:
    done = forget(tmp_path, "U1", typed=typed)
    assert str(done.exception).startswith("Nothing was deleted")
    assert program.records.waiting().messages == 4


@pytest.mark.parametrize("name", ["@ann", "ann", "T123", "U1; DROP"])
def test_what_is_no_user_id_is_refused_with_where_to_find_one(tmp_path: Path, program: Program, name: str) -> None:
    done = forget(tmp_path, name)  # nobody is asked about it
    assert isinstance(done.exception, AdvisorError)
    assert "Copy member ID" in str(done.exception)
