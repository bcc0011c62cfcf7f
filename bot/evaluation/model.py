"""Evaluation's words: item, span, score, outcome, run. Standard library only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.model import AdvisorError, Option, Usage


class EvaluationError(AdvisorError):
    """A set, a saved run or a floor file cannot be used."""


class Kind(StrEnum):
    """Whether the folder answers a question and, when it does not, how far off the question is."""

    ANSWERABLE = "answerable"
    OFF_SUBJECT = "off_subject"
    NEAR_MISS = "near_miss"


@dataclass(frozen=True, slots=True)
class Span:
    """`text[start:end]` of the document at `source`: half-open character offsets."""

    source: str
    start: int
    end: int

    def shared(self, source: str, start: int, end: int) -> range:
        """The characters that this span has in common with another."""
        return range(max(self.start, start), min(self.end, end)) if source == self.source else range(0)


@dataclass(frozen=True, slots=True)
class Item:
    """A question with a known answer.

    Each of `sources` answers the question alone. `phrases` are lists of alternatives: of every list, one must stand in
    the cited quotes. `figures` says that the question is about a figure. Where `spans` are known, they are the answer.
    """

    set: str
    id: str
    question: str
    kind: Kind
    sources: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    spans: tuple[Span, ...] = ()
    figures: bool = False
    option: Option | None = None
    split: str = ""

    @property
    def key(self) -> str:
        """What tells it from the items of every set."""
        return f"{self.set}/{self.id}"


@dataclass(frozen=True, slots=True)
class Score:
    """What one question adds to a metric, which is the sum of all values over the sum of all weights."""

    value: float
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a judge makes of one answer, no scores when it could not be judged; and what a model took for that."""

    scores: Mapping[str, Score]
    usage: Usage | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question. `scores` are by the metric's name; a metric it says nothing about is left out."""

    key: str
    question: str
    kind: Kind
    answered: bool
    answer: str
    cited: tuple[str, ...]
    option: Option | None
    scores: Mapping[str, Score]


@dataclass(frozen=True, slots=True)
class Run:
    """One evaluation: what was asked of which answerer over which folder, and what became of each question.

    `sets` are SHA-256 hashes of the sets' files by name, `documents` counts the folder's. `answers_took` and
    `judge_took` are what models took for writing and for judging, None where none did.
    """

    made_at: datetime
    answerer: str
    documents: int
    sets: Mapping[str, str]
    outcomes: tuple[Outcome, ...] = field(default=())
    answers_took: Usage | None = None
    judge_took: Usage | None = None

    @property
    def id(self) -> str:
        """Its name among the saved ones: when it was made, and over what."""
        return f"{self.made_at:%Y%m%d-%H%M%S}-{'+'.join(self.sets)}"
