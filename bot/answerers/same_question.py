"""Which of the sections that stand under a question answers another question, if any does."""

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from bot.answerers.asking import answers_in_kind, asks_for_the_kinds_of
from bot.answerers.fitted_same import NONE, WEIGHTS
from bot.answerers.function_words import FUNCTION_WORDS
from bot.answerers.likeness import Likeness, Matches
from bot.answerers.nearness import matched, nearness
from indexer.blocks import BlockKind, blocks
from indexer.headings import ALSO_ASKED, question_of
from indexer.model import Passage
from indexer.sentences import sentence_spans

_LOOKED_AT = 12  # sections


def question_above(passage: Passage) -> str:
    """The question that stands over a passage as its heading, and that the passage answers; "" for another heading."""
    return question_of(passage.heading, passage.title)


@dataclass(frozen=True, slots=True)
class Sameness:
    """How near a question comes to the one above a section; every figure is a cosine in [-1, 1] but for the last three.

    `heading` and `answer` compare whole texts. `of_heading` tells how near the heading comes to each word of the
    question, on average, rare words first; `of_section` the same of the heading and what stands under it; `weakest`
    that of the word that the section comes least near to; `of_question` how near the question comes to the heading's
    words. `kind_missing` is 1 where the question asks for a kind of thing (a price, a time) that the heading does not
    ask for; `in_kind` how much of such kinds the section's first sentence holds, in [0, 1]; `passage` is the section's
    score as a passage that was found.
    """

    heading: float
    answer: float
    of_heading: float
    of_section: float
    weakest: float
    of_question: float
    kind_missing: float
    in_kind: float
    passage: float


FIGURES = tuple(field.name for field in fields(Sameness))


def chances_same(question: str, sections: Sequence[Passage], likeness: Likeness) -> list[float]:
    """Of each section the chance that it is the one that answers the question, in [0, 1]; the rest to 1 is "none"."""
    nearest = nearest_of(question, sections, likeness)
    figures = np.array([astuple(one) for one in sameness(question, [sections[at] for at in nearest], likeness)])
    chances = shares(figures @ np.array([WEIGHTS[name] for name in FIGURES])) if nearest else []
    found = dict(zip(nearest, chances, strict=True))
    return [found.get(at, 0.0) for at in range(len(sections))]


def nearest_of(question: str, sections: Sequence[Passage], likeness: Likeness) -> list[int]:
    """The places of the sections that are looked at word by word: those nearest by their headings and their texts."""
    if not sections:
        return []
    headings = likeness.similarity(question, [question_above(section) for section in sections])
    near = [cosine + section.relevance for cosine, section in zip(headings, sections, strict=True)]
    return sorted(range(len(sections)), key=lambda at: -near[at])[:_LOOKED_AT]


def sameness(question: str, sections: Sequence[Passage], likeness: Likeness) -> list[Sameness]:
    """Of each section how near the question comes to the one above it."""
    if not sections:
        return []
    headings, bodies = [question_above(section) for section in sections], [_body(section) for section in sections]
    to_headings, to_bodies = nearness(question, headings, likeness), nearness(question, bodies, likeness)
    to_sections = replace(to_headings, cosines=np.maximum(to_headings.cosines, to_bodies.cosines))
    told = zip(
        likeness.similarity(question, headings),
        likeness.similarity(question, bodies),
        matched(to_headings),
        matched(to_sections),
        _weakest(to_sections),
        (matched(nearness(heading, [question], likeness))[0] for heading in headings),
        (float(not asks_for_the_kinds_of(heading, question)) for heading in headings),
        (answers_in_kind(question, _first_sentence(body)) for body in bodies),
        (section.score for section in sections),
        strict=True,
    )
    return [Sameness(*figures) for figures in told]


def _weakest(matches: Matches) -> list[float]:
    """How near each text comes to the word of the question that it comes least near to."""
    telling = [at for at, word in enumerate(matches.words) if word not in FUNCTION_WORDS]
    return [float(row[telling or slice(None)].min(initial=1.0)) for row in matches.cosines]


def shares(scores: NDArray[np.float64], none: float = NONE) -> list[float]:
    """The scores as chances beside that of none of them."""
    top = max(float(scores.max()), none)
    raised = np.exp(scores - top)
    return [float(share) for share in raised / (raised.sum() + math.exp(none - top))]


def _body(section: Passage) -> str:
    """What answers, without the heading and its other wordings, which serve to find the section."""
    found = blocks(section.text, markdown=not section.source.lower().endswith(".txt"))
    texts = (section.text[block.start : block.end].strip() for block in found if block.kind is not BlockKind.HEADING)
    return " ".join(text for text in texts if not text.startswith(ALSO_ASKED))


def _first_sentence(text: str) -> str:
    spans = sentence_spans(text, 0, len(text))
    return text[slice(*spans[0])] if spans else ""
