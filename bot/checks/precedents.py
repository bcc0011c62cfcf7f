"""Case studies near to the facts of a decision, and what came of them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.facts import FACTS, Fact, Facts, Value, facts_from_mapping
from bot.frameworks.conditions import Known
from bot.model import AdvisorError, Option, Quote
from bot.outline import Section, sections
from indexer.model import Document
from indexer.sentences import sentence_spans

MOST = 3
_TEXT_WEIGHT = 0.3  # facts say more than words about whether two decisions are alike
_LEAST = 0.2


class CaseRefused(AdvisorError):
    """A case study whose facts or decision cannot be used. The text names the document and what to change."""


@dataclass(frozen=True, slots=True)
class Case:
    """A case study with the facts it was decided on. `outcome` quotes what came of it."""

    document: Document
    facts: Facts
    option: Option
    outcome: Quote


def case_of(document: Document) -> Case | None:
    """The case that a document tells; None when its front matter gives no facts or no decision."""
    if document.facts is None or document.decision is None:
        return None
    if document.decision not in set(Option):
        raise CaseRefused(f"{document.source}: decision {document.decision!r} is none of {', '.join(Option)}.")
    try:
        facts = facts_from_mapping(document.facts)
    except AdvisorError as problem:
        raise CaseRefused(f"{document.source}: {problem}") from problem
    outcome = _outcome(document)
    return Case(document, facts, Option(document.decision), outcome) if outcome else None


def nearest(known: Known, cases: Sequence[Case], alike: Mapping[str, float]) -> list[tuple[Case, float]]:
    """The nearest cases with their similarity, nearest first; ties by source.

    `alike` is how close each case's text is to the proposal's, in [0, 1], by source; leave it empty without a text.
    """
    scored = [(case, _similarity(known, case.facts)) for case in cases]
    weighed = [
        (case, (1 - _TEXT_WEIGHT) * score + _TEXT_WEIGHT * alike[case.document.source])
        if case.document.source in alike
        else (case, score)
        for case, score in scored
    ]
    near = [(case, round(score, 4)) for case, score in weighed if score >= _LEAST]
    return sorted(near, key=lambda pair: (-pair[1], pair[0].document.source))[:MOST]


def _similarity(known: Known, others: Known) -> float:
    """The mean closeness of the shared facts, less for each fact that only one side knows; in [0, 1]."""
    shared = [name for name in known if name in others]
    if not shared:
        return 0.0
    closeness = sum(_closeness(FACTS[name], known[name], others[name]) for name in shared)
    return closeness / math.sqrt(len(known) * len(others))


def _closeness(fact: Fact, one: Value, other: Value) -> float:
    """1 for the same value; numbers lose a half for each power of ten, ordered choices their share of the scale."""
    if fact.numeric:
        return max(0.0, 1 - abs(math.log10((1 + float(one)) / (1 + float(other)))) / 2)
    if fact.scaled:
        return 1 - abs(fact.allowed.index(str(one)) - fact.allowed.index(str(other))) / (len(fact.allowed) - 1)
    return float(one == other)


def _outcome(document: Document) -> Quote | None:
    """The first sentence under the heading "Outcome", else the first of the body."""
    parts = sections(document)
    named = [part for part in parts if part.path and part.path[-1].lower() == "outcome"]
    return next((quote for part in (*named, *parts) if (quote := _first_sentence(document, part))), None)


def _first_sentence(document: Document, part: Section) -> Quote | None:
    for start, end in sentence_spans(document.text, part.start, part.end):
        words = document.text[start:end]
        if words.strip():
            begin = start + len(words) - len(words.lstrip())
            return Quote(document.source, begin, begin + len(words.strip()), words.strip(), part.path)
    return None
