"""The known facts of one decision: an immutable mapping, each value with the words it was read from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.facts.catalogue import CATALOGUE, fact_named
from bot.facts.values import Value, parse_value


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that stated a fact: `text[start:end] == words` in the text that was read, half-open offsets."""

    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One fact's value and, when it came from free text, its evidence."""

    fact: str
    value: Value
    evidence: Evidence | None = None


class Facts(Mapping[str, Value]):
    """What is known, by the facts' names, in the catalogue's order. What is not in it is unknown.

    Two are equal when their values are, in whatever order and from whatever words they came.
    """

    __slots__ = ("_readings", "_values")

    def __init__(self, readings: Iterable[Reading] = ()) -> None:
        given = {reading.fact: reading for reading in readings}
        for name in given:
            fact_named(name)
        ordered = {fact.name: given[fact.name] for fact in CATALOGUE if fact.name in given}
        self._readings: Mapping[str, Reading] = MappingProxyType(ordered)
        self._values: Mapping[str, Value] = MappingProxyType({name: r.value for name, r in ordered.items()})

    @classmethod
    def of(cls, **values: object) -> "Facts":
        """These facts, each value parsed as in a file; None and "unknown" are left out."""
        parsed = ((name, parse_value(fact_named(name), raw)) for name, raw in values.items())
        return cls(Reading(name, value) for name, value in parsed if value is not None)

    def __getitem__(self, name: str) -> Value:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __hash__(self) -> int:
        return hash(frozenset(self._values.items()))

    def __repr__(self) -> str:
        return f"Facts({dict(self._values)!r})"

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Each known fact with its evidence, in the catalogue's order."""
        return tuple(self._readings.values())

    @property
    def unknown(self) -> tuple[str, ...]:
        """The names of all that is not known, in the catalogue's order."""
        return tuple(fact.name for fact in CATALOGUE if fact.name not in self._values)

    def evidence(self, name: str) -> Evidence | None:
        """The words that this fact was read from, if it was read from free text."""
        reading = self._readings.get(name)
        return reading.evidence if reading else None

    def changed(self, name: str, value: Value | None) -> "Facts":
        """The same facts but for this one; None makes it unknown."""
        rest = (reading for reading in self.readings if reading.fact != name)
        return Facts(rest if value is None else (*rest, Reading(name, value)))


NOTHING = Facts()
