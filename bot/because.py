"""Sentences that say why a recommendation or a verdict is what it is."""

from collections.abc import Sequence

from bot.facts import FACTS, Contradiction, said_of
from bot.frameworks import Rule
from bot.frameworks.conditions import Known, facts_of
from bot.wording import capital, listed


def because_of(rule: Rule, known: Known) -> str:
    """The known facts that the rule rests on, then its reason: "The knowledge changes weekly. RAG keeps up."."""
    stated = listed(said_of(known, name) for name in facts_of(rule.when) if name in known)
    return f"{capital(stated)}. {rule.because}" if stated else rule.because


def undecided(known: Known, missing: Sequence[str], unsettled: Sequence[Contradiction] = ()) -> str:
    """Why there is no option yet, with the question that would help most; `unsettled` is what a text left open."""
    if unsettled and not known:
        return differing("text", unsettled)
    opening = (
        "What is known of your case does not decide it yet."
        if known
        else "For a recommendation, tell me about your case."
    )
    return " ".join([opening, *(FACTS[name].question for name in missing[:1])])


def differing(what: str, unsettled: Sequence[Contradiction]) -> str:
    """The question that what contradicts itself raises; `what` is that which was read, as "question" or "text"."""
    names = listed(FACTS[contradiction.fact].label for contradiction in unsettled)
    return f"The {what} says different things about {names}: which holds?"
