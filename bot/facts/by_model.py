"""Facts that a model reads from a text beside the rules. It claims, code checks: no fact without words of the text."""

import json
import re
import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.completion import Complete, Unfilled
from bot.facts.catalogue import CATALOGUE, FACTS
from bot.facts.fact import Fact, Kind
from bot.facts.known import Evidence, Facts, Reading
from bot.facts.numerals import number_in
from bot.facts.quantities import quantities
from bot.facts.reading import LONGEST, Contradiction, FactsRead, ReadFacts, by_rules, read_facts
from bot.facts.tidy import tidy
from bot.facts.values import FactRefused, Value, parse_value
from bot.watching import Stopping, never

_MOST_WORDS = 300  # characters of evidence: a longer piece points at nothing
_MOST_KEPT = 200  # texts: a check and its corrections read the same one again and again
_SPACES = re.compile(r"\s+")
_UNREADABLE = "What Claude read makes no sense"
INSTEAD = "so only rules have read the text: look the facts over."


class Claim(BaseModel):
    """One fact as the model read it, and the words of the text that it read it from."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    fact: str
    value: bool | int | float | str
    words: str


class Claims(BaseModel):
    """All that the model read."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    facts: list[Claim]


class FactsByModel:
    """Reads facts by rules and by a model. The same text is asked about once, while it is among the last read.

    Without an answer from the model the text is read by `instead`, and the notice says why.
    """

    def __init__(self, complete: Complete, name: str, system: str, instead: ReadFacts = by_rules) -> None:
        self._complete = complete
        self._instead = instead
        self._name = name
        self._system = system.replace("{facts}", catalogue_in_words())
        self._lock = threading.Lock()
        self._read: OrderedDict[str, FactsRead] = OrderedDict()

    def __call__(self, text: str, team: str = "", stopped: Stopping = never) -> FactsRead:
        """The facts that the text states; `team` is the workspace that pays, "" for none. Raises `Stopped`."""
        with self._lock:
            known = self._read.get(text)
        return known if known is not None else self._asked(text, team, stopped)

    def _asked(self, text: str, team: str, stopped: Stopping) -> FactsRead:
        if not text.strip():
            return read_facts(text)
        said = self._complete(self._system, json.dumps(text[:LONGEST], ensure_ascii=False), schema(), team, stopped)
        claims = None if isinstance(said, Unfilled) else read_claims(said)
        if claims is None:
            because = said.because if isinstance(said, Unfilled) else _UNREADABLE
            return replace(self._instead(text, team, stopped), notice=f"{because}, {INSTEAD}")
        read = checked_claims(claims, text, read_facts(text), self._name)
        with self._lock:
            self._read[text] = read
            while len(self._read) > _MOST_KEPT:
                self._read.popitem(last=False)
        return read


def schema() -> dict[str, object]:
    """The JSON schema of `Claims`, for a provider that holds its model to one."""
    claim = {
        "type": "object",
        "properties": {
            "fact": {"type": "string", "enum": list(FACTS)},
            "value": {"type": "string"},
            "words": {"type": "string"},
        },
        "required": ["fact", "value", "words"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {"facts": {"type": "array", "items": claim}},
        "required": ["facts"],
        "additionalProperties": False,
    }


def catalogue_in_words() -> str:
    """Every fact with its question, why it matters and what may be written for it, one a line."""
    return "\n".join(f"- {fact.name}: {fact.question} {fact.why} ({fact.usage})" for fact in CATALOGUE)


def read_claims(said: str) -> Claims | None:
    """The claims in a model's JSON; None when it holds none in the form asked for."""
    try:
        return Claims.model_validate_json(said)
    except ValidationError:
        return None


def checked_claims(claims: Claims, text: str, by_rules: FactsRead, reader: str) -> FactsRead:
    """What the rules read, with what a model, named `reader`, claims besides.

    A claim counts when its words stand in the text, its value is one that the fact can have, and, for a number, the
    words hold a number. Where it contradicts the rules, both are shown and the fact is unknown until it is settled;
    of numbers the rules are believed.
    """
    known = {reading.fact: reading for reading in by_rules.facts.readings}
    unsettled = {found.fact: found for found in by_rules.contradictions}
    for reading in _held(claims.facts, text[:LONGEST]):
        fact, rules = FACTS[reading.fact], known.get(reading.fact)
        if reading.fact in unsettled:
            continue
        if rules is None:
            known[reading.fact] = reading
        elif rules.value != reading.value and not fact.numeric:
            unsettled[reading.fact] = Contradiction(reading.fact, (rules, reading))
            del known[reading.fact]
    return FactsRead(Facts(known.values()), tuple(unsettled.values()), by_rules.unread, reader)


def _held(claims: Iterable[Claim], text: str) -> Sequence[Reading]:
    """The claims that hold, the first of each fact; a fact claimed with two values is left out."""
    held: dict[str, Reading] = {}
    twice: set[str] = set()
    for claim in claims:
        reading = _reading(claim, text)
        if reading is None:
            continue
        if held.setdefault(reading.fact, reading).value != reading.value:
            twice.add(reading.fact)
    return [reading for name, reading in held.items() if name not in twice]


def _reading(claim: Claim, text: str) -> Reading | None:
    fact = FACTS.get(claim.fact)
    evidence = _evidence(claim.words, text)
    if fact is None or evidence is None or (fact.numeric and not _has_number(evidence.words)):
        return None
    value = _value(fact, claim.value)
    return None if value is None else Reading(fact.name, value, evidence)


def _value(fact: Fact, raw: object) -> Value | None:
    if fact.kind is Kind.FLAG and isinstance(raw, int | float) and not isinstance(raw, bool):
        return None
    try:
        return parse_value(fact, raw)
    except FactRefused:
        return None


def _evidence(words: str, text: str) -> Evidence | None:
    """Where the words stand in the text, whole, letters and signs as they are, however they are spaced."""
    parts = [re.escape(part) for part in _SPACES.split(words.strip()) if part]
    if not parts or len(words) > _MOST_WORDS:
        return None
    found = re.search(r"(?<!\w)" + r"\s+".join(parts) + r"(?!\w)", text)
    return Evidence(found[0], *found.span()) if found else None


def _has_number(words: str) -> bool:
    return any(quantities(tidy(words))) or any(number_in(word) is not None for word in words.lower().split())
