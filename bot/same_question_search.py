"""What stands under a question is found for those who ask the same, and for nobody else."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answerers.same_question import chances_same, question_above
from indexer.model import Audience, Passage, Retriever

DEPTH = 60  # passages that are looked at, at most: on a page of answers most belong to other questions
_TIMES = 6  # as many as are wanted, where that is fewer: a question is searched for in several wordings, each for three
_LEAST = 0.03  # chance: that much is asked for nearly, and worth naming where nothing answers


class SameQuestionSearch:
    """Implements `Retriever` with another one: tells of each section how likely its question is the one asked.

    Those whose heading is a question that was surely not asked are left out. They would take the places of documents
    that say something: a page of answers repeats the words of every question.
    """

    def __init__(self, retriever: Retriever) -> None:
        self._retriever = retriever

    def retrieve(self, query: str, *, k: int, asker: Audience, within: Sequence[str] = ()) -> Sequence[Passage]:
        """See the class; the other's order stays."""
        found = self._retriever.retrieve(query, k=max(k, min(DEPTH, _TIMES * k)), asker=asker, within=within)
        chances = iter(chances_same(query, [passage for passage in found if question_above(passage)]))
        told = [replace(passage, asked=next(chances)) if question_above(passage) else passage for passage in found]
        return [passage for passage in told if passage.asked >= _LEAST or not question_above(passage)][:k]
