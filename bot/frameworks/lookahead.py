"""Which unknown facts could change an option, and by how much knowing them would split the outcomes."""

from collections.abc import Callable, Mapping, Sequence

from bot.facts.catalogue import FACTS
from bot.facts.values import Value
from bot.frameworks.boundaries import tested, values
from bot.frameworks.conditions import Condition, Known
from bot.model import Option

Decide = Callable[[Known], Option]
"""From facts to an option; deterministic."""


def worth_asking(known: Known, conditions: Sequence[Condition], decide: Decide) -> tuple[str, ...]:
    """The unknown facts that could change the option, the most telling first; ties in the catalogue's order.

    A fact's split is the chance that two of its values, as far as the conditions can tell values apart, lead to
    different options (Gini impurity): first knowing it alone, then together with any one other unknown fact. A fact
    that splits neither way is left out.
    """
    given = dict(known)
    choices = {name: values(FACTS[name], conditions) for name in tested(conditions) if name not in known}
    outcomes = _pairs(given, choices, decide)
    scores = {name: (_alone(name, given, choices, decide), _joint(name, choices, outcomes)) for name in choices}
    return tuple(sorted((name for name in scores if any(scores[name])), key=lambda name: _descending(scores[name])))


def _descending(score: tuple[float, float]) -> tuple[float, float]:
    return -round(score[0], 9), -round(score[1], 9)


def _alone(name: str, given: Known, choices: Mapping[str, Sequence[Value]], decide: Decide) -> float:
    return _gini([decide({**given, name: value}) for value in choices[name]])


_Pair = tuple[str, Value, str, Value]


def _pairs(given: Known, choices: Mapping[str, Sequence[Value]], decide: Decide) -> dict[_Pair, Option]:
    """The option for each pair of values of two unknown facts, under both orders of the two."""
    outcomes: dict[_Pair, Option] = {}
    names = list(choices)
    for position, one in enumerate(names):
        for other in names[position + 1 :]:
            for a in choices[one]:
                for b in choices[other]:
                    option = decide({**given, one: a, other: b})
                    outcomes[one, a, other, b] = outcomes[other, b, one, a] = option
    return outcomes


def _joint(name: str, choices: Mapping[str, Sequence[Value]], outcomes: Mapping[_Pair, Option]) -> float:
    """The mean split of the fact over each value of each other unknown fact."""
    splits = [
        _gini([outcomes[name, a, other, b] for a in choices[name]])
        for other in choices
        if other != name
        for b in choices[other]
    ]
    return sum(splits) / len(splits) if splits else 0.0


def _gini(options: Sequence[Option]) -> float:
    """The chance that two drawn from these differ, in [0, 1)."""
    return 1 - sum((options.count(option) / len(options)) ** 2 for option in set(options))
