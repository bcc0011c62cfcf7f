"""`advisor eval` as people and CI run it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.records import open_records
from bot.spending import Spending
from tests.fakes.claude import FakeClaude, Part, Reply, quoting
from tests.fakes.claude.replies import Json, search_results

ADVISOR = Path(sys.executable).with_name("advisor")
SET = """
- id: s1
  question: How fast is a refund paid?
  answerable: true
  sources: [refunds.md]
  phrases: [["5 working days"]]
  figures: true
- id: s2
  question: Are exchanges of shoes free of charge?
  answerable: true
  sources: [refunds.md]
  phrases: [["free of charge"]]
- id: s3
  question: How do I reset my VPN password?
  answerable: false
  why: off_subject
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("place")
    (root / "knowledge").mkdir()
    (root / "knowledge" / "refunds.md").write_text(
        "# Refund policy\n\nA refund is paid within 5 working days of its approval. "
        "Exchanges of unworn shoes are free of charge.\n",
        encoding="utf-8",
    )
    (root / "evals").mkdir()
    (root / "evals" / "shop.yaml").write_text(SET, encoding="utf-8")
    (root / "floors.yaml").write_text("citation_precision: 1.0\nanswered: 0.9\n", encoding="utf-8")
    (root / "high.yaml").write_text("span_recall: 0.5\n", encoding="utf-8")
    return root


def advisor(place: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    dropped = ("ADVISOR_", "SLACK_", "ANTHROPIC_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    return subprocess.run(
        [ADVISOR, "eval", *arguments], cwd=place, env=kept | {"COLUMNS": "100"} | more,
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def first(place: Path) -> subprocess.CompletedProcess[str]:
    return advisor(place, "shop", "--floors", "floors.yaml", "--report", "report.html")


def test_one_table_tells_every_figure_and_what_it_means(first: subprocess.CompletedProcess[str]):
    assert first.returncode == 0, first.stderr
    assert "3 questions of shop over 1 document, answered by extractive" in first.stdout
    for words in ("citation precision", "quotes that the files hold, letter for letter", "off-subject declined"):
        assert words in first.stdout
    assert "near miss" not in first.stdout  # the set has none


def test_the_run_is_saved_and_the_report_written(place: Path, first: subprocess.CompletedProcess[str]):
    (saved,) = (place / ".advisor" / "runs").glob("*-shop.json")
    assert saved.name in first.stdout
    assert "citation precision" in (place / "report.html").read_text(encoding="utf-8")


@pytest.mark.usefixtures("first")
def test_json_is_one_object_and_compares_with_the_last_run(place: Path):
    done = advisor(place, "shop", "--json", "--compare", "last")
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    told = json.loads(line)
    assert told["metrics"]["citation_precision"]["value"] == 1
    assert told["metrics"]["key_figures"]["of"] == 1
    assert told["compared"]["differences"]["answered"]["finding"] == "no difference seen"
    assert Path(place / told["saved_as"]).is_file()


def test_a_metric_below_its_floor_fails_with_its_name(place: Path):
    done = advisor(place, "shop", "--floors", "high.yaml")
    assert done.returncode == 1
    assert "span_recall was not measured; its floor is 0.5." in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nothing",), "the sets in evals/ are shop"),
        (("shop", "--compare", "gone"), "no saved run 'gone'"),
        (("shop", "--report", "report.pdf"), ".html or .png"),
        (("shop", "--judge"), "ANTHROPIC_API_KEY"),
        (("shop", "--split", "dev"), "has split: dev"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence(place: Path, arguments: tuple[str, ...], words: str):
    done = advisor(place, *arguments)
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_help_teaches_by_example(place: Path):
    done = advisor(place, "--help")
    assert done.returncode == 0
    assert "advisor eval --compare last" in done.stdout


def test_with_an_empty_journal_there_is_nothing_to_export(place: Path):
    done = advisor(place, "--export", "asked.yaml")
    assert done.returncode == 0
    assert "Nobody has asked in vain yet" in done.stderr
    assert not (place / "asked.yaml").exists()


@pytest.mark.timeout(300)  # loads Claude's SDK and LlamaIndex: ten seconds, on a busy machine a minute
def test_what_claude_took_for_answering_and_judging_is_told_and_written_down(
    place: Path, tmp_path: Path, claude: FakeClaude
):
    def mind(body: Json) -> Reply:
        return quoting(body) if search_results(body) else Reply([Part("YES")])

    claude.mind = mind
    key = {"ANTHROPIC_API_KEY": claude.key, "ANTHROPIC_BASE_URL": claude.url, "ADVISOR_DATA": str(tmp_path)}
    done = advisor(place, "shop", "--judge", **key)
    assert done.returncode == 0, done.stderr
    judged = sum(not search_results(body) for body in claude.requests)
    answered = len(claude.requests) - judged
    assert (
        f"Claude took {1_100 * answered:,} tokens (${0.003 * answered:.4f}) for the answers "
        f"and {1_100 * judged:,} tokens (${0.003 * judged:.4f}) for judging them." in " ".join(done.stdout.split())
    )
    spending = Spending(open_records(f"sqlite:///{next(tmp_path.rglob('records.db'))}").engine, 0)
    assert spending.today("").requests == answered + judged
