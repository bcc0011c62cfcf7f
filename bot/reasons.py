"""The cited statements behind a recommendation: the house's rule, then what the guides say for it, fact by fact."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from bot.facts import FACTS, said
from bot.frameworks import Framework, Rule
from bot.frameworks.conditions import Known, facts_of
from bot.model import Option, Statement

_MOST_SUPPORTS = 4


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
