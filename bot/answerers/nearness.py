"""How near texts come to a question, word by word."""

from collections.abc import Sequence, Set
from dataclasses import replace
from functools import lru_cache

import numpy as np

from bot.answerers.everyday import said_in
from bot.answerers.function_words import FUNCTION_WORDS
from bot.answerers.likeness import Likeness, Matches
from indexer.spelling import alternatives, with_compounds
from indexer.words import stems

_HOLDS_TOGETHER = 0.15  # of what a word weighs, for one that only holds the question together
_IS_NEAR = 0.7  # cosine of two words, from which on one stands for the other


def nearness(question: str, sentences: Sequence[str], likeness: Likeness) -> Matches:
    """The sentences' matches, in which one of a word's kin counts as said: "risk" where a sentence has "trap"."""
    matches = likeness.matches(question, sentences)
    held = [stems_of(sentence) for sentence in sentences]
    kin = np.array([[_kin_in(word, one) for word in matches.words] for one in held], np.float32)
    return replace(matches, cosines=np.maximum(matches.cosines, kin.reshape(matches.cosines.shape)))


def _kin_in(word: str, held: Set[str]) -> float:
    """What a word's kin counts for where the word itself is not held, else 0."""
    said = min((said_in(stem, held) for stem in stems(word)), default=0.0)
    return said if said < 1 else 0.0


def matched(matches: Matches) -> list[float]:
    """How near each sentence comes to the words, in [-1, 1]: words that few of the sentences come near weigh more."""
    if not matches.words or not len(matches.cosines):
        return [0.0] * len(matches.cosines)
    held = (matches.cosines > _IS_NEAR).sum(axis=0)
    rarity = np.log(1 + len(matches.cosines) / (1 + held))
    weights = rarity * [_HOLDS_TOGETHER if word in FUNCTION_WORDS else 1.0 for word in matches.words]
    shares = matches.cosines @ (weights / weights.sum())
    return [float(share) for share in shares]


@lru_cache(maxsize=4096)  # texts: the same sentences are looked at for one question after another
def stems_of(text: str) -> frozenset[str]:
    """The stems of a text, compounds and short forms written out too."""
    return frozenset(stems(" ".join((with_compounds(text), *alternatives(text.split())))))
