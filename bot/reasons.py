"""The cited statements behind a recommendation: the house's rule, then what the guides say for it, fact by fact.

Where no rule applies yet, they are the rules that one more fact could make apply.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from bot.facts import FACTS, said
from bot.frameworks import Framework, Rule
from bot.frameworks.conditions import Known, facts_of
from bot.model import Option, Recommendation, Statement
from bot.wording import capital, listed

_MOST_SUPPORTS = 2
_COUNTS = {2: "Two", 3: "Three"}
_MOST_AGREEING = max(_COUNTS)  # guides
_MOST_WAYS = 3


def grounds(
    recommendation: Recommendation, known: Known, house: Framework, guides: Sequence[Framework]
) -> tuple[Statement, ...]:
    """What a recommendation rests on: the reasons for its option, or what would decide where nothing does yet."""
    if recommendation.option is Option.NEED_MORE_INFORMATION:
        return ways_on(known, recommendation.missing, house)
    return reasons(recommendation.option, known, house, guides)


def reasons(option: Option, known: Known, house: Framework, guides: Sequence[Framework]) -> tuple[Statement, ...]:
    """The statements for an option that the house's rules give for these facts; none when no rule fired.

    First the decision with the facts that it rests on, then one guide's reason for each of a few facts, then how
    many other guides agree: their reasons would only say it again in other words.
    """
    decisive = house.vote(known)
    if decisive is None or decisive.option is not option:
        return ()
    votes = {guide.name: guide.vote(known) for guide in guides}
    supports = dict(islice(_supports(option, known, guides), _MOST_SUPPORTS))
    others = [rule for name, rule in votes.items() if rule and rule.option is option and name not in supports]
    why = "" if supports else f" {decisive.because}"
    return (
        Statement(f"{option.label} fits, since {listed(_stated(known))}.{why}", (decisive.quote,)),
        *(Statement(rule.because, (rule.quote,)) for rule in supports.values()),
        *_agreeing(others[:_MOST_AGREEING]),
    )


def ways_on(known: Known, missing: Sequence[str], house: Framework) -> tuple[Statement, ...]:
    """The house's rules that unknown facts could make apply, as a list: one for an option, the most telling fact first.

    `missing` are the names of the facts worth finding out, the most telling first.
    """
    still_open = [rule for rule in house.rules if rule.when.holds(known) is None]
    ways: dict[Option, Rule] = {}
    for rule in sorted(still_open, key=lambda rule: _rank(rule, missing)):
        ways.setdefault(rule.option, rule)
    told = f"{capital(listed(_stated(known)))}. " if known else ""
    asked = f"What decides it now: {FACTS[missing[0]].question}" if missing else "Several things decide it together."
    lead_in = f"{told}{asked}\n\n- "
    return tuple(
        Statement(f"{'' if place else lead_in}{rule.quote.text}", (rule.quote,), "\n- " if place else "")
        for place, rule in enumerate(list(ways.values())[:_MOST_WAYS])
    )


def _rank(rule: Rule, missing: Sequence[str]) -> tuple[int, int, int]:
    """Where the most telling of the facts that the rule asks for stands, how many it asks for, the option's place."""
    asked = facts_of(rule.when)
    telling = min((missing.index(name) for name in asked if name in missing), default=len(missing))
    return telling, len(asked), list(Option).index(rule.option)


def open_questions(missing: Sequence[str]) -> str:
    """The questions whose answers would make a recommendation surer, one after the other."""
    return " ".join(FACTS[name].question for name in missing)


def _stated(known: Known) -> list[str]:
    """What the question states, said back: "the knowledge changes weekly", "you have 300 labelled examples"."""
    return [said(FACTS[name], value) for name, value in known.items()]


def _supports(option: Option, known: Known, guides: Sequence[Framework]) -> Iterator[tuple[str, Rule]]:
    """For each fact the first rule that asks for it, of a guide that has given none yet, with the guide's name."""
    heard: set[str] = set()
    for name in known:
        held = ((guide.name, rule) for guide in guides for rule in _held(guide, option, known))
        found = next(
            ((guide, rule) for guide, rule in held if guide not in heard and name in facts_of(rule.when)), None
        )
        if found:
            heard.add(found[0])
            yield found


def _held(guide: Framework, option: Option, known: Known) -> list[Rule]:
    return [rule for rule in guide.rules if rule.option is option and rule.when.holds(known)]


def _agreeing(rules: Sequence[Rule]) -> Iterator[Statement]:
    """One sentence on how many more guides' rules give the same option; nothing where there is none."""
    if rules:
        told = "One other guide agrees." if len(rules) == 1 else f"{_COUNTS[len(rules)]} other guides agree."
        yield Statement(told, tuple(rule.quote for rule in rules))
