"""A recommendation for a question that asks for a decision: the house framework over the facts it states."""

from collections.abc import Sequence

from bot.because import because_of, undecided
from bot.decision_questions import asks_for_decision
from bot.facts import FACTS, FactsRead, read_facts
from bot.frameworks import Framework
from bot.frameworks.panel import Panel
from bot.model import Option, Recommendation
from bot.wording import listed

MOST_MISSING = 3


def recommend(text: str, house: Framework | None) -> Recommendation | None:
    """What the house framework says about a question; None when it asks for no decision, or there is no framework."""
    read = read_facts(text)
    if house is None or not asks_for_decision(text, read):
        return None
    missing = Panel((), house).worth_asking(read.facts)[:MOST_MISSING]
    rule = house.vote(read.facts)
    if rule is None:
        return Recommendation(Option.NEED_MORE_INFORMATION, _open(read, missing), missing)
    return Recommendation(rule.option, because_of(rule, read.facts), missing)


def _open(read: FactsRead, missing: Sequence[str]) -> str:
    if read.contradictions:
        names = listed(FACTS[contradiction.fact].label for contradiction in read.contradictions)
        return f"The question says different things about {names}: which holds?"
    return undecided(read.facts, missing)
