"""`advisor check`, `advisor index` and `advisor status` as other programs call them."""

import json
import subprocess
from pathlib import Path
from textwrap import indent

import pytest

from tests.bot.decision.guides import CAUTIOUS_BODY, CAUTIOUS_FRAMEWORK, HOUSE_BODY, HOUSE_FRAMEWORK
from tests.bot.test_cli import advisor

PROPOSAL = "Our docs change weekly and we have 300 labelled examples."


def guide(title: str, body: str, framework: str, *more: str) -> str:
    front = "\n".join([f"title: {title}", *more, "framework:", indent(framework.strip(), "  ")])
    return f"---\n{front}\n---\n{body}"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a house framework, a guide, and a guide whose framework names no fact."""
    root = tmp_path_factory.mktemp("check")
    guides = root / "knowledge" / "guides"
    guides.mkdir(parents=True)
    house = guide("House", HOUSE_BODY, HOUSE_FRAMEWORK, "kind: framework")
    (guides / "house.md").write_text(house, encoding="utf-8")
    (guides / "cautious.md").write_text(guide("Cautious", CAUTIOUS_BODY, CAUTIOUS_FRAMEWORK), encoding="utf-8")
    wrong = guide("Wrong", "# Wrong\n\n" + CAUTIOUS_BODY, CAUTIOUS_FRAMEWORK.replace("labelled_examples", "golden"))
    (guides / "wrong.md").write_text(wrong, encoding="utf-8")
    return root


def test_a_check_is_one_json_object_with_the_keys_that_are_promised(place: Path):
    done = advisor(place, "check", "--json", PROPOSAL)
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    reply = json.loads(line)
    assert reply["facts"] == {"knowledge_changes": "weekly", "labelled_examples": 300}
    assert reply["verdict"]["option"] == "rag"
    assert reply["verdict"]["because"]
    for finding in reply["findings"]:
        assert {"guide", "option", "rule", "citation"} <= set(finding)
        cited = finding["citation"]
        text = (place / "knowledge" / cited["source"]).read_text(encoding="utf-8")
        assert text[cited["start"] : cited["end"]] == cited["quote"]
    assert all({"fact", "from", "to", "option"} <= set(flip) for flip in reply["flips"])
    assert len(reply["ask_next"]) <= 2
    assert all({"name", "citation"} <= set(found) for found in reply["anti_patterns"])
    assert all(len(reply["costs"][option][part]) == 2 for option in reply["costs"] for part in ("setup", "update"))
    assert {"disagreements", "precedents", "next_steps", "id", "index_as_of"} <= set(reply)


def test_one_proposal_a_line_gives_one_object_a_line_in_order_and_always_the_same(place: Path):
    first = advisor(place, "check", "--json", "-", stdin=f"{PROPOSAL}\n\nShould we fine-tune?\n")
    again = advisor(place, "check", "--json", "-", stdin=f"{PROPOSAL}\nShould we fine-tune?\n")
    assert first.returncode == 0, first.stderr
    assert first.stdout == again.stdout
    known = [json.loads(line)["facts"] for line in first.stdout.splitlines()]
    assert known == [{"knowledge_changes": "weekly", "labelled_examples": 300}, {}]


def test_facts_come_from_a_file_or_stdin_and_the_chart_goes_to_a_file(place: Path):
    (place / "facts.yaml").write_text("knowledge_changes: weekly\nlabelled_examples: 40k\n", encoding="utf-8")
    from_file = advisor(place, "check", "--facts", "facts.yaml", "--chart", "costs.png")
    assert from_file.returncode == 0, from_file.stderr
    assert from_file.stdout.startswith("RAG")
    assert (place / "costs.png").read_bytes().startswith(b"\x89PNG")
    from_stdin = advisor(place, "check", "--json", "--facts", "-", stdin='{"labelled_examples": 40000}')
    assert json.loads(from_stdin.stdout)["facts"] == {"labelled_examples": 40000}


def test_a_verdict_prints_its_id_and_can_be_checked_again(place: Path):
    check_id = json.loads(advisor(place, "check", "--json", PROPOSAL).stdout)["id"]
    assert check_id in advisor(place, "check", PROPOSAL).stdout
    again = json.loads(advisor(place, "check", "--json", "--again", check_id).stdout)
    assert (again["id"], again["differs"], again["why"]) == (check_id, False, [])


def test_a_refused_framework_is_told_while_its_article_stays_indexed(place: Path):
    report = json.loads(advisor(place, "index", "--json").stdout)
    (refusal,) = report["frameworks_refused"]
    assert refusal["source"] == "guides/wrong.md"
    assert "golden" in refusal["reason"]
    assert report["refused"] == []
    assert report["unchanged"] == 3
    assert "guides/wrong.md" in advisor(place, "status").stdout
    looked = json.loads(advisor(place, "doctor", "--json").stdout)
    assert [one["state"] for one in looked["findings"] if "guides/wrong.md" in one["said"]] == ["note"]


def test_a_refused_framework_is_told_once_and_never_to_those_who_ask(place: Path):
    assert advisor(place, "index", "--rebuild").stderr.count("guides/wrong.md") == 1
    assert advisor(place, "check", PROPOSAL).stderr == ""


def test_a_sync_that_changes_a_past_verdict_names_it_once(place: Path):
    facts = "need: behaviour\nlabelled_examples: 700\n"
    check_id = json.loads(advisor(place, "check", "--json", "--facts", "-", stdin=facts).stdout)["id"]
    house = place / "knowledge" / "guides" / "house.md"
    kept = house.read_text(encoding="utf-8")
    house.write_text(
        kept.replace("at_least: 500", "at_least: 800").replace("below: 500", "below: 800"), encoding="utf-8"
    )
    report = json.loads(advisor(place, "index", "--json").stdout)
    changed = {found["id"]: (found["from"], found["to"]) for found in report["changed_verdicts"]}
    assert changed[check_id] == ("fine_tuning", "prompt_engineering")
    assert json.loads(advisor(place, "index", "--json").stdout)["changed_verdicts"] == []
    assert "would differ today: prompt engineering" in advisor(place, "check", "--again", check_id).stdout
    house.write_text(kept, encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "words"),
    [
        (("--facts", "-"), "labelled_examples: many", 1, ("labelled_examples", "'many'", "whole number")),
        (("--facts", "-"), "golden_examples: 3", 1, ("golden_examples", "labelled_examples")),
        (("--facts", "nowhere.yaml"), "", 1, ("nowhere.yaml",)),
        (("--again", "0000000000"), "", 1, ("0000000000",)),
        (("--again", "0000000000", "text"), "", 2, ("--again",)),
        (("-", "--chart", "costs.png"), "a\n", 2, ("--chart",)),
        ((), "", 2, ("TEXT",)),
    ],
)
def test_bad_input_gets_one_sentence(
    place: Path, arguments: tuple[str, ...], stdin: str, code: int, words: tuple[str, ...]
):
    done: subprocess.CompletedProcess[str] = advisor(place, "check", *arguments, stdin=stdin)
    assert done.returncode == code
    assert all(word in done.stderr for word in words), done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
