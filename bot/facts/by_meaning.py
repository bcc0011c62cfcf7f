"""Facts read by rules and, where those leave a fact open, by the meaning of what is said. Costs no model's answer."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.facts.known import Evidence, Facts, Reading
from bot.facts.meaning import inputs_of, probes
from bot.facts.pieces import pieces
from bot.facts.reading import LONGEST, FactsRead, read_facts
from bot.facts.values import Value
from bot.watching import Stopping, never

Vectors = Callable[[Sequence[str]], Sequence[NDArray[np.float32]]]
"""Each text's vector, of length 1."""

_MOST_KEPT = 200  # texts: a question is read several times on its way to an answer


class FactsByMeaning:
    """Implements `ReadFacts`. What the rules read, or find contradicted, stands; meaning fills what they leave open."""

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = vectors
        self._kept = lru_cache(_MOST_KEPT)(self._read)

    def __call__(self, text: str, _team: str = "", _stopped: Stopping = never) -> FactsRead:
        """The facts that the text states, each with its words."""
        return self._kept(text)

    def _read(self, text: str) -> FactsRead:
        by_rules = read_facts(text)
        settled = {found.fact for found in by_rules.contradictions} | set(by_rules.facts)
        denials = [reading.evidence for reading in by_rules.facts.readings if reading.value is False]
        meant = [reading for reading in self._meant(text[:LONGEST], denials) if reading.fact not in settled]
        return replace(by_rules, facts=Facts([*by_rules.facts.readings, *meant]))

    def _meant(self, text: str, denials: Sequence[Evidence | None]) -> Iterator[Reading]:
        """Of each fact the value that pieces of the text state, if they state one alone.

        A piece that denies something is not heard: its vector knows the subject better than the "not".
        """
        found = [piece for piece in pieces(text) if not any(denial and _holds(piece, denial) for denial in denials)]
        if not found:
            return
        words = [piece.words for piece in found]
        inputs = inputs_of(words, dict(zip(words, self._vectors(words), strict=True)))
        for probe in probes():
            chances = probe.chances(inputs)
            stated = {value: found[int(of.argmax())] for value, of in chances.items() if of.max() >= probe.least}
            yield from _only(probe.fact, stated, text)


def _only(fact: str, stated: dict[Value, Evidence], text: str) -> Iterator[Reading]:
    if len(stated) == 1:
        value, evidence = next(iter(stated.items()))
        yield Reading(fact, value, evidence)
    elif fact == "need" and {"actions"} < set(stated):
        yield Reading(fact, "actions", stated["actions"])
    elif fact == "need" and stated:
        start, end = min(e.start for e in stated.values()), max(e.end for e in stated.values())
        yield Reading(fact, "both", Evidence(text[start:end], start, end))


def _holds(piece: Evidence, other: Evidence) -> bool:
    return piece.start <= other.start and other.end <= piece.end
