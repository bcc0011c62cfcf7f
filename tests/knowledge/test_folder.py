"""What every document in the knowledge folder promises to the people who edit it and to the index."""

import re
from datetime import date

import pytest
import yaml

from tests.knowledge.articles import KNOWLEDGE, Article, articles, comparisons

GUIDES = articles("guides")
CASES = articles("case-studies")
ALL = GUIDES + CASES
PARTS = ("rules", "anti_patterns", "costs", "next_steps")
KINDS = {"guide", "framework", "case-study"}
OPTIONS = {"prompt_engineering", "long_context", "rag", "fine_tuning", "rag_and_fine_tuning", "agents"}
CHOICES = {
    "need": {"knowledge", "behaviour", "both", "actions"},
    "knowledge_changes": {"never", "yearly", "quarterly", "monthly", "weekly", "daily", "continuously"},
    "task_scope": {"narrow", "broad"},
    "base_model_fails": {"never", "sometimes", "consistently"},
}
FLAGS = {
    "citations_needed",
    "stable_inputs",
    "data_residency",
    "few_shot_suffices",
    "unusual_inputs",
    "per_user_permissions",
    "strict_style",
    "prompting_tried",
    "evaluation_planned",
}
NUMBERS = {
    "labelled_examples",
    "latency_ms",
    "queries_per_month",
    "weeks_to_ship",
    "knowledge_tokens",
    "monthly_budget",
}
LIMITS = {"at_least", "above", "at_most", "below"}
CASE_HEADINGS = ["Situation", "Decision", "Why", "What was given up", "Outcome", "Source"]

every_document = pytest.mark.parametrize("document", ALL, ids=lambda document: document.name)
every_guide = pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def allowed(fact: str, value: object) -> bool:
    if fact in CHOICES:
        return value in CHOICES[fact]
    if fact in FLAGS:
        return isinstance(value, bool)
    return fact in NUMBERS and isinstance(value, int | float) and not isinstance(value, bool) and value >= 0


def fits(fact: str, compared: object) -> bool:
    if isinstance(compared, dict):
        return fact in NUMBERS and bool(compared) and set(compared) <= LIMITS
    return all(allowed(fact, value) for value in (compared if isinstance(compared, list) else [compared]))


def test_the_five_guides_the_house_framework_and_the_seven_cases_are_there():
    assert len([guide for guide in GUIDES if guide.front["kind"] == "guide"]) >= 5
    assert len([guide for guide in GUIDES if guide.front["kind"] == "framework"]) == 1
    assert len(CASES) >= 7


@every_document
def test_every_document_says_what_it_is_who_wrote_it_and_when_it_was_checked(document: Article):
    front = document.front
    assert all(isinstance(front[key], str) and front[key] for key in ("title", "author", "source"))
    assert front["kind"] in KINDS
    assert isinstance(front["as_of"], date)
    assert front["tags"]
    assert front["audience"] == ["everyone"]


@every_document
def test_a_review_date_comes_after_the_day_of_the_last_check(document: Article):
    assert document.front.get("expires", date.max) > document.front["as_of"]


@every_guide
def test_guides_that_quote_monthly_prices_have_a_review_date(guide: Article):
    assert "expires" in guide.front or not re.search(r"\$\d", guide.body)


@every_document
def test_the_text_starts_with_one_heading_and_a_summary(document: Article):
    lines = document.body.split("\n\n")
    assert lines[0].startswith("# ")
    assert sum(line.startswith("# ") for line in document.body.splitlines()) == 1


@every_guide
def test_every_quote_stands_once_in_one_paragraph_of_the_same_document(guide: Article):
    paragraphs = guide.body.split("\n\n")
    for part in PARTS:
        for entry in guide.entries(part):
            assert sum(paragraph.count(entry["quote"]) for paragraph in paragraphs) == 1, entry["quote"]


@every_guide
def test_every_rule_names_an_option_and_gives_its_reason_in_one_sentence(guide: Article):
    rules = guide.entries("rules")
    assert rules
    for rule in rules:
        assert rule["option"] in OPTIONS
        assert re.fullmatch(r"[A-Z].*[^.]\.", rule["because"]), rule["because"]
        assert ". " not in rule["because"]


