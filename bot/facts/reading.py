"""Facts read from free text by rules; what is not read is unknown, what contradicts itself is listed."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.facts.catalogue import CATALOGUE, FACTS
from bot.facts.clauses import SENTENCE, asserted, clause_before, denied, doubtful
from bot.facts.fact import Fact, Kind
from bot.facts.known import Evidence, Facts, Reading
from bot.facts.patterns import ASKED_ABOUT, PHRASES
from bot.facts.phrases import Phrase
from bot.facts.quantities import Quantity, quantities
from bot.facts.tidy import tidy
from bot.facts.values import FactRefused, Value, parse_value
from bot.watching import Stopping

LONGEST = 4_000
"""Characters read of one text: more than a page, and few enough that reading takes milliseconds whatever they are."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One fact that the text states in different ways, in the order of the text."""

    fact: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class FactsRead:
    """What a text states. A contradicted fact is not among `facts`. `unread` counts characters past `LONGEST`.

    `reader` names the model that read it beside the rules, "" when none did. `notice` is a sentence for whoever uses
    the facts: why no model read them though one should have; "" for none.
    """

    facts: Facts
    contradictions: tuple[Contradiction, ...] = ()
    unread: int = 0
    reader: str = ""
    notice: str = ""

    def corrected(self, facts: Facts) -> "FactsRead":
        """The same with these facts, each with the words that say it, and without what they settle."""
        said = {reading.fact: reading for reading in self.facts.readings}
        worded = (_worded(reading, said.get(reading.fact)) for reading in facts.readings)
        unsettled = tuple(found for found in self.contradictions if found.fact not in facts)
        return replace(self, facts=Facts(worded), contradictions=unsettled)


ReadFacts = Callable[[str, str, Stopping], FactsRead]
"""The facts that a text states; then the workspace that pays a model for reading, "" for none, and whether somebody
stopped it, upon which it raises `Stopped`."""


@dataclass(frozen=True, slots=True)
class _Found:
    value: Value
    start: int
    end: int
    vague: bool

    def is_within(self, other: "_Found") -> bool:
        return other.start <= self.start and self.end <= other.end and other.end - other.start > self.end - self.start


def _worded(given: Reading, said: Reading | None) -> Reading:
    return said if said is not None and given.evidence is None and said.value == given.value else given


def read_facts(text: str) -> FactsRead:
    """The facts that a free text states, each with its words; questions, doubts and plans state none."""
    readable = text[:LONGEST]
    plain, numbers = _numbered(readable)
    statements = asserted(plain)
    known: list[Reading] = []
    contradictions: list[Contradiction] = []
    for fact in CATALOGUE:
        found = [f for phrase in PHRASES if phrase.fact == fact.name for f in _find(phrase, statements, numbers)]
        readings = tuple(_reading(fact, f, readable) for f in _distinct(fact, found))
        if len(readings) > 1:
            contradictions.append(Contradiction(fact.name, readings))
        known.extend(readings[:1] if len(readings) == 1 else ())
    return FactsRead(Facts(known), tuple(contradictions), len(text) - len(readable))


def sentences_in(text: str) -> list[str]:
    """The sentences of as much of a text as is read, tidy."""
    return [match[0] for match in SENTENCE.finditer(tidy(text[:LONGEST]))]


def read_volume(text: str) -> Reading | None:
    """The queries a month that a text names, its questions included; None where it names none, or several volumes."""
    readable = text[:LONGEST]
    plain, numbers = _numbered(readable)
    found = [f for phrase in ASKED_ABOUT for f in _find(phrase, plain, numbers, sure=False)]
    named = _distinct(FACTS["queries_per_month"], found)
    return _reading(FACTS["queries_per_month"], named[0], readable) if len(named) == 1 else None


def by_rules(text: str, _team: str, _stopped: Stopping) -> FactsRead:
    """`ReadFacts` that costs nothing."""
    return read_facts(text)


def _numbered(readable: str) -> tuple[str, dict[int, Quantity]]:
    """The tidy text with its numbers put away, and each number at the place where it stood."""
    plain = tidy(readable)
    numbers = {quantity.start: quantity for quantity in quantities(plain)}
    return _put_away(plain, numbers.values()), numbers


def _put_away(text: str, numbers: Iterable[Quantity]) -> str:
    """The text with each number as one sign and as many `~` as fill its place."""
    parts, at = [], 0
    for number in numbers:
        sign = {"": "<" if number.bound < 0 else "#", "$": "$"}.get(number.currency, "¤")
        parts += [text[at : number.start].replace("<", " "), sign.ljust(number.end - number.start, "~")]
        at = number.end
    return "".join([*parts, text[at:]])


def _find(phrase: Phrase, text: str, numbers: Mapping[int, Quantity], *, sure: bool = True) -> Iterator[_Found]:
    """What the phrase states in the text; with `sure` nothing that is said with doubt ("maybe 20k questions a day")."""
    for match in phrase.pattern.finditer(text):
        value = _value(phrase, match, numbers)
        in_doubt = sure and doubtful(text, match.start())
        if value is None or in_doubt or _voided(phrase, text, match.start()):
            continue
        start, end = match.span()
        denial = None if phrase.as_is else denied(text, start, end)
        if denial:
            if not isinstance(value, bool):
                continue
            value, (start, end) = not value, denial
        yield _Found(value, start, end, phrase.vague)


def _voided(phrase: Phrase, text: str, start: int) -> bool:
    return phrase.unless is not None and phrase.unless.search(clause_before(text, start)) is not None


def _value(phrase: Phrase, match: re.Match[str], numbers: Mapping[int, Quantity]) -> Value | None:
    """The value that the phrase states here; None when it is none that the fact can have."""
    if not callable(phrase.value):
        return phrase.value
    fact = FACTS[phrase.fact]
    quantity = numbers.get(match.start("n")) if match.groupdict().get("n") else None
    if quantity is None:
        return None if fact.numeric else phrase.value(0, match)
    many = numbers.get(match.start("m")) if match.groupdict().get("m") else None
    said = (quantity.high if fact.load else quantity.low) * ((many.high if fact.load else many.low) if many else 1)
    value = phrase.value(said, match)
    if fact.numeric and isinstance(value, int | float) and value < 0:
        return None
    if fact.kind is Kind.COUNT and not fact.budget and isinstance(value, int | float):
        value = max(0, value + quantity.bound)  # "under 500 examples" are 499 at most
    try:
        return parse_value(fact, value)
    except FactRefused:
        return None


def _distinct(fact: Fact, found: list[_Found]) -> list[_Found]:
    """The first finding of each value, in the text's order; vague ones only when there is no exact one.

    A number within another's words is a part of that: "15 questions a day" in "200 users with 15 questions a day each".
    """
    exact = [f for f in found if not f.vague] or found
    if fact.numeric:
        exact = [f for f in exact if not any(f.is_within(other) for other in exact)]
    first: dict[Value, _Found] = {}
    for f in sorted(exact, key=lambda f: (f.start, -f.end)):
        first.setdefault(f.value, f)
    if fact.name == "need" and "actions" in first:
        return [first["actions"]]  # what acts also knows and behaves: that it must act is what tells it apart
    if fact.name == "need" and len(first) > 1:
        start, end = min(f.start for f in first.values()), max(f.end for f in first.values())
        return [_Found("both", start, end, vague=False)]
    return list(first.values())


def _reading(fact: Fact, found: _Found, text: str) -> Reading:
    words = text[found.start : found.end]
    start = found.start + len(words) - len(words.lstrip())
    words = words.strip()
    return Reading(fact.name, found.value, Evidence(words, start, start + len(words)))
