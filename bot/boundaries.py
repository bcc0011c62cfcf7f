"""The values of a fact that rules can tell apart: as far as any verdict goes, there are no others."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from bot.conditions import Condition, OneOf, Range
from bot.facts.catalogue import FACTS, Fact, Kind
from bot.facts.values import Value


@dataclass(frozen=True, slots=True)
class Region:
    """Numbers that every rule treats alike, from `low` to `high`, both in it; for weeks both are close enough."""

    low: float
    high: float

    def nearest(self, value: float) -> float:
        """The number in the region that is closest to this one."""
        return min(max(value, self.low), self.high)


STEP = {Kind.COUNT: 1.0, Kind.NUMBER: 0.1}
"""The least difference between two numbers of a fact: weeks are told in tenths."""


def regions(fact: Fact, conditions: Iterable[Condition]) -> tuple[Region, ...]:
    """The regions of a numeric fact, ascending, as the conditions' limits cut it from 0 to its most."""
    step = STEP[fact.kind]
    starts = {0.0}
    for test in _tests(fact, conditions):
        if isinstance(test, Range):
            starts |= {float(limit) for limit in (test.at_least, test.below) if limit is not None}
            starts |= {float(limit) + step for limit in (test.above, test.at_most) if limit is not None}
        else:
            starts |= {start for value in test.values for start in (float(value), float(value) + step)}
    if fact.kind is Kind.COUNT:
        starts = {float(math.ceil(start)) for start in starts}
    ordered = sorted(start for start in starts if 0 <= start <= fact.most)
    ends = [round(start - step, 6) for start in ordered[1:]] + [float(fact.most)]
    return tuple(Region(low, high) for low, high in zip(ordered, ends, strict=True) if low <= high)


def values(fact: Fact, conditions: Iterable[Condition]) -> tuple[Value, ...]:
    """One value of each kind that the conditions can tell apart: all choices, yes and no, or each region's least."""
    if fact.kind is Kind.CHOICE:
        return fact.allowed
    if fact.kind is Kind.FLAG:
        return (True, False)
    return tuple(plain(region.low) for region in regions(fact, conditions))


def plain(number: float) -> Value:
    """A whole number as an int."""
    return int(number) if number == int(number) else number


def tested(conditions: Iterable[Condition]) -> tuple[str, ...]:
    """The names of the facts that the conditions test, in the catalogue's order."""
    names = {test.fact for condition in conditions for test in condition.comparisons}
    return tuple(name for name in FACTS if name in names)


def _tests(fact: Fact, conditions: Iterable[Condition]) -> Iterable[OneOf | Range]:
    return (test for condition in conditions for test in condition.comparisons if test.fact == fact.name)
