"""Facts that a person stated over several messages: what was said last holds."""

from collections.abc import Callable, Sequence

from bot.facts.known import Facts, Reading
from bot.facts.reading import Contradiction, FactsRead, read_facts

_MOST_MESSAGES = 10  # the newest: reading one takes milliseconds, and older ones rarely still hold


def read_conversation(messages: Sequence[str], read_one: Callable[[str], FactsRead] = read_facts) -> FactsRead:
    """The facts of these messages, oldest first: a later message replaces what an earlier one said of a fact.

    Each fact's evidence is a place in its own message. `unread` counts the characters of the last message alone.
    """
    known: dict[str, Reading] = {}
    unsettled: dict[str, Contradiction] = {}
    unread = 0
    for message in messages[-_MOST_MESSAGES:]:
        read = read_one(message)
        unread = read.unread
        for reading in read.facts.readings:
            known[reading.fact] = reading
            unsettled.pop(reading.fact, None)
        for found in read.contradictions:
            unsettled[found.fact] = found
            known.pop(found.fact, None)
    return FactsRead(Facts(known.values()), tuple(unsettled.values()), unread)
