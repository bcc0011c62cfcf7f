from dataclasses import replace

from bot.facts import CATALOGUE, FACTS, Facts
from bot.frameworks.conditions import facts_of
from bot.model import Option, Recommendation
from bot.reasons import grounds, open_questions, reasons, ways_on
from tests.bot.decision.guides import GUIDES, HOUSE

WEEKLY_WITH_FEW_EXAMPLES = Facts.of(knowledge_changes="weekly", labelled_examples=300)


def test_the_decision_leads_with_the_facts_it_rests_on_and_the_house_is_quoted():
    lead, *_ = reasons(Option.RAG, WEEKLY_WITH_FEW_EXAMPLES, HOUSE, GUIDES)
    assert lead.text.startswith("RAG (retrieval-augmented generation) fits, since ")
    assert "300 labelled examples" in lead.text
    assert "weekly" in lead.text
    (quote,) = lead.quotes
    assert HOUSE.document.text[quote.start : quote.end] == quote.text


def test_a_guide_that_agrees_is_quoted_and_one_that_does_not_is_left_out():
    _, *supports = reasons(Option.RAG, WEEKLY_WITH_FEW_EXAMPLES, HOUSE, GUIDES)
    assert [support.text for support in supports] == ["There are fewer than 5,000 examples."]


def test_the_order_of_facts_does_not_change_what_is_said_of_them():
    other_way = Facts.of(labelled_examples=300, knowledge_changes="weekly")
    assert reasons(Option.RAG, other_way, HOUSE, GUIDES) == reasons(Option.RAG, WEEKLY_WITH_FEW_EXAMPLES, HOUSE, GUIDES)


def test_without_a_rule_that_fired_there_are_no_reasons():
    assert reasons(Option.NEED_MORE_INFORMATION, Facts.of(), HOUSE, GUIDES) == ()


def test_where_nothing_decides_yet_the_rules_that_could_are_quoted_one_for_an_option():
    ways = ways_on(Facts.of(), ["knowledge_changes"], HOUSE)
    assert ways
    assert ways[0].text.startswith(f"What decides it now: {FACTS['knowledge_changes'].question}")
    quotes = [quote for way in ways for quote in way.quotes]
    options = [rule.option for quote in quotes for rule in HOUSE.rules if rule.quote == quote]
    assert len(set(options)) == len(ways)
    assert all(HOUSE.document.text[quote.start : quote.end] == quote.text for quote in quotes)


def test_the_rule_on_the_most_telling_fact_comes_first_and_a_rule_that_cannot_apply_is_left_out():
    known = Facts.of(labelled_examples=10)
    ways = [
        rule for way in ways_on(known, ["knowledge_changes"], HOUSE) for rule in HOUSE.rules if rule.quote in way.quotes
    ]
    assert "knowledge_changes" in facts_of(ways[0].when)
    assert all(rule.when.holds(known) is None for rule in ways)


def test_a_recommendation_rests_on_its_reasons_and_an_open_one_on_what_would_decide():
    known = WEEKLY_WITH_FEW_EXAMPLES
    assert grounds(Recommendation(Option.RAG, ""), known, HOUSE, GUIDES) == reasons(Option.RAG, known, HOUSE, GUIDES)
    undecided = Recommendation(Option.NEED_MORE_INFORMATION, "", ("knowledge_changes",))
    assert grounds(undecided, Facts.of(), HOUSE, GUIDES) == ways_on(Facts.of(), ("knowledge_changes",), HOUSE)


def test_missing_facts_are_asked_for_in_plain_words():
    names = [fact.name for fact in CATALOGUE]
    asked = open_questions(names)
    assert all(name not in asked for name in names if "_" in name)
    assert asked.count("?") >= len(names) - 1


def test_guides_that_would_say_the_same_again_are_counted_in_one_sentence():
    known = Facts.of(need="behaviour", labelled_examples=6000)
    keen, bold = (replace(GUIDES[1], name=name) for name in ("Keen guide", "Bold guide"))
    *_, agreed = reasons(Option.FINE_TUNING, known, HOUSE, (*GUIDES, keen))
    assert agreed.text == "One other guide agrees."
    *_, agreed = reasons(Option.FINE_TUNING, known, HOUSE, (*GUIDES, keen, bold))
    assert agreed.text == "Two other guides agree."
    assert [quote.text for quote in agreed.quotes] == ["Five hundred examples are enough to teach a behaviour."] * 2


def test_a_guide_that_votes_for_something_else_is_not_counted():
    known = Facts.of(knowledge_changes="weekly", labelled_examples=6000)
    said = reasons(Option.RAG, known, HOUSE, GUIDES)
    assert not any("agree" in statement.text for statement in said)
