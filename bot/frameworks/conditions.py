"""Conditions over facts: true, false, or unknown while a fact that decides is not known."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.facts.values import Value

Known = Mapping[str, Value]


class Condition(Protocol):
    """A test of facts.

    `holds` is True, False, or None when what is known leaves it open (Kleene's three-valued logic): learning
    another fact never turns True into False or back. `comparisons` are the tests of single facts in it, as written.
    """

    def holds(self, known: Known) -> bool | None:
        """True, False, or None while it is open."""
        ...

    @property
    def comparisons(self) -> "tuple[OneOf | Range, ...]":
        """The tests of single facts, as written."""
        ...


@dataclass(frozen=True, slots=True)
class OneOf:
    """The fact has one of these values."""

    fact: str
    values: tuple[Value, ...]

    def holds(self, known: Known) -> bool | None:
        """See Condition."""
        value = known.get(self.fact)
        return None if value is None else value in self.values

    @property
    def comparisons(self) -> "tuple[OneOf | Range, ...]":
        """See Condition."""
        return (self,)


@dataclass(frozen=True, slots=True)
class Range:
    """The fact, a number, is within these limits; `above` and `below` leave the limit itself out."""

    fact: str
    at_least: float | None = None
    above: float | None = None
    at_most: float | None = None
    below: float | None = None

    def holds(self, known: Known) -> bool | None:
        """See Condition."""
        value = known.get(self.fact)
        if value is None or isinstance(value, str):
            return None
        return (
            (self.at_least is None or value >= self.at_least)
            and (self.above is None or value > self.above)
            and (self.at_most is None or value <= self.at_most)
            and (self.below is None or value < self.below)
        )

    @property
    def comparisons(self) -> "tuple[OneOf | Range, ...]":
        """See Condition."""
        return (self,)


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple[Condition, ...]

    def holds(self, known: Known) -> bool | None:
        """See Condition."""
        answer: bool | None = True
        for part in self.parts:
            held = part.holds(known)
            if held is False:
                return False
            answer = answer and held
        return answer

    @property
    def comparisons(self) -> tuple[OneOf | Range, ...]:
        """See Condition."""
        return tuple(test for part in self.parts for test in part.comparisons)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]

    def holds(self, known: Known) -> bool | None:
        """See Condition."""
        answer: bool | None = False
        for part in self.parts:
            held = part.holds(known)
            if held:
                return True
            answer = None if held is None else answer
        return answer

    @property
    def comparisons(self) -> tuple[OneOf | Range, ...]:
        """See Condition."""
        return tuple(test for part in self.parts for test in part.comparisons)


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Condition

    def holds(self, known: Known) -> bool | None:
        """See Condition."""
        held = self.part.holds(known)
        return None if held is None else not held

    @property
    def comparisons(self) -> tuple[OneOf | Range, ...]:
        """See Condition."""
        return self.part.comparisons


def facts_of(condition: Condition) -> tuple[str, ...]:
    """The names of the facts that a condition tests, as first written."""
    return tuple(dict.fromkeys(test.fact for test in condition.comparisons))
