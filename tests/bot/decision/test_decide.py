"""Verdicts: computed from the rules, the same for the same facts, every claim cited, every flip exact."""

import json
from datetime import date
from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.checks.flips import flips_in_words
from bot.checks.precedents import Case, CaseRefused, case_of
from bot.checks.verdict import Firmness, Verdict
from bot.checks.verdict_json import verdict_json
from bot.costs import DEFAULT_VOLUME, first_year, monthly_at
from bot.decide import decide
from bot.facts import FACTS, Facts, Kind, Value
from bot.frameworks import Framework
from bot.frameworks.boundaries import regions
from bot.frameworks.panel import Panel
from bot.model import Option
from tests.bot.decision.guides import CAUTIOUS, EAGER, GUIDES, HOUSE, document

TODAY = date(2026, 11, 21)
CASE_BODY = "# A case\n\nIntroduction first.\n\n## Outcome\n\nIt shipped in six weeks. More later.\n"


def case(source: str, decision: str, **facts: object) -> Case:
    read = case_of(document(source, CASE_BODY, facts=facts, decision=decision))
    assert read is not None
    return read


CASES = (
    case("cases/alike.md", "rag", knowledge_changes="weekly", labelled_examples=250),
    case("cases/opposite.md", "fine_tuning", knowledge_changes="never", labelled_examples=40_000),
    case("cases/elsewhere.md", "agents", latency_ms=50),
)


def verdict(house: Framework | None = HOUSE, **facts: object) -> Verdict:
    return decide(Facts.of(**facts), GUIDES, house, today=TODAY, cases=CASES)


def test_the_house_decides_and_says_why() -> None:
    found = verdict(labelled_examples=300, knowledge_changes="weekly")
    assert found.option is Option.RAG
    assert found.because.startswith("The knowledge changes weekly. ")
    assert found.house is not None
    assert found.house.citation.number == 1
    assert found.firmness is Firmness.UNANIMOUS
    assert found.abstained == ("Eager guide",)


def test_guides_that_differ_are_put_side_by_side_with_the_fact_they_differ_over() -> None:
    found = verdict(need="behaviour", labelled_examples=2000)
    assert found.option is Option.FINE_TUNING
    assert found.firmness is Firmness.CONTESTED
    (pair,) = found.disagreements
    assert {pair.one.guide: pair.one.option, pair.other.guide: pair.other.option} == {
        "Cautious guide": Option.RAG,
        "Eager guide": Option.FINE_TUNING,
    }
    assert pair.over == ("labelled_examples",)


def test_no_rule_means_more_information_and_never_a_guess() -> None:
    found = verdict(data_residency=True)
    assert found.option is Option.NEED_MORE_INFORMATION
    assert found.firmness is Firmness.NO_VOTES
    assert found.findings == ()
    assert found.house is None
    assert found.because.endswith("?")


def test_without_a_house_the_majority_of_the_guides_decides_and_a_tie_does_not() -> None:
    few = verdict(house=None, labelled_examples=300)
    assert (few.option, few.because) == (Option.RAG, "There is no house framework; 1 of 1 guides say RAG.")
    assert verdict(house=None, need="behaviour", labelled_examples=2000).option is Option.NEED_MORE_INFORMATION
    assert verdict(house=None, need="behaviour", labelled_examples=9000).option is Option.FINE_TUNING


def test_every_citation_quotes_its_document_and_is_numbered_once() -> None:
    found = verdict(labelled_examples=300, knowledge_changes="weekly", need="both")
    texts = {framework.document.source: framework.document.text for framework in (HOUSE, *GUIDES)}
    texts |= {known.document.source: known.document.text for known in CASES}
    assert [citation.number for citation in found.citations] == list(range(1, len(found.citations) + 1))
    for citation in found.citations:
        assert texts[citation.source][citation.start : citation.end] == citation.quote
    assert len({(citation.source, citation.start) for citation in found.citations}) == len(found.citations)


def test_flips_name_the_nearest_value_that_changes_the_verdict() -> None:
    found = verdict(need="behaviour", labelled_examples=300)
    assert [(flip.fact, flip.before, flip.after, flip.option) for flip in found.flips] == [
        ("labelled_examples", 300, 500, Option.FINE_TUNING),
        ("need", "behaviour", "knowledge", Option.NEED_MORE_INFORMATION),
        ("need", "behaviour", "both", Option.NEED_MORE_INFORMATION),
        ("need", "behaviour", "actions", Option.NEED_MORE_INFORMATION),
    ]
    assert flips_in_words(found.flips)[0] == "If you have at least 500 labelled examples: fine-tuning."
    assert flips_in_words(found.flips)[1].startswith("If the model lacks knowledge, lacks knowledge and")


