"""What people asked in vain becomes a file that `advisor eval` can read once a person completed it."""

from pathlib import Path

import pytest

from bot.evaluation.exporting import export
from bot.evaluation.folder import Folder
from bot.evaluation.model import EvaluationError, Kind
from bot.evaluation.sets import read_set
from bot.journal import Asked, Journal, Rating
from bot.model import Answer, Citation, Declined
from indexer.database import open_database, sqlite_url


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(open_database(sqlite_url(tmp_path / "records.db")))


def asked(number: int, text: str, team: str = "T1") -> Asked:
    return Asked(f"q{number}", team, "C1", "1.0", "U1", "mention", text, 1_795_000_000.0 + number)


def test_declined_and_disliked_questions_of_every_workspace_become_a_set(journal: Journal, tmp_path: Path):
    (tmp_path / "refunds.md").write_text("Refunds take five days.", encoding="utf-8")
    answer = Answer("?", "So. [1]", (Citation(1, "refunds.md", "Refunds", (), 0, 7, "Refunds"),), "extractive")
    journal.keep(asked(1, "Where is the canteen?"), Declined("?", "extractive"))
    journal.keep(asked(2, "How soon is a refund paid?", "T2"), answer)
    journal.keep(asked(3, "What is a refund?"), answer)
    journal.rate("q2", "T2", "U2", Rating(positive=False))
    journal.rate("q3", "T1", "U2", Rating(positive=True))
    file = tmp_path / "asked.yaml"
    assert export(journal, file) == 2
    disliked, declined = read_set(file, Folder(tmp_path)).items
    assert (disliked.question, disliked.kind) == ("How soon is a refund paid?", Kind.ANSWERABLE)
    assert (declined.question, declined.kind) == ("Where is the canteen?", Kind.NEAR_MISS)


def test_a_file_that_exists_is_left_alone(journal: Journal, tmp_path: Path):
    journal.keep(asked(1, "Where is the canteen?"), Declined("?", "extractive"))
    file = tmp_path / "asked.yaml"
    file.write_text("completed", encoding="utf-8")
    with pytest.raises(EvaluationError, match="choose a new file"):
        export(journal, file)
    assert file.read_text(encoding="utf-8") == "completed"


def test_nothing_asked_in_vain_writes_nothing(journal: Journal, tmp_path: Path):
    assert export(journal, tmp_path / "asked.yaml") == 0
    assert not (tmp_path / "asked.yaml").exists()
