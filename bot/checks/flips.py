"""Every change of one known fact that changes the option: exact, because values that act alike are one case."""

import math
from collections.abc import Iterator, Sequence

from bot.checks.verdict import Flip
from bot.facts import CATALOGUE, FACTS, Fact, Facts, Kind, Value, said, said_any
from bot.frameworks.boundaries import regions, tested
from bot.frameworks.panel import Panel
from bot.wording import IN_WORDS


def flips(facts: Facts, panel: Panel) -> tuple[Flip, ...]:
    """The flips, the smallest change first: numbers by their ratio, choices in an order by their distance."""
    now = panel.option(facts)
    found = []
    for name in tested(panel.conditions):
        if name in facts:
            for after in _others(FACTS[name], facts[name], panel):
                option = panel.option({**facts, name: after})
                if option is not now:
                    found.append(Flip(name, facts[name], after, option, _words(FACTS[name], facts[name], after)))
    order = [fact.name for fact in CATALOGUE]
    return tuple(sorted(found, key=lambda flip: (round(_distance(flip), 6), order.index(flip.fact))))


def flips_in_words(found: Sequence[Flip]) -> tuple[str, ...]:
    """One sentence for each fact and option that it leads to, in the order of the flips."""
    groups: dict[tuple[str, str], list[Flip]] = {}
    for flip in found:
        # Numbers that rise and numbers that fall are different changes.
        side = "up" if FACTS[flip.fact].numeric and _number(flip.after) > _number(flip.before) else "down"
        groups.setdefault((flip.fact, f"{flip.option} {side}"), []).append(flip)
    return tuple(_sentence(group) for group in groups.values())


def _sentence(group: Sequence[Flip]) -> str:
    fact, option = FACTS[group[0].fact], IN_WORDS[group[0].option]
    if fact.kind is not Kind.CHOICE or len(group) == 1:
        return f"If {group[0].words}: {option}."
    ordered = [name for name in fact.allowed if name in {flip.after for flip in group}]
    return f"If {said_any(fact, ordered)}: {option}."


def _others(fact: Fact, value: Value, panel: Panel) -> Iterator[Value]:
    if fact.numeric:
        for region in regions(fact, panel.conditions):
            nearest = region.nearest(_number(value))
            if nearest != value:
                yield nearest
    else:
        choices: Sequence[Value] = fact.allowed if fact.kind is Kind.CHOICE else (True, False)
        yield from (choice for choice in choices if choice != value)


def _words(fact: Fact, before: Value, after: Value) -> str:
    if not fact.numeric:
        return said(fact, after)
    bound = "at least" if _number(after) > _number(before) else "at most"
    return said(fact, after, bound)


def _distance(flip: Flip) -> float:
    """Powers of ten between numbers, steps between choices in an order, 1 for yes and no, 1.5 for other choices."""
    fact = FACTS[flip.fact]
    if fact.numeric:
        return abs(math.log10((1 + _number(flip.after)) / (1 + _number(flip.before))))
    if fact.scaled:
        return abs(fact.allowed.index(str(flip.after)) - fact.allowed.index(str(flip.before)))
    return 1 if fact.kind is Kind.FLAG else 1.5


def _number(value: Value) -> float:
    return float(value)
