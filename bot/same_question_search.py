"""What stands under a question is found for those who ask the same, and for nobody else."""

from collections.abc import Sequence

from bot.answerers.likeness import Likeness
from bot.answerers.same_question import LEAST_SAME, chances_same
from indexer.model import Audience, Passage, Retriever

_DEEPER = 3  # times as many passages are looked at, since on a page of answers most belong to other questions


class SameQuestionSearch:
    """Implements `Retriever` with another one, without passages whose heading is a question that was not asked.

    They would take the places of documents that say something: a page of answers repeats the words of every question.
    """

    def __init__(self, retriever: Retriever, likeness: Likeness) -> None:
        self._retriever, self._likeness = retriever, likeness

    def retrieve(self, query: str, *, k: int, asker: Audience, within: Sequence[str] = ()) -> Sequence[Passage]:
        """See the class; the other's order stays."""
        found = self._retriever.retrieve(query, k=_DEEPER * k, asker=asker, within=within)
        chances = chances_same(query, found, self._likeness)
        return [passage for passage, chance in zip(found, chances, strict=True) if chance >= LEAST_SAME][:k]
