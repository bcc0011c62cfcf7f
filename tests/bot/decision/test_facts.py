"""The fact model: values parsed as documented or refused by name, whatever is written."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.facts import (
    CATALOGUE,
    FACTS,
    FactRefused,
    Facts,
    Kind,
    Reading,
    facts_from_text,
    parse_value,
    said,
    said_any,
)
from bot.facts.catalogue import UnknownFact

EXAMPLES = FACTS["labelled_examples"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (5000, 5000),
        (5000.0, 5000),
        ("5,000", 5000),
        ("5 000", 5000),
        ("1.500.000", 1_500_000),
        ("40k", 40_000),
        ("1,5 million", 1_500_000),
        ("two hundred", 200),
        ("twenty-five thousand", 25_000),
        ("５００", 500),
        ("-0", 0),
        (-0.0, 0),
        ("5e3", 5000),
        ("0100", 100),
        (None, None),
        ("unknown", None),
    ],
)
def test_a_number_may_be_written_as_people_write_it(written: object, value: int | None) -> None:
    assert parse_value(EXAMPLES, written) == value


@pytest.mark.parametrize(
    "written",
    [
        *(float("nan"), float("inf"), -1, "-5", "1e309", "NaN", "1,5", "1.5", 1.5, "1,5000", "5,00,000", True, [5], {}),
        *("9**9**9", "__import__('os')", "{0.__class__}", "$500", 10**400, "9" * 300, "(" * 100_000, "5 apples"),
    ],
)
def test_what_is_no_number_of_examples_is_refused_naming_field_value_and_what_is_allowed(written: object) -> None:
    with pytest.raises(FactRefused) as refused:
        parse_value(EXAMPLES, written)
    assert "labelled_examples" in str(refused.value)
    assert "a whole number of labelled examples from 0 to" in str(refused.value)
    assert len(str(refused.value)) < 300


def test_a_budget_may_carry_the_dollar_sign_and_no_other() -> None:
    budget = FACTS["monthly_budget"]
    assert [parse_value(budget, text) for text in ("$2,000", "2k USD", "US$ 500")] == [2000, 2000, 500]
    for text in ("€2,000", "2000 euros", "£5"):
        with pytest.raises(FactRefused, match="US dollars"):
            parse_value(budget, text)


def test_yes_and_no_are_words_or_booleans_and_never_numbers() -> None:
    flag = FACTS["citations_needed"]
    assert [parse_value(flag, raw) for raw in (True, "yes", "No", "FALSE")] == [True, True, False, False]
    for raw in (1, 0, "maybe"):
        with pytest.raises(FactRefused, match=r"citations_needed.*yes or no"):
            parse_value(flag, raw)


def test_yaml_and_json_say_the_same() -> None:
    expected = Facts.of(labelled_examples=300, knowledge_changes="weekly", citations_needed=True)
    assert facts_from_text("labelled_examples: 300\nknowledge_changes: weekly\ncitations_needed: yes\n") == expected
    assert (
        facts_from_text('{"citations_needed": true,\t"labelled_examples": 300, "knowledge_changes": "weekly"}')
        == expected
    )
    assert facts_from_text("labelled_examples:\nneed: unknown\nlatency_ms: null\n") == Facts()


@pytest.mark.parametrize(
    ("text", "said_why"),
    [
        ("labelled_exampels: 5", "'labelled_exampels' is not a fact. The facts are: need, "),
        ("labelled_examples: 5\nlabelled_examples: 6", "labelled_examples is given 2 times"),
        ('{"need": "both", "need": "both"}', "need is given 2 times"),
        ("knowledge_changes: hourly", "knowledge_changes cannot be 'hourly': give one of never, yearly"),
        ("labelled_examples: 1e309", "labelled_examples cannot be '1e309'"),
        ('{"labelled_examples": 1e309}', "labelled_examples cannot be inf"),
        ('{"labelled_examples": NaN}', "labelled_examples cannot be nan"),
        ("need: &a both\ntask_scope: *a", "anchors and aliases"),
        ("need: !!python/object/apply:os.system [ls]", "need cannot be"),
        ("[" * 100_000, "at most 20,000"),
        ("[" * 10_000, "without nested brackets"),
        ("- " * 9_000, "neither YAML nor JSON"),
        ("just words", "`name: value` lines"),
        ("", "`name: value` lines"),
        ("need: [both", "neither YAML nor JSON"),
    ],
)
def test_a_bad_file_is_refused_in_words(text: str, said_why: str) -> None:
    with pytest.raises(FactRefused) as refused:
        facts_from_text(text)
    assert said_why in str(refused.value)


def _values(name: str) -> st.SearchStrategy[object]:
    fact = FACTS[name]
    if fact.kind is Kind.FLAG:
        return st.booleans()
    return st.sampled_from(fact.allowed) if fact.allowed else st.integers(0, fact.most)


ANY_FACTS = st.fixed_dictionaries({}, optional={fact.name: _values(fact.name) for fact in CATALOGUE})


@given(ANY_FACTS, st.randoms())
def test_facts_are_equal_in_any_order(values: dict[str, object], random: Random) -> None:
    shuffled = list(values.items())
    random.shuffle(shuffled)
    one, other = Facts.of(**values), Facts.of(**dict(shuffled))
    assert one == other
    assert hash(one) == hash(other)
    assert list(one) == list(other)


@given(ANY_FACTS)
def test_every_known_fact_can_be_said_and_no_braces_are_left(values: dict[str, object]) -> None:
    for name, value in Facts.of(**values).items():
        assert "{" not in said(FACTS[name], value)


@pytest.mark.parametrize(
    ("name", "values", "words"),
    [
        ("knowledge_changes", ["weekly"], "the knowledge changes weekly"),
        (
            "knowledge_changes",
            ["never", "yearly", "quarterly"],
            "the knowledge never changes, changes yearly or quarterly",
        ),
        ("base_model_fails", ["never", "sometimes"], "the base model never fails or fails sometimes"),
        ("task_scope", ["narrow", "broad"], "the task is narrow or broad"),
        (
            "need",
            ["knowledge", "both", "actions"],
            "the model lacks knowledge, lacks knowledge and must respond in a particular way, "
            "or must act, not only answer",
        ),
    ],
)
def test_several_values_are_said_as_one_phrase_without_repeating_its_verb(name: str, values: list[str], words: str):
    assert said_any(FACTS[name], values) == words


def test_facts_name_what_is_unknown_and_change_into_new_facts() -> None:
    facts = Facts.of(need="both")
    assert facts.changed("need", None) == Facts()
    assert facts.changed("labelled_examples", 5) == Facts.of(labelled_examples=5, need="both")
    assert "need" not in facts.unknown
    assert facts == Facts.of(need="both")


def test_a_reading_of_no_fact_is_refused() -> None:
    with pytest.raises(UnknownFact, match="'colour' is not a fact"):
        Facts([Reading("colour", "red")])


def test_every_fact_says_its_question_and_why_it_matters() -> None:
    for fact in CATALOGUE:
        assert fact.question.endswith((".", "?"))
        assert fact.why.endswith(".")
        assert len(fact.said) == (2 if fact.kind is Kind.FLAG else 1)


def test_a_yaml_mapping_on_one_line_is_read() -> None:
    assert facts_from_text("{labelled_examples: 300, citations_needed: yes}") == Facts.of(
        labelled_examples=300, citations_needed=True
    )
