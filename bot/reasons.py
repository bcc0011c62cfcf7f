"""The cited statements behind a recommendation: the house's rule, which guides differ, and what the house advises.

Where no rule applies yet, they say what the decision turns on.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.facts import FACTS, said
from bot.frameworks import Framework, Rule, TurningPoint
from bot.frameworks.conditions import Known, OneOf, Range, facts_of
from bot.model import Option, Quote, Recommendation, Statement
from bot.wording import IN_WORDS, capital, listed, within_a_sentence

_MOST_WAYS = 3


def grounds(
    recommendation: Recommendation,
    known: Known,
    house: Framework,
    guides: Sequence[Framework],
    proposed: Option | None = None,
) -> tuple[Statement, ...]:
    """What a recommendation rests on: the reasons for its option, or what would decide where nothing does yet."""
    if recommendation.option is Option.NEED_MORE_INFORMATION:
        return ways_on(known, recommendation.missing, house)
    return reasons(recommendation.option, known, house, guides, proposed)


def reasons(
    option: Option, known: Known, house: Framework, guides: Sequence[Framework], proposed: Option | None = None
) -> tuple[Statement, ...]:
    """The statements for an option that the house's rules give for these facts; none when no rule fired.

    First the decision with the facts that speak for it, quoting the house and a guide that agrees, and what other
    guides prefer; then the advice. `proposed` is the option that was asked about with yes or no.
    """
    decisive = house.vote(known)
    if decisive is None or decisive.option is not option:
        return ()
    speaking = [rule for rule in house.rules if rule.option is option and rule.when.holds(known)]
    since = _since([test for rule in speaking for test in rule.when.comparisons], known)
    lead = f"{_verdict(option, proposed)} {within_a_sentence(option.label)}, since {_joined(since)}."
    others = [rule for guide in guides if (rule := guide.vote(known)) and rule.option is not option]
    advice = decisive.advice
    why = () if advice else (Statement(decisive.because, (decisive.quote,), " "),)
    what_to_do = (Statement(advice.text, (advice,), "\n\n"),) if advice else ()
    quotes = (decisive.quote, *_seconded(option, known, guides))
    return (Statement(lead, quotes), *why, *_dissent(others), *what_to_do)


def _verdict(option: Option, proposed: Option | None) -> str:
    """How the decision begins: with a yes or no where one was asked for and an option is that one, or quite another."""
    if proposed is option:
        return "Yes, use"
    beside = proposed is None or option is Option.RAG_AND_FINE_TUNING
    return "Use" if beside else "No, use"


def ways_on(known: Known, missing: Sequence[str], house: Framework) -> tuple[Statement, ...]:
    """What the decision turns on: the house's paragraph on the most telling fact, else the rules that could apply.

    `missing` are the names of the facts worth finding out, the most telling first.
    """
    point = next((point for point in house.turning_points if point.fact in missing[:1]), None)
    return (_turning(known, point),) if point else _open_rules(known, missing, house)


def _turning(known: Known, point: TurningPoint) -> Statement:
    told = f"{capital(listed(_stated(known)))}, which does not decide it yet. " if known else ""
    return Statement(f"{told}{point.advice.text}", (point.advice,))


def _open_rules(known: Known, missing: Sequence[str], house: Framework) -> tuple[Statement, ...]:
    """The rules that unknown facts could make apply, as a list: one for an option, the most telling fact first."""
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


def _since(tests: Sequence[OneOf | Range], known: Known) -> list[str]:
    """What is known of the facts that the tests ask for; a number that must not be higher is told as a small one."""
    asked = {test.fact for test in tests}
    few = {test.fact for test in tests if isinstance(test, Range) and (test.at_most, test.below) != (None, None)}
    bounds = {name: "only" if name in few else "" for name in known if name in asked}
    return [said(FACTS[name], known[name], bound) for name, bound in bounds.items()]


def _joined(phrases: Sequence[str]) -> str:
    """One, two and three; with a comma before the last where another "and" stands in one of them."""
    comma = "," if any(" and " in phrase for phrase in phrases) and len(phrases) > 1 else ""
    return f"{', '.join(phrases[:-1])}{comma} and {phrases[-1]}" if phrases[:-1] else "".join(phrases)


def _seconded(option: Option, known: Known, guides: Sequence[Framework]) -> Iterator[Quote]:
    """The words of the guide whose rule rests on the most of what is known; nothing where no other guide agrees.

    Of several the one on a fact that the fewest rules ask for.
    """
    rules = [rule for guide in guides for rule in guide.rules]
    asked = Counter(name for rule in rules for name in set(facts_of(rule.when)))

    def closeness(rule: Rule) -> tuple[int, int]:
        shared = known.keys() & set(facts_of(rule.when))
        return len(shared), -min(asked[name] for name in shared)

    held = (rule for rule in rules if rule.option is option and rule.when.holds(known))
    if closest := max(held, key=closeness, default=None):
        yield closest.quote


def _dissent(others: Sequence[Rule]) -> Iterator[Statement]:
    """What other guides prefer, with a quote for each such option, and why where they agree on one."""
    if each := {rule.option: rule for rule in reversed(others)}:
        who = "Some guides prefer" if len(others) > 1 else "One guide prefers"
        preferred = listed((IN_WORDS[option] for option in each), "or")
        why = f", since {within_a_sentence(others[0].because).rstrip('.')}" if len(each) == 1 else ""
        yield Statement(f"{who} {preferred} here{why}.", tuple(rule.quote for rule in each.values()), " ")
