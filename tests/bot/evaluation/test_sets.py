"""A set is read whole, or each thing wrong with it is told in a sentence that names file, question and remedy."""

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.evaluation.entries import items_of_yaml
from bot.evaluation.folder import Folder
from bot.evaluation.model import EvaluationError, Item, Kind, Span
from bot.evaluation.sets import find_set, read_set, read_sets
from bot.model import Option

REFUNDS = "---\ntitle: Refund policy\n---\nA refund takes 5 working days. Exchanges are free.\n"
GOOD = {
    "id": "s1",
    "question": "How long does a refund take?",
    "answerable": True,
    "sources": ["refunds.md"],
    "phrases": [["5 Working  Days", "a week"]],
    "figures": True,
}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    knowledge = tmp_path / "knowledge"
    knowledge.mkdir()
    (knowledge / "refunds.md").write_text(REFUNDS, encoding="utf-8")
    (tmp_path / "secret.md").write_text("A refund takes 5 working days.", encoding="utf-8")
    return Folder(knowledge)


def written(tmp_path: Path, *entries: object, name: str = "support.yaml") -> Path:
    file = tmp_path / name
    file.write_text(json.dumps(entries), encoding="utf-8")  # JSON is YAML
    return file


def problem(tmp_path: Path, folder: Folder, *entries: object) -> str:
    with pytest.raises(EvaluationError) as refused:
        read_set(written(tmp_path, *entries), folder)
    return str(refused.value)


def without(key: str) -> dict[str, object]:
    return {name: value for name, value in GOOD.items() if name != key}


def test_a_good_item_is_read_with_all_that_it_says(tmp_path: Path, folder: Folder):
    near_miss = {"id": "s2", "question": "Who pays?", "answerable": False, "why": "near_miss"}
    read = read_set(written(tmp_path, {**GOOD, "option": "rag", "split": "dev"}, near_miss), folder)
    assert read.name == "support"
    assert read.items == (
        Item(
            "support",
            "s1",
            "How long does a refund take?",
            Kind.ANSWERABLE,
            ("refunds.md",),
            (("5 Working  Days", "a week"),),
            figures=True,
            option=Option.RAG,
            split="dev",
        ),
        Item("support", "s2", "Who pays?", Kind.NEAR_MISS),
    )


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (without("question"), "question s1: question is missing; it takes the words that a user would write"),
        (without("id"), "question number 1: id is missing"),
        (
            {**GOOD, "answerable": "maybe"},
            "question s1: answerable is or holds 'maybe', which does not fit; it takes true",
        ),
        ({**GOOD, "answerable": False}, "question s1: why is missing; it takes off_subject or near_miss"),
        ({**GOOD, "answerable": False, "why": "odd"}, "question s1: why is or holds 'odd'"),
        ({**GOOD, "why": "near_miss"}, "question s1: why tells why a question is not answerable"),
        ({**GOOD, "option": "magic"}, "one of prompt_engineering, long_context, rag"),
        ({**GOOD, "phrases": ["5 working days"]}, "a list of lists of alternatives"),
        ({**GOOD, "sorces": []}, "question s1: sorces is no key of a question; the keys are id, question"),
        (without("sources"), "question s1: it is answerable, so sources must name the documents"),
        (without("phrases"), "question s1: figures is true, so phrases must hold the figure"),
        ({**GOOD, "sources": ["gone.md"]}, "question s1: sources names 'gone.md', which is no document of the folder"),
        ({**GOOD, "sources": ["../secret.md"]}, "'../secret.md', which is no document of the folder"),
        ({**GOOD, "phrases": [["Refund policy"]]}, "none of which stands in the text of its sources below"),
        ({**GOOD, "spans": [{"source": "refunds.md", "start": 9, "end": 999}]}, "a span ends at 999 of refunds.md"),
        ({**GOOD, "spans": [{"source": "refunds.md", "start": 9, "end": 9}]}, "a span goes from 9 to 9"),
        ("how long", "question number 1: 'how long' is no question"),
    ],
)
def test_what_is_wrong_with_an_item_is_told_with_what_is_allowed(
    tmp_path: Path, folder: Folder, entry: object, words: str
):
    told = problem(tmp_path, folder, entry)
    assert words in told
    assert "support.yaml" in told


