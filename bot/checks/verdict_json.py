"""A verdict as the JSON that other programs rely on (DESIGN.md, Contracts): keys are added, never renamed."""

from bot.checks.flips import flips_in_words
from bot.checks.verdict import Finding, Precedent, Recognised, Verdict
from bot.contracts import Json, citation_json
from bot.costs import CostRow, Costs, OptionCosts
from bot.facts import FACTS, Contradiction, Reading


def verdict_json(verdict: Verdict, contradictions: tuple[Contradiction, ...] = ()) -> Json:
    """`advisor check --json`, in the order in which people read a check."""
    return {
        **_facts_json(verdict, contradictions),
        **_option_json(verdict),
        **_changes_json(verdict),
        "anti_patterns": [_mistake_json(found) for found in verdict.anti_patterns],
        "costs": {priced.option.value: _priced_json(priced) for priced in verdict.costs.options},
        "cost_details": _cost_details(verdict.costs),
        "precedents": [_precedent_json(found) for found in verdict.precedents],
        "next_steps": [{"step": step.step, "citation": citation_json(step.citation)} for step in verdict.next_steps],
        "versions": dict(verdict.versions),
    }


def _facts_json(verdict: Verdict, contradictions: tuple[Contradiction, ...]) -> Json:
    return {
        "facts": dict(verdict.facts),
        "read_from": [_reading_json(reading) for reading in verdict.facts.readings if reading.evidence],
        "contradictions": [
            {"fact": found.fact, "readings": [_reading_json(reading) for reading in found.readings]}
            for found in contradictions
        ],
    }


def _option_json(verdict: Verdict) -> Json:
    """The outcome and who says what."""
    return {
        "verdict": {
            "option": verdict.option.value,
            "because": verdict.because,
            "firmness": verdict.firmness.value,
            "citation": citation_json(verdict.house.citation) if verdict.house else None,
        },
        "findings": [_finding_json(finding) for finding in verdict.findings],
        "abstained": list(verdict.abstained),
        "disagreements": [
            {"one": _finding_json(pair.one), "other": _finding_json(pair.other), "over": list(pair.over)}
            for pair in verdict.disagreements
        ],
    }


def _changes_json(verdict: Verdict) -> Json:
    """What would change the outcome: known facts that were others, unknown ones that were known."""
    return {
        "flips": [
            {"fact": flip.fact, "from": flip.before, "to": flip.after, "option": flip.option.value}
            for flip in verdict.flips
        ],
        "flips_in_words": list(flips_in_words(verdict.flips)),
        "ask_next": list(verdict.ask_next),
        "questions": {name: FACTS[name].question for name in verdict.ask_next},
    }


def _reading_json(reading: Reading) -> Json:
    said = reading.evidence
    shown: Json = {"fact": reading.fact, "value": reading.value}
    return {**shown, "words": said.words, "start": said.start, "end": said.end} if said else shown


def _finding_json(finding: Finding) -> Json:
    return {
        "guide": finding.guide,
        "option": finding.option.value,
        "rule": finding.rule,
        "because": finding.because,
        "citation": citation_json(finding.citation),
    }


def _mistake_json(found: Recognised) -> Json:
    return {"name": found.name, "guide": found.guide, "citation": citation_json(found.citation)}


def _precedent_json(found: Precedent) -> Json:
    return {
        "source": found.source,
        "title": found.title,
        "option": found.option.value,
        "agrees": found.agrees,
        "similarity": found.similarity,
        "outcome": found.outcome,
        "citation": citation_json(found.citation),
    }


def _priced_json(priced: OptionCosts | CostRow) -> Json:
    return {
        "setup": priced.setup,
        "monthly": priced.monthly,
        "update": priced.update,
        "first_year": priced.year,
    }


def _cost_details(costs: Costs) -> Json:
    return {
        "queries_per_month": costs.volume,
        "updates_per_year": costs.updates,
        "assumptions": list(costs.assumptions),
        "rows": [
            {
                "option": row.option.value,
                "guide": row.guide,
                **_priced_json(row),
                "citation": citation_json(row.citation),
            }
            for row in costs.rows
        ],
        "break_even": [
            {"below": even.below.value, "above": even.above.value, "queries_per_month": even.queries_per_month}
            for even in costs.break_evens
        ],
    }
