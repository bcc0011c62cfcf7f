"""Which of the sections that stand under a question answers another question, if any does."""

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

import numpy as np
from numpy.typing import NDArray

from bot.answerers.asking import answers_in_kind, asks_for_the_kinds_of
from bot.answerers.fitted_same import NONE, WEIGHTS
from bot.answerers.shared_words import likest, share_held
from indexer.blocks import is_markdown
from indexer.headings import answer_of, question_of, wordings_of
from indexer.model import Passage
from indexer.sentences import sentence_spans

_LOOKED_AT = 12  # sections
_SHARING = 4  # of these


def question_above(passage: Passage) -> str:
    """The question that stands over a passage as its heading, and that the passage answers; "" for another heading."""
    return question_of(passage.heading, passage.title)


def answer_under(section: Passage) -> str:
    """The first paragraph of a section, as it is written, without headings and other wordings; "" where it has none."""
    return answer_of(section.text, markdown=is_markdown(section.source))


@dataclass(frozen=True, slots=True)
class Sameness:
    """How near a question comes to the one above a section.

    `answering` (a cosine, in [-1, 1]) and `passage` (in [0, 1]) are those of the section as a passage that was found.
    `wording` tells how like the question the heading, or one of its other wordings, is in its words, `held` how many of
    the question's words the section has, both in [0, 1]. `kind_missing` is 1 where the question asks for a kind of
    thing (a price, a time) that the heading does not ask for, else 0; `in_kind` how much of such kinds the section's
    first sentence holds, in [0, 1].
    """

    answering: float
    passage: float
    wording: float
    held: float
    kind_missing: float
    in_kind: float


FIGURES = tuple(field.name for field in fields(Sameness))


def chances_same(question: str, sections: Sequence[Passage]) -> list[float]:
    """Of each section the chance that it is the one that answers the question, in [0, 1]; the rest to 1 is "none"."""
    nearest = nearest_of(sections)
    figures = np.array([astuple(one) for one in sameness(question, [sections[at] for at in nearest])])
    chances = shares(figures @ np.array([WEIGHTS[name] for name in FIGURES])) if nearest else []
    found = dict(zip(nearest, chances, strict=True))
    return [found.get(at, 0.0) for at in range(len(sections))]


def sureness(chances: Sequence[float]) -> float:
    """How sure it is that the likeliest section answers, in [0, 1].

    The chances of the likeliest few together: where they share it, they mostly say the same.
    """
    return sum(sorted(chances)[-_SHARING:])


def nearest_of(sections: Sequence[Passage]) -> list[int]:
    """The places of the sections that are looked at closely: those that were found best."""
    return sorted(range(len(sections)), key=lambda at: -sections[at].score)[:_LOOKED_AT]


def sameness(question: str, sections: Sequence[Passage]) -> list[Sameness]:
    """Of each section how near the question comes to the one above it."""
    like, held = (
        likest(question, [_asked_as(one) for one in sections]),
        share_held(question, [one.text for one in sections]),
    )
    return [
        Sameness(
            section.answering,
            section.score,
            wording,
            share,
            float(not asks_for_the_kinds_of(question_above(section), question)),
            answers_in_kind(question, _first_sentence(section)),
        )
        for section, wording, share in zip(sections, like, held, strict=True)
    ]


def shares(scores: NDArray[np.float64], none: float = NONE) -> list[float]:
    """The scores as chances beside that of none of them."""
    top = max(float(scores.max()), none)
    raised = np.exp(scores - top)
    return [float(share) for share in raised / (raised.sum() + math.exp(none - top))]


def _asked_as(section: Passage) -> list[str]:
    """The question above a section and its other wordings."""
    return [question_above(section), *wordings_of(section.text, markdown=is_markdown(section.source))]


def _first_sentence(section: Passage) -> str:
    said = answer_under(section)
    spans = sentence_spans(said, 0, len(said))
    return said[slice(*spans[0])] if spans else ""
