"""Facts said in words."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from bot.facts.catalogue import FACTS
from bot.facts.fact import Fact, Kind
from bot.facts.known import Facts
from bot.facts.values import Value

_EVERY_FEW_WEEKS = re.compile(r"\bweeks\b|\bfortnight", re.IGNORECASE)
_PAGES = re.compile(r"(?:about |around |roughly )?[\d.,]+k?(?:-[\d.,]+)? (?:[\w-]+ ){0,3}pages$", re.IGNORECASE)
_LONG_EACH = re.compile(r"([\d.,]+k?)[- ]page\b", re.IGNORECASE)


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
    if not value:
        return fact.said[0].replace("{}", "no")
    number = about(int(value)) if fact.load and not bound else in_words(fact, value)
    return fact.said[0].replace("{}", f"{bound} {number}".strip())


def said_of(known: Mapping[str, Value], name: str, bound: str = "") -> str:
    """A known fact as part of a sentence; sizes in pages and paces in weeks as the text that was read has them."""
    if name == "knowledge_tokens":
        return f"the knowledge is {size_of(known)}"
    if name == "knowledge_changes" and known[name] == "monthly" and _EVERY_FEW_WEEKS.search(_words(known, name)):
        return "the knowledge changes every few weeks"
    return said(FACTS[name], known[name], bound)


def size_of(known: Mapping[str, Value]) -> str:
    """How large the knowledge is: "300-500 pages" as the text that was read has them, else in tokens."""
    words = _words(known, "knowledge_tokens")
    if in_pages := _PAGES.match(words):
        return in_pages[0][0].lower() + in_pages[0][1:]
    each = _LONG_EACH.match(words)
    return f"{each[1]} pages" if each else f"{about(int(known['knowledge_tokens']))} tokens"


def _words(known: Mapping[str, Value], name: str) -> str:
    """The words that a fact was read from, "" where it came from none."""
    evidence = known.evidence(name) if isinstance(known, Facts) else None
    return evidence.words if evidence else ""


def about(count: int) -> str:
    """A count to two digits, with "about" where that leaves something out: a figure that was reckoned is no surer."""
    rounded = to_two_digits(count)
    return rounded if rounded == f"{count:,}" else f"about {rounded}"


def to_two_digits(count: int) -> str:
    """As much as a count can carry that was reckoned from rough figures: "51,000"."""
    return f"{round(count, -max(0, len(str(count)) - 2)):,}"


def said_any(fact: Fact, values: Sequence[str]) -> str:
    """A choice that has one of these values, as part of a sentence: "the knowledge changes daily or continuously"."""
    phrases = _without_repeats([fact.verbs.get(value, value) for value in values])
    comma = "," if any(" and " in phrase or "," in phrase for phrase in phrases) else ""
    either = f"{', '.join(phrases[:-1])}{comma} or {phrases[-1]}" if len(phrases) > 1 else phrases[0]
    return fact.said[0].replace("{}", either)


def _without_repeats(phrases: Sequence[str]) -> list[str]:
    """The phrases, each without the first word of the one before it where the two differ in their last word only."""
    pairs = pairwise(phrase.split() for phrase in ("", *phrases))
    return [" ".join(words[1:] if len(words) == 2 and words[:1] == before[:1] else words) for before, words in pairs]