def test_every_problem_is_told_at_once(tmp_path: Path, folder: Folder):
    told = problem(tmp_path, folder, without("question"), {**GOOD, "id": "s2", "sources": ["gone.md"]})
    assert "question s1" in told
    assert "question s2" in told


def test_an_id_is_used_once(tmp_path: Path, folder: Folder):
    assert "question s1: 2 questions have this id" in problem(tmp_path, folder, GOOD, GOOD)


@pytest.mark.parametrize(("text", "words"), [("a: [", "not YAML"), ("a: b", "not a list"), ("[]", "no questions")])
def test_a_file_that_is_no_list_of_questions_is_refused(tmp_path: Path, folder: Folder, text: str, words: str):
    file = tmp_path / "support.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError, match=words):
        read_set(file, folder)


def test_json_lines_with_spans_are_a_set_named_by_its_folder(tmp_path: Path, folder: Folder):
    (tmp_path / "shop").mkdir()
    file = tmp_path / "shop" / "queries.jsonl"
    file.write_text('{"id": "q1", "text": "How long?", "corpus": "refunds", "refs": [[29, 59]]}\n\n', encoding="utf-8")
    read = read_set(file, folder)
    assert read.name == "shop"
    span = Span("refunds.md", 29, 59)
    assert read.items == (Item("shop", "q1", "How long?", Kind.ANSWERABLE, ("refunds.md",), spans=(span,)),)


def test_a_line_with_a_span_outside_its_document_is_refused(tmp_path: Path, folder: Folder):
    file = tmp_path / "queries.jsonl"
    file.write_text('{"id": "q1", "text": "How long?", "corpus": "refunds", "refs": [[2, 5000]]}', encoding="utf-8")
    with pytest.raises(EvaluationError, match="question q1: a span ends at 5000"):
        read_set(file, folder)


@pytest.mark.parametrize("refs", [[[5, 5]], [[9, 2]], [[-3, 4]]])
def test_a_line_with_a_span_of_nothing_is_refused(tmp_path: Path, folder: Folder, refs: list[list[int]]):
    line = json.dumps({"id": "q1", "text": "How long?", "corpus": "refunds", "refs": refs})
    (tmp_path / "queries.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(EvaluationError, match="question q1: a span goes from"):
        read_set(tmp_path / "queries.jsonl", folder)


def test_a_file_that_the_index_refuses_is_no_source(tmp_path: Path, folder: Folder):
    (tmp_path / "knowledge" / "broken.md").write_bytes(b"\xff\xfe\x00binary")
    assert "'broken.md', which is no document" in problem(tmp_path, folder, {**GOOD, "sources": ["broken.md"]})


def test_a_set_is_found_by_its_name_or_its_file(tmp_path: Path):
    file = written(tmp_path, GOOD)
    assert find_set("support", tmp_path) == file
    assert find_set(str(file), Path("elsewhere")) == file


def test_a_name_without_a_set_is_told_the_names_there_are_and_floors_is_none_of_them(tmp_path: Path):
    written(tmp_path, GOOD)
    written(tmp_path, name="floors.yaml")
    with pytest.raises(EvaluationError, match=r"no question set 'floors': the sets in .* are support\."):
        find_set("floors", tmp_path)


def test_a_set_asked_for_twice_is_refused(tmp_path: Path, folder: Folder):
    file = written(tmp_path, GOOD)
    with pytest.raises(EvaluationError, match="2 of the sets are called support"):
        read_sets(["support", str(file)], tmp_path, folder)


@settings(deadline=None)  # the machine is shared
@given(st.text(max_size=200) | st.sampled_from(["2026-13-40", "[" * 1_200, "- {id: 2026-13-40}", "- &a [*a]", "\x00"]))
def test_no_text_breaks_the_reading_of_a_set(text: str):
    items, problems = items_of_yaml(text, "any")
    assert all(isinstance(item, Item) for item in items)
    assert items or problems or yaml.safe_load(text) == []
