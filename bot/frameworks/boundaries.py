"""The values of a fact that rules can tell apart: as far as any verdict goes, there are no others."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.facts.catalogue import FACTS
from bot.facts.fact import Fact, Kind
from bot.facts.values import Value
from bot.frameworks.conditions import Condition, OneOf, Range

TICKS = {Kind.COUNT: 1, Kind.NUMBER: 10}
"""Steps to one: counts are whole, weeks are told in tenths (`parse_value` rounds to them)."""


@dataclass(frozen=True, slots=True)
class Region:
    """Numbers that every rule treats alike, from `low` to `high`, both in it."""

    low: Value
    high: Value

    def nearest(self, value: float) -> Value:
        """The number in the region that is closest to this one."""
        low, high = float(self.low), float(self.high)
        return self.low if value < low else self.high if value > high else plain(value)


def regions(fact: Fact, conditions: Iterable[Condition]) -> tuple[Region, ...]:
    """The regions of a numeric fact, ascending, as the conditions' limits cut it from 0 to its most."""
    ticks = TICKS[fact.kind]
    starts = {0}
    for test in _tests(fact, conditions):
        starts |= _range_starts(test, ticks) if isinstance(test, Range) else _value_starts(test, ticks)
    ordered = sorted(start for start in starts if 0 <= start <= fact.most * ticks)
    ends = [start - 1 for start in ordered[1:]] + [fact.most * ticks]
    return tuple(Region(plain(a / ticks), plain(b / ticks)) for a, b in zip(ordered, ends, strict=True))


def _range_starts(test: Range, ticks: int) -> set[int]:
    at = {math.ceil(limit * ticks) for limit in (test.at_least, test.below) if limit is not None}
    return at | {math.floor(limit * ticks) + 1 for limit in (test.above, test.at_most) if limit is not None}


def _value_starts(test: OneOf, ticks: int) -> set[int]:
    whole = [round(float(value) * ticks) for value in test.values]
    return {*whole, *(start + 1 for start in whole)}


def values(fact: Fact, conditions: Sequence[Condition]) -> tuple[Value, ...]:
    """One value of each kind that the conditions can tell apart: the first such choice, or a region's least."""
    if fact.numeric:
        return tuple(region.low for region in regions(fact, conditions))
    sets = [test.values for test in _tests(fact, conditions) if isinstance(test, OneOf)]
    choices: tuple[Value, ...] = fact.allowed if fact.kind is Kind.CHOICE else (True, False)
    kinds: dict[tuple[bool, ...], Value] = {}
    for choice in choices:
        kinds.setdefault(tuple(choice in names for names in sets), choice)
    return tuple(kinds.values())


def plain(number: float) -> Value:
    """A whole number as an int."""
    return int(number) if number == int(number) else number


def tested(conditions: Iterable[Condition]) -> tuple[str, ...]:
    """The names of the facts that the conditions test, in the catalogue's order."""
    names = {test.fact for condition in conditions for test in condition.comparisons}
    return tuple(name for name in FACTS if name in names)


def _tests(fact: Fact, conditions: Iterable[Condition]) -> Iterable[OneOf | Range]:
    return (test for condition in conditions for test in condition.comparisons if test.fact == fact.name)
