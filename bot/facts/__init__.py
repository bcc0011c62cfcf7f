"""The facts of a decision: what can be known, what is known, and reading both from files and from free text."""

from bot.facts.by_meaning import FactsByMeaning
from bot.facts.catalogue import CATALOGUE, FACTS, fact_named
from bot.facts.conversation import read_conversation
from bot.facts.fact import Fact, Kind
from bot.facts.known import NOTHING, Evidence, Facts, Reading
from bot.facts.loading import facts_from_mapping, facts_from_text
from bot.facts.reading import Contradiction, FactsRead, ReadFacts, by_rules, read_facts, read_volume
from bot.facts.values import FactRefused, Value, parse_value
from bot.facts.words import in_words, said, said_any, said_of, size_of

__all__ = [
    "CATALOGUE",
    "FACTS",
    "NOTHING",
    "Contradiction",
    "Evidence",
    "Fact",
    "FactRefused",
    "Facts",
    "FactsByMeaning",
    "FactsRead",
    "Kind",
    "ReadFacts",
    "Reading",
    "Value",
    "by_rules",
    "fact_named",
    "facts_from_mapping",
    "facts_from_text",
    "in_words",
    "parse_value",
    "read_conversation",
    "read_facts",
    "read_volume",
    "said",
    "said_any",
    "said_of",
    "size_of",
]
