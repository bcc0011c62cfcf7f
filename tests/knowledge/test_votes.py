"""How the folder's frameworks vote, by the product's own reading of them: decisions read off the articles by hand."""

import pytest

from bot.checks.precedents import case_of
from bot.facts.values import Value
from bot.frameworks import Framework
from bot.frameworks.reading import framework_of
from indexer.model import Document
from indexer.readers.markdown import read_markdown
from tests.knowledge.articles import KNOWLEDGE, articles

TREE, POINTS, CHART = "six-question-decision-tree", "retrieval-first-framework", "when-to-use-each"
FIVE, MANAGER, HOUSE = "five-questions-for-product-teams", "product-managers-guide", "house-framework"


def document(source: str) -> Document:
    return read_markdown(source, (KNOWLEDGE / source).read_bytes(), "hash")


def framework(name: str) -> Framework:
    found = framework_of(document(f"guides/{name}.md"))
    assert found is not None
    return found


def vote(name: str, known: dict[str, Value]) -> str | None:
    rule = framework(name).vote(known)
    return rule.option.value if rule else None


@pytest.mark.parametrize("name", [guide.path.stem for guide in articles("guides")])
def test_every_framework_is_accepted_and_abstains_when_nothing_is_known(name: str):
    assert framework(name).vote({}) is None


@pytest.mark.parametrize("name", [case.name for case in articles("case-studies")])
def test_every_case_study_is_accepted_as_a_precedent_with_an_outcome(name: str):
    case = case_of(document(name))
    assert case is not None
    assert case.outcome.text


@pytest.mark.parametrize(
    ("known", "option"),
    [
        ({"few_shot_suffices": True}, "prompt_engineering"),
        ({"need": "actions"}, "agents"),
        ({"labelled_examples": 300, "knowledge_changes": "weekly"}, "rag"),
        ({"citations_needed": True}, "rag"),
        ({"need": "knowledge", "knowledge_tokens": 20_000, "knowledge_changes": "yearly"}, "long_context"),
        ({"need": "knowledge", "knowledge_tokens": 20_000, "knowledge_changes": "weekly"}, "rag"),
        ({"task_scope": "narrow", "labelled_examples": 12_000, "stable_inputs": True}, "fine_tuning"),
        ({"data_residency": True, "need": "behaviour", "labelled_examples": 8_000}, "fine_tuning"),
        ({"need": "behaviour", "labelled_examples": 499}, "prompt_engineering"),
        ({"need": "behaviour", "labelled_examples": 8_000, "prompting_tried": False}, "prompt_engineering"),
        ({"need": "both", "labelled_examples": 500, "few_shot_suffices": False}, "rag_and_fine_tuning"),
        ({"need": "both", "labelled_examples": 499, "few_shot_suffices": False}, "rag"),
        ({"strict_style": True}, None),
    ],
)
def test_the_house_framework_goes_from_prompts_to_rag_to_fine_tuning(known: dict[str, Value], option: str | None):
    assert vote(HOUSE, known) == option


@pytest.mark.parametrize(
    ("name", "known", "option"),
    [
        (TREE, {"labelled_examples": 4_999, "task_scope": "narrow"}, "rag"),
        (TREE, {"labelled_examples": 5_000, "task_scope": "narrow"}, "fine_tuning"),
        (TREE, {"knowledge_changes": "monthly", "data_residency": True}, "rag"),
        (TREE, {"data_residency": True}, "fine_tuning"),
        (POINTS, {"need": "knowledge"}, "rag"),
        (POINTS, {"strict_style": True}, "fine_tuning"),
        (POINTS, {"strict_style": True, "few_shot_suffices": True}, "prompt_engineering"),
        (POINTS, {"latency_ms": 50}, None),
        (CHART, {"need": "knowledge", "strict_style": True}, "rag_and_fine_tuning"),
        (CHART, {"need": "behaviour", "labelled_examples": 500}, "fine_tuning"),
        (CHART, {"need": "behaviour", "labelled_examples": 499}, "prompt_engineering"),
        (CHART, {"latency_ms": 100}, "fine_tuning"),
        (FIVE, {"need": "behaviour", "labelled_examples": 499}, "rag"),
        (FIVE, {"need": "behaviour", "weeks_to_ship": 12}, "rag"),
        (FIVE, {"need": "behaviour", "labelled_examples": 1_000}, "fine_tuning"),
        (FIVE, {"citations_needed": True}, None),
        (MANAGER, {"need": "behaviour", "prompting_tried": False}, "prompt_engineering"),
        (MANAGER, {"need": "behaviour", "labelled_examples": 0}, "rag"),
        (MANAGER, {"need": "behaviour", "prompting_tried": True}, "fine_tuning"),
        (MANAGER, {"latency_ms": 300}, "fine_tuning"),
    ],
)
def test_each_guide_votes_as_its_article_says(name: str, known: dict[str, Value], option: str | None):
    assert vote(name, known) == option


@pytest.mark.parametrize("name", ["documentation-search", "exam-audio-product", "code-review-bot"])
def test_the_house_framework_agrees_with_the_cases_whose_facts_decide(name: str):
    case = document(f"case-studies/{name}.md")
    assert vote(HOUSE, dict(case.facts or {})) == case.decision
