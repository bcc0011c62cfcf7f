"""`Likeness` without a model: words are near when they share a stem, sentences as far as they share stems."""

from collections.abc import Sequence

import numpy as np

from bot.answerers.likeness import Matches
from indexer.words import stems
from tests.fakes.embedder import WORD


class SharedStems:
    """Texts mean what their stems say."""

    def similarity(self, question: str, sentences: Sequence[str]) -> list[float]:
        """The share of the question's stems that each sentence has."""
        asked = set(stems(question))
        return [len(asked & set(stems(sentence))) / max(1, len(asked)) for sentence in sentences]

    def matches(self, question: str, sentences: Sequence[str]) -> Matches:
        """1 for a word whose stems a sentence has, 0.4 for another: words of one language are never far apart."""
        words = tuple(word.lower() for word in WORD.findall(question))
        held = [set(stems(sentence)) for sentence in sentences]
        cosines = [[1.0 if set(stems(word)) <= one else 0.4 for word in words] for one in held]
        return Matches(words, np.array(cosines, np.float32).reshape(len(held), len(words)))


class AllAlike(SharedStems):
    """Every sentence is as near as any other."""

    def similarity(self, question: str, sentences: Sequence[str]) -> list[float]:
        """0.9 for each."""
        return [0.9] * len(sentences)

    def matches(self, question: str, sentences: Sequence[str]) -> Matches:
        """0.9 for each word."""
        words = super().matches(question, sentences).words
        return Matches(words, np.full((len(sentences), len(words)), 0.9, np.float32))
