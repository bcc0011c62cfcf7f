"""A recommendation for a question that asks for a decision: the house framework over the facts it states."""

from collections.abc import Sequence

from bot.conditions import Known, facts_of
from bot.decision_questions import asks_for_decision
from bot.facts import FACTS, FactsRead, read_facts, said
from bot.frameworks import Framework, Rule
from bot.lookahead import worth_asking
from bot.model import Option, Recommendation, Statement

MOST_MISSING = 3


def recommend(text: str, house: Framework | None) -> Recommendation | None:
    """What the house framework says about a question; None when it asks for no decision, or there is no framework."""
    read = read_facts(text)
    if house is None or not asks_for_decision(text, read):
        return None
    rule = house.vote(read.facts)
    missing = missing_facts(read.facts, house)[:MOST_MISSING]
    if rule is None:
        return Recommendation(Option.NEED_MORE_INFORMATION, _open(read, missing), missing)
    return Recommendation(rule.option, because_of(rule, read.facts), missing)


def reasons(text: str, house: Framework | None, guides: Sequence[Framework] = ()) -> tuple[Statement, ...]:
    """The cited statements behind `recommend`: the house's rule, then each guide whose own rules agree.

    Empty when nothing is recommended, or more must be known first.
    """
    recommendation = recommend(text, house)
    if house is None or recommendation is None:
        return ()
    known = read_facts(text).facts
    votes = [guide.vote(known) for guide in (house, *guides)]
    agreeing = [rule for rule in votes if rule is not None and rule.option is recommendation.option]
    return tuple(Statement(because_of(rule, known), (rule.quote,)) for rule in agreeing)


def missing_facts(known: Known, house: Framework) -> tuple[str, ...]:
    """The unknown facts that could change the house's option, the most telling first."""

    def decide(facts: Known) -> Option:
        rule = house.vote(facts)
        return rule.option if rule else Option.NEED_MORE_INFORMATION

    return worth_asking(known, [rule.when for rule in house.rules], decide)


def because_of(rule: Rule, known: Known) -> str:
    """The rule's reason after the known facts that it rests on: "The knowledge changes weekly: …"."""
    stated = [said(FACTS[name], known[name]) for name in facts_of(rule.when) if name in known]
    return f"{sentence(listed(stated))}: {rule.because}" if stated else rule.because


def listed(phrases: list[str]) -> str:
    """One, two and three."""
    return " and ".join([", ".join(phrases[:-1]), phrases[-1]] if len(phrases) > 1 else phrases)


def sentence(text: str) -> str:
    """The text with a capital letter first."""
    return text[:1].upper() + text[1:]


def _open(read: FactsRead, missing: tuple[str, ...]) -> str:
    asked = " ".join(FACTS[name].question for name in missing[:2])
    if read.contradictions:
        names = listed([FACTS[c.fact].label for c in read.contradictions])
        return f"You state {names} in more than one way. Say which holds."
    if not read.facts:
        return f"You state no facts to decide on yet. {asked}".rstrip()
    return f"What you state does not decide it yet. {asked}".rstrip()
