"""A condition from YAML: mappings of facts to what they are compared with, under all, any and not."""

import math
from collections.abc import Mapping

from bot.facts.catalogue import FACTS
from bot.facts.fact import Fact
from bot.facts.values import FactRefused, Value, parse_value
from bot.frameworks.conditions import All, AnyOf, Condition, Not, OneOf, Range
from bot.model import AdvisorError

LIMITS = ("at_least", "above", "at_most", "below")


class ConditionRefused(AdvisorError):
    """A condition that cannot be read. The text names the rule and what to change."""


def read_condition(raw: object, where: str) -> Condition:
    """The condition that a YAML value writes; `where` names the rule in what is refused."""
    if not isinstance(raw, Mapping) or not raw:
        raise ConditionRefused(f"{where}: a condition is a mapping with at least one fact, all, any or not.")
    parts = tuple(_part(key, value, where) for key, value in raw.items())
    return parts[0] if len(parts) == 1 else All(parts)


def _part(key: object, value: object, where: str) -> Condition:
    if key == "not":
        return Not(read_condition(value, where))
    if key in ("all", "any"):
        if not isinstance(value, list) or not value:
            raise ConditionRefused(f"{where}: {key} takes a list of at least one condition.")
        inner = tuple(read_condition(part, where) for part in value)
        return All(inner) if key == "all" else AnyOf(inner)
    fact = FACTS.get(key) if isinstance(key, str) else None
    if fact is None:
        raise ConditionRefused(f"{where}: {str(key)[:60]!r} is not a fact. The facts are: {', '.join(FACTS)}.")
    return _comparison(fact, value, where)


def _comparison(fact: Fact, raw: object, where: str) -> Condition:
    if isinstance(raw, Mapping):
        return _range(fact, raw, where)
    given = raw if isinstance(raw, list) else [raw]
    if not given:
        raise ConditionRefused(f"{where}: {fact.name} is compared with an empty list.")
    return OneOf(fact.name, tuple(_value(fact, value, where) for value in given))


def _range(fact: Fact, raw: Mapping[object, object], where: str) -> Range:
    unknown = [str(key)[:60] for key in raw if key not in LIMITS]
    if unknown or not raw:
        raise ConditionRefused(f"{where}: {fact.name} is limited by {', '.join(LIMITS)}, not by {unknown}.")
    if not fact.numeric:
        raise ConditionRefused(f"{where}: {fact.name} has no order: name the values instead ({fact.usage}).")
    return Range(fact.name, **{str(key): _limit(fact, value, where) for key, value in raw.items()})


def _limit(fact: Fact, raw: object, where: str) -> float:
    """A limit is written as a number, never as text: nothing is reckoned."""
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not math.isfinite(raw) or not 0 <= raw <= fact.most:
        raise ConditionRefused(f"{where}: {fact.name} is limited by {str(raw)[:60]!r}: give {fact.usage}.")
    return raw


def _value(fact: Fact, raw: object, where: str) -> Value:
    try:
        value = parse_value(fact, raw)
    except FactRefused as problem:
        raise ConditionRefused(f"{where}: {problem}") from problem
    if value is None:
        raise ConditionRefused(f"{where}: {fact.name} is compared with nothing: give {fact.usage}.")
    return value
