"""The guides in `knowledge/`, against decisions whose outcome was read off the articles by hand."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from bot.checks.precedents import case_of
from bot.checks.verdict import Verdict
from bot.decide import decide
from bot.facts import Facts
from bot.frameworks import Framework
from bot.frameworks.reading import framework_of
from bot.model import Option
from indexer.model import Document
from indexer.readers import read_document

KNOWLEDGE = Path(__file__).parents[3] / "knowledge"
COLUMNS = (
    "six-question-decision-tree",
    "retrieval-first-framework",
    "when-to-use-each",
    "five-questions-for-product-teams",
    "product-managers-guide",
)
LETTERS = {
    "R": Option.RAG,
    "F": Option.FINE_TUNING,
    "B": Option.RAG_AND_FINE_TUNING,
    "P": Option.PROMPT_ENGINEERING,
    "L": Option.LONG_CONTEXT,
    "A": Option.AGENTS,
    "?": Option.NEED_MORE_INFORMATION,
    "-": None,
}

# For each decision: the five guides in the order of COLUMNS ("-" abstains), then the house.
DECISIONS: list[tuple[str, dict[str, object], str]] = [
    ("nothing known", {}, "----- ?"),
    ("docs change weekly, few examples", {"labelled_examples": 300, "knowledge_changes": "weekly"}, "RRRRR R"),
    ("docs change weekly", {"knowledge_changes": "weekly"}, "RRRRR R"),
    (
        "many examples on moving knowledge",
        {"knowledge_changes": "monthly", "labelled_examples": 20_000, "task_scope": "narrow"},
        "RRRRR R",
    ),
    ("knowledge changes each quarter", {"knowledge_changes": "quarterly"}, "-RR-R ?"),
    ("citations", {"citations_needed": True}, "RRR-- R"),
    (
        "documentation search over 50,000 pages",
        {
            "need": "knowledge",
            "citations_needed": True,
            "knowledge_changes": "daily",
            "knowledge_tokens": 25_000_000,
        },
        "RRRRR R",
    ),
    (
        "radiology reports in a fixed template",
        {"need": "behaviour", "strict_style": True, "knowledge_changes": "never", "labelled_examples": 3000},
        "RFFFF F",
    ),
    (
        "shop assistant in a brand voice",
        {"need": "both", "strict_style": True, "knowledge_changes": "daily", "labelled_examples": 2000},
        "RRBRR R",
    ),
    (
        "shop assistant with a measured gap",
        {"need": "both", "knowledge_changes": "daily", "labelled_examples": 2000, "base_model_fails": "consistently"},
        "RRBBR B",
    ),
    (
        "ICD-10 coder",
        {
            "need": "behaviour",
            "task_scope": "narrow",
            "labelled_examples": 25_000,
            "stable_inputs": True,
            "base_model_fails": "consistently",
        },
        "FFFFF F",
    ),
    (
        "code review bot",
        {"need": "knowledge", "few_shot_suffices": True, "knowledge_changes": "quarterly"},
        "-RRRP P",
    ),
    ("exam audio", {"need": "knowledge", "knowledge_changes": "yearly", "labelled_examples": 0}, "RRRRR R"),
    ("behaviour, 200 examples", {"need": "behaviour", "labelled_examples": 200}, "RFPRF P"),
    ("behaviour, no examples", {"need": "behaviour", "labelled_examples": 0}, "RFPRR P"),
    ("behaviour, 499 examples", {"need": "behaviour", "labelled_examples": 499}, "RFPRF P"),
    ("behaviour, 500 examples", {"need": "behaviour", "labelled_examples": 500}, "RFFFF F"),
    ("behaviour, 4,999 examples", {"need": "behaviour", "labelled_examples": 4999}, "RFFFF F"),
    ("behaviour, 6,000 examples", {"need": "behaviour", "labelled_examples": 6000}, "-FFFF F"),
    (
        "narrow behaviour, 5,000 examples",
        {"need": "behaviour", "labelled_examples": 5000, "task_scope": "narrow"},
        "FFFFF F",
    ),
    ("few-shot suffices", {"few_shot_suffices": True}, "--P-P P"),
    ("live actions", {"need": "actions"}, "--A-- A"),
    ("voice assistant, 100 ms", {"latency_ms": 100}, "F-FFF F"),
    ("100 ms and 200 examples", {"latency_ms": 100, "labelled_examples": 200}, "R-FRF P"),
    ("data residency alone", {"data_residency": True}, "F---- ?"),
    ("four weeks to ship", {"weeks_to_ship": 4}, "R--RR R"),
    ("half a year to ship", {"weeks_to_ship": 26}, "----- ?"),
    ("unusual inputs", {"unusual_inputs": True}, "---R- R"),
    ("documents by user", {"per_user_permissions": True}, "--R-- R"),
    ("strict style, prompting not tried", {"strict_style": True, "prompting_tried": False}, "FP-FP P"),
    (
        "high volume, stable and narrow",
        {"queries_per_month": 3_000_000, "knowledge_changes": "never", "task_scope": "narrow", "stable_inputs": True},
        "FF-FF ?",
    ),
    (
        "a small handbook that never changes",
        {"need": "knowledge", "knowledge_tokens": 20_000, "knowledge_changes": "never"},
        "-RRRR L",
    ),
    ("both, 100 examples", {"need": "both", "labelled_examples": 100}, "RRBRR R"),
    ("occasional failures", {"base_model_fails": "sometimes"}, "---R- ?"),
    (
        "narrow, 8,000 examples, 300 ms, on our servers",
        {"labelled_examples": 8000, "task_scope": "narrow", "latency_ms": 300, "data_residency": True},
        "F-FFF F",
    ),
    (
        "house style on weekly news",
        {"strict_style": True, "knowledge_changes": "weekly", "labelled_examples": 1000},
        "RRBRR R",
    ),
]


def documents(folder: str) -> list[Document]:
    return [
        read_document(f"{folder}/{path.name}", path.read_bytes()) for path in sorted((KNOWLEDGE / folder).glob("*.md"))
    ]


@pytest.fixture(scope="module")
def frameworks() -> dict[str, Framework]:
    read = {Path(document.source).stem: framework_of(document) for document in documents("guides")}
    return {name: framework for name, framework in read.items() if framework}


def check(frameworks: dict[str, Framework], facts: dict[str, object]) -> Verdict:
    house = next(framework for framework in frameworks.values() if framework.is_house)
    guides = [framework for framework in frameworks.values() if not framework.is_house]
    cases = [case for document in documents("case-studies") if (case := case_of(document))]
    return decide(Facts.of(**facts), guides, house, today=date(2026, 11, 21), cases=cases)


@pytest.mark.parametrize(("name", "facts", "expected"), DECISIONS, ids=[name for name, _, _ in DECISIONS])
def test_each_guide_votes_as_its_article_says(
    name: str, facts: dict[str, object], expected: str, frameworks: dict[str, Framework]
) -> None:
    votes = {guide: frameworks[guide].vote(Facts.of(**facts)) for guide in COLUMNS}
    given = {guide: rule.option if rule else None for guide, rule in votes.items()}
    by_hand, house = expected.split()
    assert given == {guide: LETTERS[letter] for guide, letter in zip(COLUMNS, by_hand, strict=True)}
    assert check(frameworks, facts).option is LETTERS[house]


def test_guides_that_differ_over_how_many_examples_are_enough_are_set_against_each_other(
    frameworks: dict[str, Framework],
) -> None:
    found = check(frameworks, {"need": "behaviour", "labelled_examples": 2000})
    pair = next(pair for pair in found.disagreements if "labelled_examples" in pair.over)
    assert {pair.one.option, pair.other.option} == {Option.RAG, Option.FINE_TUNING}


def test_every_case_study_is_a_precedent_for_its_own_facts(frameworks: dict[str, Framework]) -> None:
    cases = [case for document in documents("case-studies") if (case := case_of(document))]
    assert len(cases) >= 7
    for case in cases:
        found = check(frameworks, dict(case.facts))
        assert case.document.source in [precedent.source for precedent in found.precedents]


def test_every_option_has_three_next_steps_at_least(frameworks: dict[str, Framework]) -> None:
    offered = Counter(step.option for framework in frameworks.values() for step in framework.next_steps)
    assert {option: offered[option] for option in Option if offered[option] < 3} == {}
