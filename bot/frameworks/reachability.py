"""Rules that can never fire, found before anybody relies on them."""

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod

from bot.facts.catalogue import FACTS
from bot.frameworks import Framework, FrameworkRefused, Rule
from bot.frameworks.boundaries import values
from bot.frameworks.conditions import Condition, Known, facts_of

_MOST_CASES = 20_000


def check_reachable(framework: Framework) -> None:
    """Refuse a framework in which a condition contradicts itself or earlier rules leave a rule nothing.

    Exact, and over the rule's own facts only: a condition that holds goes on holding when more is known, so that
    what lets an earlier rule fire least is to know nothing else.
    """
    for pattern in framework.anti_patterns:
        if not any(pattern.when.holds(case) for case in _cases(framework, pattern.name, pattern.when, [])):
            raise FrameworkRefused(f"{framework.document.source}: {pattern.name} contradicts itself: it never holds.")
    for position, rule in enumerate(framework.rules):
        earlier = framework.rules[:position]
        shadows = _shadows(framework, rule, earlier)
        if shadows is None:
            raise FrameworkRefused(f"{framework.document.source}: {rule.id} contradicts itself: it never holds.")
        if shadows:
            raise FrameworkRefused(
                f"{framework.document.source}: {rule.id} can never fire, because {', '.join(shadows)} always fires "
                "before it: put the narrower rule first, or drop one."
            )


def _shadows(framework: Framework, rule: Rule, earlier: Sequence[Rule]) -> tuple[str, ...] | None:
    """The earlier rules that between them leave the rule no case; none when it has one; None when it never holds."""
    names: dict[str, None] = {}
    for case in _cases(framework, rule.id, rule.when, [other.when for other in earlier]):
        if rule.when.holds(case):
            before = next((other.id for other in earlier if other.when.holds(case)), None)
            if before is None:
                return ()
            names[before] = None
    return tuple(names) or None


def _cases(framework: Framework, name: str, condition: Condition, earlier: Sequence[Condition]) -> Iterator[Known]:
    """Every way of knowing some of the condition's facts, as far as these rules can tell values apart."""
    facts = facts_of(condition)
    columns = [(None, *values(FACTS[fact], [condition, *earlier])) for fact in facts]
    if prod(map(len, columns)) > _MOST_CASES:
        raise FrameworkRefused(f"{framework.document.source}: {name} tests too many facts at once: split it.")
    for row in product(*columns):
        yield {fact: value for fact, value in zip(facts, row, strict=True) if value is not None}
