"""The cited statements behind a recommendation: the house's rule, then what the guides say for it, fact by fact.

Where no rule applies yet, they are the rules that one more fact could make apply.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from bot.facts import FACTS, said
from bot.frameworks import Framework, Rule
from bot.frameworks.conditions import Known, facts_of
from bot.model import Option, Recommendation, Statement

_MOST_SUPPORTS = 4
_MOST_WAYS = 4


def grounds(
    recommendation: Recommendation, known: Known, house: Framework, guides: Sequence[Framework]
) -> tuple[Statement, ...]:
    """What a recommendation rests on: the reasons for its option, or what would decide where nothing does yet."""
    if recommendation.option is Option.NEED_MORE_INFORMATION:
        return ways_on(known, recommendation.missing, house)
    return reasons(recommendation.option, known, house, guides)


def reasons(option: Option, known: Known, house: Framework, guides: Sequence[Framework]) -> tuple[Statement, ...]:
    """The statements for an option that the house's rules give for these facts; none when no rule fired.

    First the decision with the facts that it rests on. Then, from each guide's rules that hold and agree, one reason
    for each fact in turn, so that no fact crowds out the others and no guide speaks twice for one.
    """
    decisive = house.vote(known)
    if decisive is None or decisive.option is not option:
        return ()
    lead = Statement(f"{option.label} fits. {_told(known)}{decisive.because}", (decisive.quote,))
    supports = (Statement(rule.because, (rule.quote,)) for rule in _supports(option, known, guides))
    return (lead, *(support for support, _ in zip(supports, range(_MOST_SUPPORTS), strict=False)))


def ways_on(known: Known, missing: Sequence[str], house: Framework) -> tuple[Statement, ...]:
    """The house's rules that unknown facts could make apply, as a list: one for an option, the most telling fact first.

    `missing` are the names of the facts worth finding out, the most telling first.
    """
    still_open = [rule for rule in house.rules if rule.when.holds(known) is None]
    ways: dict[Option, Rule] = {}
    for rule in sorted(still_open, key=lambda rule: _rank(rule, missing)):
        ways.setdefault(rule.option, rule)
    lead_in = f"It is too early to say. {_told(known)}What would decide it:\n\n- "
    return tuple(
        Statement(f"{'' if place else lead_in}{rule.quote.text}", (rule.quote,), "\n- " if place else "")
        for place, rule in enumerate(list(ways.values())[:_MOST_WAYS])
    )


def _rank(rule: Rule, missing: Sequence[str]) -> int:
    """Where the most telling of the facts that the rule asks for stands."""
    return min((missing.index(name) for name in facts_of(rule.when) if name in missing), default=len(missing))


def open_questions(missing: Sequence[str]) -> str:
    """The questions whose answers would make a recommendation surer, one after the other."""
    return " ".join(FACTS[name].question for name in missing)


def _told(known: Known) -> str:
    """What the question states, said back: "The knowledge changes weekly and you have 300 labelled examples."."""
    stated = [said(FACTS[name], value) for name, value in known.items()]
    if not stated:
        return ""
    told = " and ".join([", ".join(stated[:-1]), stated[-1]] if len(stated) > 1 else stated)
    return f"{told[0].upper()}{told[1:]}. "


def _supports(option: Option, known: Known, guides: Sequence[Framework]) -> Iterator[Rule]:
    held = [rule for guide in guides for rule in guide.rules if rule.option is option and rule.when.holds(known)]
    by_fact = [[rule for rule in held if name in facts_of(rule.when)] for name in known]
    told: set[str] = set()
    for one_for_each_fact in zip_longest(*by_fact):
        for rule in one_for_each_fact:
            if rule is not None and rule.because not in told:
                told.add(rule.because)
                yield rule
