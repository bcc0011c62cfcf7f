"""`advisor ask` with a key, in a process of its own, against the fake Claude."""

import json
import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes.claude import CUT, Cite, FakeClaude, Fault, Part, Reply

ADVISOR = Path(sys.executable).with_name("advisor")
QUESTION = "How fast is a refund paid?"
FIRST, SECOND = "A refund takes five working days.", "Exchanges cost nothing."


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("place")
    (root / "knowledge").mkdir()
    text = "A refund is paid within 5 working days of its approval. Exchanges of unworn shoes are free of charge.\n"
    (root / "knowledge" / "refunds.md").write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def environment(claude: FakeClaude) -> dict[str, str]:
    claude.mind = lambda _body: Reply([Part(FIRST, [Cite(0, 0)]), Part(" "), Part(SECOND, [Cite(0, 1)])])
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("ADVISOR_", "ANTHROPIC_", "SLACK_"))}
    return kept | {"ANTHROPIC_API_KEY": claude.key, "ANTHROPIC_BASE_URL": claude.url}


def asked(place: Path, environment: dict[str, str]) -> dict:
    done = subprocess.run(
        [ADVISOR, "ask", "--json", QUESTION], cwd=place, env=environment, capture_output=True, text=True, timeout=90,
        check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def test_the_json_names_the_model_what_was_searched_for_and_what_it_took(
    place: Path, environment: dict[str, str], claude: FakeClaude
):
    reply = asked(place, environment)
    assert reply["answer"] == f"{FIRST} [1] {SECOND} [2]"
    assert (reply["answerer"], reply["notice"], reply["searched_for"]) == ("claude-sonnet-5-5", "", QUESTION)
    assert reply["usage"] == {"input_tokens": 1000, "output_tokens": 100, "cached_tokens": 0, "usd": 0.003}
    text = (place / "knowledge" / "refunds.md").read_text(encoding="utf-8")
    for citation in reply["citations"]:
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_status_tells_what_claude_has_cost(tmp_path: Path, place: Path, environment: dict[str, str]):
    environment["ADVISOR_DATA"] = str(tmp_path)
    asked(place, environment)
    done = subprocess.run([ADVISOR, "status"], cwd=place, env=environment, capture_output=True, text=True, check=True)
    assert "Claude today (UTC): 1 request, under $0.01." in done.stdout
    told = [ADVISOR, "status", "--json"]
    done = subprocess.run(told, cwd=place, env=environment, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["spending"]["today"] == {"requests": 1, "usd": 0.003, "unpriced": 0}


def test_a_budget_that_is_spent_is_spent_for_the_next_process_too(place: Path, environment: dict[str, str]):
    asked(place, environment)
    reply = asked(place, environment | {"ANTHROPIC_DAILY_BUDGET_USD": "0.001"})
    assert (reply["answerer"], reply["usage"]) == ("extractive", None)
    assert "budget" in reply["notice"]


def test_a_terminal_shows_each_verified_sentence_before_the_answer_is_whole(
    place: Path, environment: dict[str, str], claude: FakeClaude
):
    asked(place, environment)  # makes the index
    claude.fails(Fault(after=9, then=CUT))
    screen, terminal = pty.openpty()
    running = subprocess.Popen([ADVISOR, "ask", QUESTION], cwd=place, env=environment, stdout=terminal)
    os.close(terminal)
    shown = read_all(screen)
    assert running.wait(60) == 0
    first, again, rest = (shown.index(words) for words in (FIRST, "did not finish", "5 working days"))
    assert first < again < rest
    assert "Note: Claude's answer did not arrive whole" in shown
    assert "Answered by extractive search, no model" in shown
    assert "a model asked in vain: 1,00" in " ".join(shown.split())


def test_a_terminal_shows_what_a_question_that_leans_on_the_last_was_searched_for(
    place: Path, environment: dict[str, str]
):
    del environment["ANTHROPIC_API_KEY"]
    screen, terminal = pty.openpty()
    running = subprocess.Popen([ADVISOR, "ask"], cwd=place, env=environment, stdin=terminal, stdout=terminal)
    os.close(terminal)
    os.write(screen, b"How fast is a refund paid?\nAnd what about that for shoes?\n\n")
    shown = read_all(screen)
    assert running.wait(60) == 0
    assert shown.count("Searched for:") == 1
    assert "Searched for: And what about that for shoes? (" in shown


def read_all(screen: int) -> str:
    """What the terminal shows until the program ends."""
    shown = b""
    while select.select([screen], [], [], 60)[0]:
        try:
            shown += os.read(screen, 4096)
        except OSError:  # the other end is closed
            break
    return shown.decode().replace("\r\n", "\n")
