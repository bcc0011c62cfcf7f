"""Those who write: each takes a question and its passages and gives an unverified draft."""

from collections.abc import Sequence
from typing import Protocol

from bot.model import Draft, Question
from indexer.model import Passage


class Answerer(Protocol):
    """Writes a draft from passages and nothing else.

    Every statement names the quotes it rests on, as exact slices of the passages' documents; `bot.citations` checks
    them. A draft without statements says that the passages do not answer the question.
    """

    def answer(self, question: Question, passages: Sequence[Passage]) -> Draft:
        """See the class."""
        ...
