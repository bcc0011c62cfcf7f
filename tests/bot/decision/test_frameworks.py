"""Frameworks: what a guide's front matter may say, and why it is refused."""

from dataclasses import replace
from itertools import product

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.frameworks import FrameworkRefused
from bot.frameworks.condition_reading import read_condition
from bot.frameworks.conditions import facts_of
from bot.frameworks.reading import framework_of
from bot.model import Option
from tests.bot.decision.guides import CAUTIOUS, HOUSE, document

BODY = (
    "# Guide\n\nUse retrieval when things\nmove. Train when they stay.\n\n"
    "## Aside\n\nA last word.\n\n## Empty\n\n- an item\n"
)
RULE = "{{id: {id}, when: {when}, option: {option}, because: It says so., quote: {quote}}}"


def rule(when: str, *, name: str = "one", option: str = "rag", quote: str = "Use retrieval when things move.") -> str:
    return RULE.format(id=name, when=when, option=option, quote=quote)


def framework(*rules: str) -> str:
    return "name: Guide\nrules:\n" + "".join(f"  - {written}\n" for written in rules)


def refusal(text: str) -> str:
    with pytest.raises(FrameworkRefused) as refused:
        framework_of(document("guide.md", BODY, text))
    assert str(refused.value).startswith("guide.md: ")
    assert len(str(refused.value)) < 700
    return str(refused.value)


def test_a_document_without_a_framework_has_none() -> None:
    assert framework_of(document("guide.md", BODY)) is None


def test_a_quote_is_the_exact_slice_of_the_body_whatever_its_line_breaks() -> None:
    guide = document("guide.md", BODY, framework(rule("{need: knowledge}")))
    read = framework_of(guide)
    assert read is not None
    quote = read.rules[0].quote
    assert quote.text == "Use retrieval when things\nmove."
    assert guide.text[quote.start : quote.end] == quote.text
    assert quote.start >= guide.body
    assert quote.heading == ("Guide",)


def test_advice_is_the_first_paragraph_under_the_heading_that_a_rule_names() -> None:
    guide = document("guide.md", BODY, framework(rule("{need: both}")[:-1] + ", advice: Aside}"))
    read = framework_of(guide)
    assert read is not None
    advice = read.rules[0].advice
    assert advice is not None
    assert (advice.text, advice.heading) == ("A last word.", ("Guide", "Aside"))
    assert guide.text[advice.start : advice.end] == advice.text


def test_the_first_rule_that_fires_decides_and_unknown_facts_fire_nothing() -> None:
    assert HOUSE.vote({}) is None
    assert HOUSE.vote({"need": "behaviour"}) is None
    vote = HOUSE.vote({"need": "behaviour", "labelled_examples": 500})
    assert vote is not None
    assert (vote.id, vote.option) == ("behaviour-with-examples", Option.FINE_TUNING)
    first = HOUSE.vote({"need": "behaviour", "labelled_examples": 500, "few_shot_suffices": True})
    assert first is not None
    assert first.id == "prompts-suffice"


def test_a_guide_abstains_on_facts_it_says_nothing_about() -> None:
    assert CAUTIOUS.vote({"citations_needed": True}) is None


@pytest.mark.parametrize(
    ("text", "said_why"),
    [
        (framework(rule("{colour: red}")), "one: 'colour' is not a fact. The facts are: need,"),
        (framework(rule("{need: money}")), "one: need cannot be 'money'"),
        (framework(rule("{need: {at_least: 5}}")), "need has no order"),
        (framework(rule("{labelled_examples: {from: 5}}")), "limited by at_least, above, at_most, below"),
        (framework(rule("{labelled_examples: {at_least: 9**9**9}}")), "limited by '9**9**9'"),
        (framework(rule("{labelled_examples: {at_least: .nan}}")), "limited by 'nan'"),
        (framework(rule("{labelled_examples: {at_least: 1.0e+400}}")), "limited by 'inf'"),
        (framework(rule("{labelled_examples: [__import__]}")), "labelled_examples cannot be '__import__'"),
        (framework(rule("{}")), "at least one fact"),
        (framework(rule("{any: []}")), "at least one condition"),
        (framework(rule("{all: {need: both}}")), "all takes a list"),
        (framework(rule("{need: []}")), "compared with an empty list"),
        (framework(rule("{need: null}")), "compared with nothing"),
        (framework(rule("{need: both}", quote="Never said.")), "its quote 'Never said.' is not in the document's text"),
        (framework(rule("{need: both}", quote="'title: guide.md'")), "is not in the document's text"),
        (framework(rule("{need: both}", option="magic")), "framework.rules.0.option"),
        (framework(rule("{need: both}"), rule("{need: actions}")), "two rules are called 'one'"),
        ("name: Guide\nrulez: []\n", "framework.rulez"),
        ("rules: []\n", "framework.name"),
        (
            "name: G\ncosts: [{option: rag, setup: [5, 1], quote: A last word.}]",
            "setup runs from 5 down to 1: put the low figure first",
        ),
        ("name: G\ncosts: [{option: rag, quote: A last word.}]", "give at least one of setup"),
        (framework(rule("{need: both}")[:-1] + ", advice: Nowhere}"), "one: no heading says 'Nowhere'"),
        (framework(rule("{need: both}")[:-1] + ", advice: Empty}"), "one: no paragraph stands under 'Empty'"),
        ("name: G\nturning_points: [{fact: colour, advice: Aside}]", "turning point 'colour': no such fact"),
        ("name: G\nturning_points: [{advice: Aside}]", "'Aside': give it a fact, or the options that it lies between"),
        ("name: G\nturning_points: [{fact: need, between: [rag], advice: Aside}]", "give it a fact, or the options"),
        ("name: G\nturning_points: [{between: [magic], advice: Aside}]", "framework.turning_points.0.between"),
        ("name: G\ncosts: [{option: rag, setup: [.inf, .inf], quote: A last word.}]", "framework.costs.0.setup"),
    ],
)
def test_a_framework_that_cannot_be_trusted_is_refused_with_its_reason(text: str, said_why: str) -> None:
    assert said_why in refusal(text)


