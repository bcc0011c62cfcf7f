"""The cited statements behind a recommendation: the house's rule, which guides differ, and what the house advises.

Where no rule applies yet, they say what the decision turns on.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.facts import FACTS, Facts, said_of
from bot.frameworks import Framework, Rule, TurningPoint
from bot.frameworks.conditions import Known, facts_of
from bot.model import Option, Quote, Recommendation, Statement
from bot.option_names import options_named
from bot.own_case import ADVICE
from bot.proposals import NOTHING_NAMED, Wanted
from bot.since import joined, since
from bot.wording import capital, listed
from indexer.sentences import sentence_spans

_MOST_WAYS = 3
_BOTH = Option.RAG_AND_FINE_TUNING
_TRAINS = frozenset({Option.FINE_TUNING, _BOTH})
_TO_DO = {
    Option.PROMPT_ENGINEERING: "start with the prompt",
    Option.LONG_CONTEXT: "put the whole text into the prompt",
    Option.RAG: "use RAG",
    Option.FINE_TUNING: "plan for fine-tuning",
    Option.RAG_AND_FINE_TUNING: "use RAG together with fine-tuning",
    Option.AGENTS: "build an agent with tools",
}
_SPELT_OUT = {Option.RAG: " (retrieval-augmented generation)"}


def grounds(
    recommendation: Recommendation,
    known: Facts,
    house: Framework,
    guides: Sequence[Framework],
    wanted: Wanted = NOTHING_NAMED,
) -> tuple[Statement, ...]:
    """What a recommendation rests on: the reasons for its option, or what would decide where nothing does yet."""
    if recommendation.option is Option.NEED_MORE_INFORMATION:
        return ways_on(known, recommendation.missing, house, wanted)
    return reasons(recommendation.option, known, house, guides, wanted)


def reasons(
    option: Option, known: Facts, house: Framework, guides: Sequence[Framework], wanted: Wanted = NOTHING_NAMED
) -> tuple[Statement, ...]:
    """The statements for an option that the house's rules give for these facts; none when no rule fired.

    First the decision with the facts that speak for it and what other guides would do, quoting the house, a guide that
    agrees and those that do not; then the advice, without its last sentences where they are about training that nobody
    named.
    """
    decisive = house.vote(known)
    if decisive is None or decisive.option is not option:
        return ()
    speaking = [rule for rule in house.rules if rule.option is option and rule.when.holds(known)]
    told = since([test for rule in speaking for test in rule.when.comparisons], known)
    behind = [next(rule for rule in speaking if name in facts_of(rule.when)).quote for name in told]
    dissent, against = _dissent([rule for guide in guides if (rule := guide.vote(known)) and rule.option is not option])
    lead = f"{_verdict(option, known, wanted)}, since {joined([*told.values()])}{dissent}."
    advice = _to_the_point(decisive.advice, option, wanted)
    why = () if advice else (Statement(decisive.because, (decisive.quote,), " "),)
    what_to_do = (Statement(advice.text, (advice,), ADVICE),) if advice else ()
    quotes = dict.fromkeys([decisive.quote, *behind, *_seconded(option, known, guides), *against])
    return (Statement(lead, tuple(quotes)), *why, *what_to_do)


def _to_the_point(advice: Quote | None, option: Option, wanted: Wanted) -> Quote | None:
    """The advice up to the sentence from which on all are about training, where that was neither decided nor named."""
    if advice is None or option in _TRAINS or wanted.named & _TRAINS:
        return advice
    spans = sentence_spans(advice.text, 0, len(advice.text))
    while len(spans) > 1 and Option.FINE_TUNING in options_named(advice.text[slice(*spans[-1])]):
        spans.pop()
    end = spans[-1][1]
    return replace(advice, end=advice.start + end, text=advice.text[:end])


def _verdict(option: Option, known: Facts, wanted: Wanted) -> str:
    """What to do, after a yes or no where one was asked for and the option is that one, or quite another."""
    to_do = _TO_DO[option]
    if option is Option.PROMPT_ENGINEERING and known.get("few_shot_suffices"):
        to_do = "stay with the prompt"
    elif option is Option.PROMPT_ENGINEERING and known.get("prompting_tried"):
        to_do = "keep working on the prompt"
    if option not in wanted.named:
        to_do += _SPELT_OUT.get(option, "")
    if wanted.proposed is option:
        return f"Yes, {to_do}"
    beside = wanted.proposed is None or option is Option.RAG_AND_FINE_TUNING
    return capital(to_do) if beside else f"No, {to_do}"


def ways_on(
    known: Facts, missing: Sequence[str], house: Framework, wanted: Wanted = NOTHING_NAMED
) -> tuple[Statement, ...]:
    """What the decision turns on, by the house: its paragraph on the choice, or on the fact, else the rules left open.

    The choice is that between the options that were named, the fact the most telling one. `missing` are the names of
    the facts worth finding out, the most telling first.
    """
    points = [point for point in house.turning_points if _is_between(point, wanted)]
    points += [point for point in house.turning_points if point.fact in missing[:1]]
    point = next(iter(points), None)
    return (_turning(known, point),) if point else _open_rules(known, missing, house)


def _is_between(point: TurningPoint, wanted: Wanted) -> bool:
    """Whether the choice is the one that was named; two options may be named alone: "Paste it all?", "An agent?"."""
    alone = wanted.named & point.between & {Option.LONG_CONTEXT, Option.AGENTS}
    return bool(point.between) and (bool(alone) or point.between == wanted.named)


def _turning(known: Facts, point: TurningPoint) -> Statement:
    told = f"That {listed(_stated(known))} does not decide it yet. " if known else ""
    return Statement(f"{told}{point.advice.text}", (point.advice,))


def _open_rules(known: Facts, missing: Sequence[str], house: Framework) -> tuple[Statement, ...]:
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


def _stated(known: Facts) -> list[str]:
    """What the question states, said back: "the knowledge changes weekly", "you have 300 labelled examples"."""
    return [said_of(known, name) for name in known]


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


def _dissent(others: Sequence[Rule]) -> tuple[str, list[Quote]]:
    """What other guides would do, in brackets, with a quote for each such option; nothing where none differs."""
    each = {rule.option: rule for rule in reversed(others)}
    if not each:
        return "", []
    who = "some guides" if len(others) > 1 else "one guide"
    preferred = listed((_TO_DO[option] for option in sorted(each, key=_BOTH.__eq__)), "or")
    return f" ({who} would {preferred})", [rule.quote for rule in each.values()]
