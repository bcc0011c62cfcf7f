import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

ADVISOR = Path(sys.executable).with_name("advisor")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two articles, one of them for the board only."""
    root = tmp_path_factory.mktemp("place")
    knowledge = root / "knowledge"
    knowledge.mkdir()
    (knowledge / "refunds.md").write_text(
        "---\ntitle: Refund policy\nsource: https://example.com/refunds\n---\n# Refund policy\n\n"
        "A refund is paid within 5 working days of its approval. Exchanges of unworn shoes are free of charge.\n",
        encoding="utf-8",
    )
    (knowledge / "pay.md").write_text(
        "---\ntitle: Pay review\naudience: board\n---\n# Pay review\n\nSalaries are reviewed every May by the board.\n",
        encoding="utf-8",
    )
    return root


def advisor(place: Path, *arguments: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("ADVISOR_", "ANTHROPIC_", "SLACK_"))
    }
    return subprocess.run(
        [ADVISOR, *arguments], cwd=place, input=stdin, env=kept | environment,
        capture_output=True, text=True, timeout=90, check=False,
    )  # fmt: skip


def shown_at_a_terminal(place: Path, *arguments: str) -> str:
    """What stands on stderr where it is a terminal."""
    terminal, end = pty.openpty()
    try:
        done = subprocess.run(
            [ADVISOR, *arguments], cwd=place, stdout=subprocess.DEVNULL, stderr=end, timeout=90, check=True,
            env=os.environ | {"TERM": "xterm", "COLUMNS": "80"},
        )  # fmt: skip
        assert done.returncode == 0
        os.write(end, b"\x04")
        return os.read(terminal, 100_000).decode()
    finally:
        os.close(end)
        os.close(terminal)


def asked(place: Path, question: str, *options: str) -> dict:
    done = advisor(place, "ask", "--json", *options, question)
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    return json.loads(line)


def test_an_answer_is_one_json_object_whose_citations_quote_the_file(place: Path):
    reply = asked(place, "How fast is a refund paid?")
    assert list(reply) == [
        "question", "status", "answer", "citations", "answerer", "recommendation", "index_as_of", "timings_ms",
        "searched_for", "notice", "usage",
    ]  # fmt: skip
    assert reply["status"] == "answered"
    assert reply["answerer"] == "extractive"
    assert "5 working days" in reply["answer"]
    (citation, *_) = reply["citations"]
    text = (place / "knowledge" / citation["source"]).read_text(encoding="utf-8")
    assert text[citation["start"] : citation["end"]] == citation["quote"]
    assert citation["url"] == "https://example.com/refunds"
    assert set(reply["timings_ms"]) == {"retrieve", "answer", "total"}


def test_what_the_folder_does_not_say_is_declined(place: Path):
    reply = asked(place, "How do I reset my VPN password?")
    assert reply["status"] == "declined"
    assert reply["citations"] == []


def test_a_document_for_others_looks_as_if_it_were_not_there(place: Path):
    hidden = asked(place, "When are salaries reviewed?")
    assert hidden["status"] == "declined"
    assert "Pay review" not in json.dumps(hidden)
    shown = asked(place, "When are salaries reviewed?", "--audience", "board")
    assert shown["status"] == "answered"


def test_one_input_a_line_gives_one_object_a_line_in_order(place: Path):
    done = advisor(place, "search", "--json", "-", stdin="refund\n\nexchange of shoes\n")
    assert done.returncode == 0, done.stderr
    replies = [json.loads(line) for line in done.stdout.splitlines()]
    assert [reply["query"] for reply in replies] == ["refund", "exchange of shoes"]
    for reply in replies:
        for passage in reply["passages"]:
            text = (place / "knowledge" / passage["source"]).read_text(encoding="utf-8")
            assert text[passage["start"] : passage["end"]] == passage["text"]
            assert 0 <= passage["score"] <= 1


def test_k_bounds_the_passages(place: Path):
    done = advisor(place, "search", "--json", "-k", "1", "refund")
    assert len(json.loads(done.stdout)["passages"]) == 1


def test_a_second_index_run_finds_nothing_to_do(place: Path):
    advisor(place, "index")
    again = json.loads(advisor(place, "index", "--json").stdout)
    assert (again["added"], again["changed"], again["removed"], again["unchanged"]) == ([], [], [], 2)


def test_a_bar_is_shown_only_while_there_is_something_to_index(place: Path, tmp_path: Path):
    assert "Indexing" in shown_at_a_terminal(place, "search", "refund", "--data", str(tmp_path))
    assert "Indexing" not in shown_at_a_terminal(place, "search", "refund", "--data", str(tmp_path))


def test_status_counts_documents(place: Path):
    advisor(place, "index")
    assert json.loads(advisor(place, "status", "--json").stdout)["documents"] == 2


def test_status_names_what_index_refused_also_what_it_did_not_open(place: Path):
    (place / "knowledge" / "plan.docx").write_bytes(b"PK")
    (place / "knowledge" / "empty.md").touch()
    try:
        refused = json.loads(advisor(place, "index", "--json").stdout)["refused"]
        assert {one["source"] for one in refused} == {"plan.docx", "empty.md"}
        told = json.loads(advisor(place, "status", "--json").stdout)["refused"]
        assert sorted(told, key=str) == sorted(refused, key=str)
    finally:
        (place / "knowledge" / "plan.docx").unlink()
        (place / "knowledge" / "empty.md").unlink()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("ask", "--knowledge", "nowhere", "Why?"), 1, "nowhere"),
        (("ask", "--no-such-option", "Why?"), 2, "--no-such-option"),
        (("search", "-k", "0", "Why?"), 2, "-k"),
        (("ask",), 2, "QUESTION"),
        (("ask", " "), 2, "nothing between the quotation marks"),
        (("check", ""), 2, "nothing between the quotation marks"),
        (("search", ""), 2, "nothing between the quotation marks"),
        (("run",), 1, "SLACK_BOT_TOKEN"),
    ],
)
def test_bad_input_gets_one_sentence_on_stderr(place: Path, arguments: tuple[str, ...], code: int, words: str):
    done = advisor(place, *arguments)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_malformed_setting_names_its_variable_and_what_it_takes(place: Path):
    done = advisor(place, "status", ADVISOR_THREADS="many")
    assert done.returncode == 1
    assert "ADVISOR_THREADS is 'many'" in done.stderr
    assert "1 to 64" in done.stderr


@pytest.mark.parametrize("command", ["", "ask", "search", "index", "status", "run", "doctor", "forget"])
def test_help_shows_an_example(place: Path, command: str):
    done = advisor(place, *([command] if command else []), "--help")
    assert done.returncode == 0
    assert "advisor " in done.stdout