def test_a_rule_that_earlier_rules_always_forestall_is_refused_naming_them_all() -> None:
    wide = rule("{labelled_examples: {at_least: 100}}", name="wide")
    narrow = rule("{labelled_examples: {at_least: 500}, need: both}", name="narrow")
    assert "narrow can never fire, because wide always fires before it" in refusal(framework(wide, narrow))
    few = rule("{labelled_examples: {below: 500}}", name="few")
    many = rule("{labelled_examples: {at_least: 500}}", name="many")
    any_number = rule("{labelled_examples: {at_least: 7}}", name="any-number")
    assert "any-number can never fire, because few, many always fires" in refusal(framework(few, many, any_number))
    assert framework_of(document("guide.md", BODY, framework(narrow, wide))) is not None


def test_a_gap_of_one_example_keeps_a_rule_reachable() -> None:
    few = rule("{labelled_examples: {below: 500}}", name="few")
    more = rule("{labelled_examples: {above: 500}}", name="more")
    exactly = rule("{labelled_examples: {at_least: 500, at_most: 500}}", name="exactly")
    assert framework_of(document("guide.md", BODY, framework(few, more, exactly))) is not None


@pytest.mark.parametrize(
    "when",
    [
        "{labelled_examples: {at_least: 10, below: 5}}",
        "{labelled_examples: {above: 5, below: 6}}",
        "{all: [{need: both}, {not: {need: both}}]}",
        "{weeks_to_ship: {above: 2, below: 2.1}}",
    ],
)
def test_a_condition_that_contradicts_itself_is_refused(when: str) -> None:
    assert "one contradicts itself: it never holds" in refusal(framework(rule(when)))


def test_what_is_deep_or_large_is_refused_before_it_is_walked_through() -> None:
    deep: object = {"need": "both"}
    for _ in range(100_000):
        deep = {"not": deep}
    guide = replace(document("guide.md", BODY), framework={"name": "G", "rules": [{"when": deep}]})
    with pytest.raises(FrameworkRefused, match="20 levels"):
        framework_of(guide)
    bomb: object = ["x"]
    for _ in range(50):
        bomb = [bomb] * 9
    with pytest.raises(FrameworkRefused, match="make it smaller"):
        framework_of(replace(document("guide.md", BODY), framework={"name": "G", "rules": bomb}))


def test_braces_and_directives_in_texts_stay_text() -> None:
    text = framework(rule("{need: both}")).replace("It says so.", "'{0.__class__} %s ${HOME}'")
    read = framework_of(document("guide.md", BODY, text))
    assert read is not None
    assert read.rules[0].because == "{0.__class__} %s ${HOME}"


CONDITIONS = st.recursive(
    st.sampled_from(
        [
            {"need": "both"},
            {"need": ["knowledge", "behaviour"]},
            {"citations_needed": False},
            {"labelled_examples": {"at_least": 500, "below": 5000}},
            {"knowledge_changes": ["weekly", "daily"]},
        ]
    ),
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=6,
)
VALUES: dict[str, list[object]] = {
    "need": [None, "both", "knowledge", "actions"],
    "citations_needed": [None, True, False],
    "labelled_examples": [None, 499, 500, 5000],
    "knowledge_changes": [None, "weekly", "never"],
}


@given(CONDITIONS, st.tuples(*(st.sampled_from(values) for values in VALUES.values())))
def test_knowing_more_never_changes_what_is_settled(raw: dict[str, object], row: tuple[object, ...]) -> None:
    condition = read_condition(raw, "rule")
    known = {name: value for name, value in zip(VALUES, row, strict=True) if isinstance(value, int | str)}
    held = condition.holds(known)
    if held is None:
        return
    unknown = [name for name in facts_of(condition) if name not in known]
    for more in product(*(VALUES[name][1:] for name in unknown)):
        learnt = {name: value for name, value in zip(unknown, more, strict=True) if isinstance(value, int | str)}
        assert condition.holds({**known, **learnt}) is held


def test_the_yaml_of_the_grammar_reads_as_written() -> None:
    raw = yaml.safe_load(
        "{all: [{need: behaviour}, {any: [{labelled_examples: {at_least: 500}}, {not: {few_shot_suffices: true}}]}]}"
    )
    condition = read_condition(raw, "rule")
    assert facts_of(condition) == ("need", "labelled_examples", "few_shot_suffices")
    assert condition.holds({"need": "behaviour", "labelled_examples": 1}) is None
    assert condition.holds({"need": "behaviour", "labelled_examples": 500}) is True
    assert condition.holds({"need": "behaviour", "labelled_examples": 1, "few_shot_suffices": True}) is False