@every_guide
def test_rule_names_are_not_used_twice_in_a_guide(guide: Article):
    names = [rule["id"] for rule in guide.entries("rules")]
    assert len(names) == len(set(names))


@every_guide
def test_conditions_compare_known_facts_with_values_that_they_can_have(guide: Article):
    for entry in guide.entries("rules") + guide.entries("anti_patterns"):
        tests = list(comparisons(entry["when"]))
        assert tests, "a rule without a fact would vote always"
        assert all(fits(fact, compared) for fact, compared in tests), entry


@every_guide
def test_costs_run_from_low_to_high_and_their_figures_stand_in_the_quote(guide: Article):
    for entry in guide.entries("costs"):
        assert entry["option"] in OPTIONS
        for name in sorted({"setup", "fixed_monthly", "per_query", "update"} & set(entry)):
            low, high = entry[name]
            assert 0 <= low <= high
            figures = re.findall(r"[\d.]*\d", entry["quote"].replace(",", ""))
            assert {low, high} <= {float(figure) for figure in figures}


@every_guide
def test_next_steps_belong_to_options(guide: Article):
    steps = guide.entries("next_steps")
    assert steps
    assert all(step["option"] in {*OPTIONS, "need_more_information"} and step["step"].endswith(".") for step in steps)


@every_case
def test_case_studies_have_the_same_six_headings_in_order(case: Article):
    assert case.headings == CASE_HEADINGS


@every_case
def test_case_studies_carry_the_facts_and_the_decision_in_the_words_of_a_check(case: Article):
    assert case.front["decision"] in OPTIONS
    assert case.front["facts"]
    assert all(allowed(fact, value) for fact, value in case.front["facts"].items())


@every_case
def test_case_studies_tell_something_under_each_heading(case: Article):
    sections = re.split(r"^## .*$", case.body, flags=re.MULTILINE)[1:]
    assert all(len(section.split()) >= 6 for section in sections)


def test_the_template_in_the_readme_has_the_form_of_a_case_study():
    readme = (KNOWLEDGE / "README.md").read_text(encoding="utf-8")
    template = readme.rsplit("```markdown\n", 1)[1].split("```")[0]
    _, front, body = template.split("---\n", 2)
    case = Article(KNOWLEDGE / "case-studies" / "template.md", yaml.safe_load(front), body)
    assert case.headings == CASE_HEADINGS
    assert all(allowed(fact, value) for fact, value in case.front["facts"].items())


def test_the_readme_explains_every_fact_and_every_option():
    readme = (KNOWLEDGE / "README.md").read_text(encoding="utf-8")
    assert [name for name in [*CHOICES, *FLAGS, *NUMBERS, *OPTIONS] if f"`{name}`" not in readme] == []


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        ("six-question-decision-tree", ["5,000 labelled", "2–4 weeks", "8–16 weeks", "$500–$5,000", "$3–$25"]),
        ("when-to-use-each", ["500+ training examples", "100–500 ms", "50–300 ms", "$0.01–0.05", "50–200"]),
        ("five-questions-for-product-teams", ["500-1,000", "10,000 is a project", "a day", "two weeks", "90-day"]),
        ("product-managers-guide", ["200–800 ms", "6 weeks", "4+ months", "3+ months", "87%"]),
    ],
)
def test_each_guide_keeps_its_own_figures_where_the_guides_disagree(name: str, figures: list[str]):
    (guide,) = (guide for guide in GUIDES if guide.path.stem == name)
    assert [figure for figure in figures if figure not in guide.body] == []


@pytest.mark.parametrize(
    ("name", "foreign"),
    [
        ("six-question-decision-tree", ["100–500 ms", "200–800 ms", "500 labelled", "500-1,000"]),
        ("when-to-use-each", ["200–800 ms", "5,000 labelled", "8–16 weeks"]),
        ("five-questions-for-product-teams", ["5,000", "100–500 ms", "8–16 weeks"]),
        ("product-managers-guide", ["100–500 ms", "8–16 weeks", "5,000", "500 labelled"]),
        ("retrieval-first-framework", ["100–500 ms", "200–800 ms", "5,000", "500 labelled"]),
    ],
)
def test_no_guide_borrows_the_figures_of_another(name: str, foreign: list[str]):
    (guide,) = (guide for guide in GUIDES if guide.path.stem == name)
    assert [figure for figure in foreign if figure in guide.body] == []
