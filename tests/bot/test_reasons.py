from bot.facts import CATALOGUE, Facts
from bot.model import Option
from bot.reasons import open_questions, reasons
from tests.bot.decision.guides import GUIDES, HOUSE

WEEKLY_WITH_FEW_EXAMPLES = Facts.of(knowledge_changes="weekly", labelled_examples=300)


def test_the_decision_leads_with_the_facts_it_rests_on_and_the_house_is_quoted():
    lead, *_ = reasons(Option.RAG, WEEKLY_WITH_FEW_EXAMPLES, HOUSE, GUIDES)
    assert lead.text.startswith("RAG (retrieval-augmented generation) fits. ")
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


def test_missing_facts_are_asked_for_in_plain_words():
    names = [fact.name for fact in CATALOGUE]
    asked = open_questions(names)
    assert all(name not in asked for name in names if "_" in name)
    assert asked.count("?") >= len(names) - 1
