"""A recommendation for a question that asks for a decision: the house framework over the facts it states."""

from collections.abc import Callable, Sequence
from itertools import takewhile

from bot.because import because_of, differing, undecided
from bot.decision_questions import asks_for_decision, asks_for_information, asks_what_is_wrong, asks_which
from bot.facts import FactsRead, read_conversation, read_facts
from bot.frameworks import Framework, Rule
from bot.frameworks.conditions import Known
from bot.frameworks.panel import Panel
from bot.in_place import in_place
from bot.model import Option, Recommendation
from bot.option_names import options_named
from bot.other_choices import is_between_others, weighs_a_workflow

MOST_MISSING = 3


def recommend(
    text: str, house: Framework | None, earlier: Sequence[str] = (), read_one: Callable[[str], FactsRead] = read_facts
) -> Recommendation | None:
    """What the house framework says about a question, given what its asker said `earlier` in the thread.

    None when it asks for no decision, or for one between other things than the options, or what is wrong with an option
    that is in place, or there is no framework.
    "And with 5,000 examples?" asks for one when an earlier message did. `read_one` reads the facts of one message.
    """
    if house is None or is_between_others(text) or not _asks(text, earlier, read_one):
        return None
    read = read_conversation([*earlier, text], read_one)
    missing = Panel((), house).worth_asking(read.facts)[:MOST_MISSING]
    rule = house.vote(read.facts)
    running = in_place(text)
    if running and asks_what_is_wrong(text):
        return None
    if running and not asks_which(text) and (rule is None or rule.option in running):
        return None
    if rule is None or _is_open(text, house, rule, read.facts):
        return Recommendation(Option.NEED_MORE_INFORMATION, _open(read, missing), missing)
    return Recommendation(rule.option, because_of(rule, read.facts), missing)


def _is_open(text: str, house: Framework, decisive: Rule, known: Known) -> bool:
    """Whether what the text weighs is not settled by the rule that fired: the whole text in a prompt, a workflow."""
    if decisive.option is Option.AGENTS and weighs_a_workflow(text):
        return True
    return Option.LONG_CONTEXT in options_named(text) and _long_context_is_open(house, decisive, known)


def _long_context_is_open(house: Framework, decisive: Rule, known: Known) -> bool:
    """Whether a rule for long context that comes before the decisive one waits for a fact: "Can we paste it all?"."""
    before = takewhile(lambda rule: rule is not decisive, house.rules)
    return any(rule.option is Option.LONG_CONTEXT and rule.when.holds(known) is None for rule in before)


def _asks(text: str, earlier: Sequence[str], read_one: Callable[[str], FactsRead]) -> bool:
    read = read_one(text)
    if asks_for_decision(text, read):
        return True
    adds_facts = bool(read.facts) and not asks_for_information(text)
    return adds_facts and any(asks_for_decision(message, read_one(message)) for message in earlier)


def _open(read: FactsRead, missing: Sequence[str]) -> str:
    if read.contradictions:
        return differing("question", read.contradictions)
    return undecided(read.facts, missing)
