"""Facts said in words."""

from collections.abc import Sequence

from bot.facts.catalogue import Fact, Kind
from bot.facts.values import Value
from bot.wording import listed


def in_words(fact: Fact, value: Value) -> str:
    """The value alone, as a person writes it: `5,000`, `weekly`, `yes`."""
    if fact.kind is Kind.FLAG:
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    return f"{value:,}" if float(value).is_integer() else f"{value:,.1f}"


def said(fact: Fact, value: Value, bound: str = "") -> str:
    """The fact as part of a sentence: "you have 300 labelled examples"; `bound` as in "at least" goes with numbers."""
    if fact.kind is Kind.FLAG:
        return fact.said[0] if value else fact.said[1]
    if isinstance(value, str):
        return said_any(fact, [value])
    return fact.said[0].replace("{}", f"{bound} {in_words(fact, value)}".strip())


def said_any(fact: Fact, values: Sequence[str]) -> str:
    """A choice that has one of these values, as part of a sentence: "the base model never fails or fails sometimes"."""
    return fact.said[0].replace("{}", listed((fact.verbs.get(value, value) for value in values), "or"))
