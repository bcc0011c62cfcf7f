"""Sentences of recommendations and verdicts."""

from collections.abc import Iterable, Sequence

from bot.facts import FACTS, said
from bot.frameworks import Rule
from bot.frameworks.conditions import Known, facts_of
from bot.model import Option

IN_WORDS = {
    Option.PROMPT_ENGINEERING: "prompt engineering",
    Option.LONG_CONTEXT: "long context",
    Option.RAG: "RAG",
    Option.FINE_TUNING: "fine-tuning",
    Option.RAG_AND_FINE_TUNING: "RAG and fine-tuning",
    Option.AGENTS: "agents",
    Option.NEED_MORE_INFORMATION: "more information needed",
}


def because_of(rule: Rule, known: Known) -> str:
    """The known facts that the rule rests on, then its reason: "The knowledge changes weekly. RAG keeps up."."""
    stated = listed(said(FACTS[name], known[name]) for name in facts_of(rule.when) if name in known)
    return f"{capital(stated)}. {rule.because}" if stated else rule.because


def undecided(known: Known, missing: Sequence[str]) -> str:
    """Why there is no option yet, with the question that would help most."""
    opening = "What is known does not decide it yet." if known else "No facts to decide on are known yet."
    return " ".join([opening, *(FACTS[name].question for name in missing[:1])])


def listed(phrases: Iterable[str], joint: str = "and") -> str:
    """One, two and three."""
    *most, last = [*phrases] or [""]
    return f"{', '.join(most)} {joint} {last}" if most else last


def capital(text: str) -> str:
    """The text with a capital letter first."""
    return text[:1].upper() + text[1:]
