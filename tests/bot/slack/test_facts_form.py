from hypothesis import given, settings
from hypothesis import strategies as st

from bot.facts import CATALOGUE, FACTS, Facts, Kind
from bot.slack.checks.facts_form import GROUPS, entered, form
from tests.fakes.slack.inspection import visible
from tests.fakes.slack.interactions import state
from tests.fakes.slack.limits import check_view

VALUES = {
    fact.name: st.sampled_from(fact.allowed)
    if fact.kind is Kind.CHOICE
    else st.booleans()
    if fact.kind is Kind.FLAG
    else st.integers(0, min(fact.most, 10**9))
    for fact in CATALOGUE
}


def submitted(facts: Facts, **changed: str | None) -> object:
    return state(form("card", facts)["blocks"], changed)  # type: ignore[arg-type] # JSON on Slack's side


def test_every_fact_is_asked_once_in_plain_words() -> None:
    grouped = [name for _, names in GROUPS for name in names]
    assert sorted(grouped) == sorted(FACTS)
    shown = visible(form("card", {}))
    for fact in CATALOGUE:
        assert fact.question in shown
        assert "_" not in fact.name or fact.name not in shown


@settings(deadline=None)
@given(st.fixed_dictionaries({}, optional=VALUES))
def test_any_facts_fill_a_form_within_slacks_limits_and_come_back_as_they_were(given_facts: dict[str, object]) -> None:
    facts = Facts.of(**given_facts)
    check_view(form("card", facts))
    assert entered(submitted(facts)) == facts


def test_numbers_are_read_as_people_write_them() -> None:
    read = entered(
        submitted(Facts(), labelled_examples="40k", queries_per_month="1,5 million", monthly_budget="$5,000")
    )
    assert read == Facts.of(labelled_examples=40_000, queries_per_month=1_500_000, monthly_budget=5_000)


def test_what_is_made_unknown_or_empty_is_unknown() -> None:
    known = Facts.of(labelled_examples=300, need="knowledge")
    assert entered(submitted(known, labelled_examples=None, need="unknown")) == Facts()


def test_each_wrong_value_is_named_on_its_field_with_what_is_allowed() -> None:
    wrong = entered(submitted(Facts(), labelled_examples="1e309", latency_ms="fast"))
    assert isinstance(wrong, dict)
    assert wrong["labelled_examples"].startswith("Labelled examples cannot be '1e309': give a whole number")
    assert set(wrong) == {"labelled_examples", "latency_ms"}


@given(st.recursive(st.none() | st.booleans() | st.text(), lambda inner: st.dictionaries(st.text(), inner)))
def test_a_state_that_slack_would_not_make_states_nothing(forged: object) -> None:
    assert entered(forged) == Facts()
