"""Words that askers and documents use for the same thing: who asks how slow it is, is told of latency.

Everyday words of anybody who plans a product, none of a particular document. A word of a question counts as said when
the evidence has one of its kin, though for less than the word itself.
"""

import re
from collections.abc import Set
from functools import cache

from indexer.words import stems

_WORD = re.compile(r"[^\W\d_]+")

KIN_COUNTS = 0.7
"""What a kin counts for, where the word itself counts 1."""

# The first of each line is what documents tend to call it.
_KIN = (
    "production launch launched ship shipped release deploy live rollout prototype",
    "latency slow slower fast faster fastest quick quickly speed delay lag responsive",
    "cost price pricey expensive cheap cheaper cheapest budget money spend fee usd dollars affordable",
    "mistake risk danger downside drawback disadvantage weakness weak bad worst problem issue trouble trap error fail"
    " failure wrong pitfall brittle worse cannot limit limitation con anti-pattern overkill damage",
    "strength benefit advantage upside strong pro merit better best good suit suitable",
    "step stage phase order sequence roadmap",
    "label labelled annotate annotated tagged labels",
    "example sample pair record",
    "document doc page article file text source",
    "style tone voice brand wording",
    "hallucination hallucinate invent invented fabricate lie",
    "stale outdated old obsolete fresh afresh current up-to-date",
    "update refresh change re-index retrain",
    "evaluation measure measured measurement test evaluate metric check verify assess",
    "start begin first kick",
    "combination combine hybrid both together mix",
    "training train teach learn",
    "privacy private confidential premises residency on-prem infrastructure hosted",
    "citation cite source reference attribution audit auditable",
    "quality accuracy accurate correct reliable",
    "access permission filter allowed",
    "large big huge size",
    "few little small",
    "frequently often frequent daily weekly monthly",
    "unusual strange weird odd",
    "employee staff worker colleague",
    "legal law lawyer clause contract",
    "medical hospital doctor clinical radiology patient health",
    "shop store retail retailer",
    "volume scale traffic",
    "ability skill capability",
    "forget lose lost",
    "answer respond response reply",
)


@cache
def _kin() -> dict[str, tuple[str, frozenset[str]]]:
    """By stem: what documents tend to call it, and all stems that say the same."""
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for line in _KIN:
        group = frozenset(stems(line))
        for stem in group:
            name, others = found.get(stem, (line.split()[0], frozenset()))
            found[stem] = (name, others | group)
    return found


def said_in(stem: str, held: Set[str]) -> float:
    """How much of a word of a question the evidence says: 1 for the word, less for one of its kin, else 0."""
    if stem in held:
        return 1.0
    _, kin = _kin().get(stem, ("", frozenset()))
    return 0.0 if kin.isdisjoint(held) else KIN_COUNTS


def in_other_words(question: str) -> str:
    """The question with each word that has kin as documents tend to put it: "Is RAG slow?" is "Is RAG latency?"."""

    def put(match: re.Match[str]) -> str:
        found = [_kin()[stem][0] for stem in stems(match.group()) if stem in _kin()]
        return found[0] if found else match.group()

    return _WORD.sub(put, question)
