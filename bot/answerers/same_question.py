"""Whether what stands under one question, as its heading, answers another."""

from collections.abc import Sequence

from bot.answerers.likeness import Likeness
from indexer.model import Passage

LEAST_SAME = 0.3
_ALIKE = 0.5  # cosine that any two questions on one subject have


def question_above(passage: Passage) -> str:
    """The question that stands over a passage as its heading, and that the passage answers; "" for another heading.

    A document's title is over all of its sections, and none of them answers it alone.
    """
    heading = passage.heading[-1] if passage.heading else ""
    return heading if heading.rstrip().endswith("?") and heading != passage.title else ""


def chances_same(question: str, passages: Sequence[Passage], likeness: Likeness) -> list[float]:
    """Of each passage the chance that it answers this question as it does the one above it, in [0, 1].

    1 for a passage that stands under no question.
    """
    headings = sorted({heading for passage in passages if (heading := question_above(passage))})
    cosines = dict(zip(headings, likeness.similarity(question, headings), strict=True)) if headings else {}
    return [
        max(0.0, (cosines[heading] - _ALIKE) / (1 - _ALIKE)) if (heading := question_above(passage)) else 1.0
        for passage in passages
    ]