def test_a_threshold_is_met_exactly_at_its_number() -> None:
    assert verdict(need="behaviour", labelled_examples=499).option is Option.PROMPT_ENGINEERING
    assert verdict(need="behaviour", labelled_examples=500).option is Option.FINE_TUNING
    assert verdict(need="behaviour", labelled_examples=-0.0).option is Option.PROMPT_ENGINEERING


def test_it_asks_for_two_unknown_facts_that_can_change_the_verdict() -> None:
    found = verdict(need="behaviour", knowledge_changes="never", citations_needed=False)
    assert found.ask_next == ("labelled_examples", "few_shot_suffices")
    assert verdict(few_shot_suffices=True).ask_next == ()


def test_anti_patterns_are_named_once_with_their_quote() -> None:
    found = verdict(labelled_examples=300, knowledge_changes="weekly")
    assert [(known.name, known.guide) for known in found.anti_patterns] == [
        ("Training on moving knowledge", "House framework")
    ]
    assert verdict(labelled_examples=0, knowledge_changes="weekly").anti_patterns == ()


def test_next_steps_are_at_most_five_for_the_option_each_cited() -> None:
    found = verdict(knowledge_changes="weekly")
    assert [step.step for step in found.next_steps][:2] == ["Write twenty test questions.", "Index the documents."]
    assert len(found.next_steps) == 5
    assert verdict(few_shot_suffices=True).next_steps == ()


def test_costs_come_from_the_guides_at_the_given_volume() -> None:
    costs = verdict(queries_per_month=10_000, knowledge_changes="weekly").costs
    rag = next(option for option in costs.options if option.option is Option.RAG)
    assert rag.setup == (500, 2000)
    assert rag.monthly == (100, 1000)  # 150 to 1,000 by one guide, 100 to 1,000 by the other
    assert rag.update == (10, 50)
    assert rag.year == (500 + 12 * 150 + 52 * 10, 2000 + 12 * 1000 + 52 * 50)
    assert [row.guide for row in costs.rows] == ["Cautious guide", "Cautious guide", "Eager guide"]
    assert len(costs.assumptions) == 1


def test_what_costs_assume_is_listed() -> None:
    costs = verdict().costs
    assert costs.volume == DEFAULT_VOLUME
    assert costs.assumptions[0] == "100,000 queries a month, as the volume is not known."
    assert costs.assumptions[1].startswith("12 updates a year")


def test_at_the_break_even_both_options_cost_the_same_over_the_first_year() -> None:
    costs = verdict(knowledge_changes="weekly").costs
    (even,) = costs.break_evens
    assert (even.below, even.above) == (Option.RAG, Option.FINE_TUNING)
    totals = []
    for priced in CAUTIOUS.costs:
        year = first_year(priced, even.queries_per_month, costs.updates)
        assert year is not None
        totals.append(sum(year) / 2)
    assert totals[0] == pytest.approx(totals[1], rel=1e-3)


def test_a_guide_that_prices_no_query_gives_no_yearly_figure() -> None:
    (hosting,) = EAGER.costs
    assert monthly_at(hosting, 10**6) == (100, 1000)
    assert first_year(hosting, 10**6, 12) is None


def test_the_nearest_case_comes_first_with_its_outcome_in_its_own_words() -> None:
    found = verdict(labelled_examples=300, knowledge_changes="weekly")
    assert [known.source for known in found.precedents] == ["cases/alike.md"]
    (precedent,) = found.precedents
    assert precedent.agrees
    assert precedent.outcome == precedent.citation.quote == "It shipped in six weeks."
    assert precedent.citation.heading == ("A case", "Outcome")


def test_a_proposal_worded_like_a_case_brings_the_case_nearer() -> None:
    facts = Facts.of(labelled_examples=300, knowledge_changes="weekly")
    far = decide(facts, GUIDES, HOUSE, today=TODAY, cases=CASES, alike={"cases/elsewhere.md": 1.0})
    assert [known.source for known in far.precedents] == ["cases/alike.md", "cases/elsewhere.md"]


def test_a_case_with_a_wrong_fact_or_decision_is_refused_by_name() -> None:
    with pytest.raises(CaseRefused, match=r"c\.md: .*'colour' is not a fact"):
        case("c.md", "rag", colour="red")
    with pytest.raises(CaseRefused, match=r"c\.md: decision 'magic' is none of prompt_engineering"):
        case("c.md", "magic", need="both")


def test_adding_a_guide_makes_it_vote() -> None:
    facts = Facts.of(labelled_examples=300, need="behaviour")
    before = decide(facts, [CAUTIOUS], HOUSE, today=TODAY)
    after = decide(facts, [CAUTIOUS, CAUTIOUS_TWIN], HOUSE, today=TODAY)
    assert len(after.findings) == len(before.findings) + 1
    assert len(after.versions) == len(before.versions) + 1


CAUTIOUS_TWIN = Framework("Twin", CAUTIOUS.document, CAUTIOUS.rules)


def test_a_verdict_is_bound_to_the_versions_it_heard() -> None:
    assert dict(verdict().versions) == {
        "guides/house.md": "hash of guides/house.md",
        "guides/cautious.md": "hash of guides/cautious.md",
        "guides/eager.md": "hash of guides/eager.md",
    }


def test_the_json_holds_what_the_contract_names() -> None:
    found = json.loads(json.dumps(verdict_json(verdict(labelled_examples=300, knowledge_changes="weekly"))))
    assert found["facts"] == {"labelled_examples": 300, "knowledge_changes": "weekly"}
    assert found["verdict"]["option"] == "rag"
    assert set(found["findings"][0]) >= {"guide", "option", "rule", "citation"}
    assert set(found["flips"][0]) == {"fact", "from", "to", "option"} if found["flips"] else True
    assert set(found["anti_patterns"][0]) >= {"name", "citation"}
    assert set(found["costs"]["rag"]) >= {"setup", "monthly", "update"}
    assert set(found["precedents"][0]) >= {"source", "title", "outcome", "citation"}
    assert {"disagreements", "ask_next", "next_steps"} <= set(found)


def _near_thresholds(name: str) -> st.SearchStrategy[object]:
    fact = FACTS[name]
    if fact.kind is Kind.FLAG:
        return st.booleans()
    return (
        st.sampled_from(fact.allowed)
        if fact.allowed
        else st.integers(0, 6000) | st.sampled_from([499, 500, 4999, 5000])
    )


TESTED = ("need", "knowledge_changes", "citations_needed", "labelled_examples", "strict_style", "few_shot_suffices")
FACTS_TESTED = st.fixed_dictionaries({}, optional={name: _near_thresholds(name) for name in TESTED})
PANELS = st.sampled_from([Panel(GUIDES, HOUSE), Panel(GUIDES, None)])


@given(FACTS_TESTED, st.randoms(use_true_random=False))
def test_no_order_of_facts_guides_or_cases_changes_a_verdict(values: dict[str, object], random: Random) -> None:
    first = verdict(HOUSE, **values)
    shuffled = list(values.items())
    random.shuffle(shuffled)
    for guides in permutations(GUIDES):
        again = decide(Facts.of(**dict(shuffled)), guides, HOUSE, today=TODAY, cases=random.sample(CASES, len(CASES)))
        assert again == first
        assert json.dumps(verdict_json(again)) == json.dumps(verdict_json(first))


@settings(max_examples=50, deadline=None)
@given(FACTS_TESTED, PANELS)
def test_flips_are_exactly_the_single_changes_that_alter_the_verdict(values: dict[str, object], panel: Panel) -> None:
    facts = Facts.of(**values)
    found = {
        (flip.fact, flip.after): flip.option for flip in decide(facts, panel.guides, panel.house, today=TODAY).flips
    }
    now = panel.option(facts)
    for name in facts:
        fact = FACTS[name]
        if fact.numeric:
            _check_numbers(facts, name, panel, found)
            continue
        for value in fact.allowed or (True, False):
            option = panel.option(facts.changed(name, value))
            assert found.pop((name, value), now) is option
    assert not found


def _check_numbers(facts: Facts, name: str, panel: Panel, found: dict[tuple[str, Value], Option]) -> None:
    """Brute force: every number from 0 to 6,000 that changes the option lies in the region of a flip, and no other."""
    flipped = {value: found.pop((name, value)) for fact, value in list(found) if fact == name}
    cut = regions(FACTS[name], panel.conditions)
    now = panel.option(facts)
    for number in range(6000):
        region = next(region for region in cut if float(region.low) <= number <= float(region.high))
        option = panel.option({**facts, name: number})
        assert flipped.get(region.nearest(float(facts[name])), now) is option
