"""The bot's words: question, citation, statement, answer, declined, recommendation. Standard library only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from indexer.model import PUBLIC, Audience

EXTRACTIVE = "extractive"
"""The answerer's name in an answer that no model wrote."""


class AdvisorError(Exception):
    """An expected failure. Its text says what failed, with which value, and what to do next."""


class Option(StrEnum):
    """What a check or a recommendation can come to."""

    PROMPT_ENGINEERING = "prompt_engineering"
    LONG_CONTEXT = "long_context"
    RAG = "rag"
    FINE_TUNING = "fine_tuning"
    RAG_AND_FINE_TUNING = "rag_and_fine_tuning"
    AGENTS = "agents"
    NEED_MORE_INFORMATION = "need_more_information"

    @property
    def label(self) -> str:
        """The option in plain words, with a capital."""
        return _LABELS[self]


_LABELS = {
    Option.PROMPT_ENGINEERING: "Prompt engineering",
    Option.LONG_CONTEXT: "Long context (the documents in the prompt)",
    Option.RAG: "RAG (retrieval-augmented generation)",
    Option.FINE_TUNING: "Fine-tuning",
    Option.RAG_AND_FINE_TUNING: "RAG together with fine-tuning",
    Option.AGENTS: "Agents",
    Option.NEED_MORE_INFORMATION: "Too early to say",
}


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier message of the thread."""

    by_advisor: bool
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks, as plain text, with the groups they belong to and the thread before it, oldest first.

    `within` are path prefixes, such as "guides/": only documents under one of them count; () for all. `language` is
    what a model is asked to write in, "" for the question's own; quotes stay as they are. `team` is the workspace whose
    budget pays, "" for a terminal or a page in a browser. `begun` is when work on it began, by `time.monotonic`, for
    whoever has a deadline.
    """

    text: str
    asker: Audience = PUBLIC
    thread: tuple[Turn, ...] = ()
    within: tuple[str, ...] = ()
    language: str = ""
    team: str = ""
    begun: float | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Quote:
    """An exact slice of a document that an answerer relies on, not yet verified."""

    source: str
    start: int
    end: int
    text: str
    heading: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence or two of a draft, in Markdown without citation marks, and the quotes it rests on.

    `joint` is what stands between it and the statement before: a space, "\\n\\n", "\\n- " for an item. With "" the
    second of an answer begins a paragraph and the others follow in it.
    """

    text: str
    quotes: tuple[Quote, ...]
    joint: str = ""


@dataclass(frozen=True, slots=True)
class Usage:
    """What a model took for one answer. `usd` is its price in US dollars, None when the model's price is not known."""

    input_tokens: int
    output_tokens: int
    cached_tokens: int
    usd: float | None


@dataclass(frozen=True, slots=True)
class Draft:
    """What an answerer wrote: unverified. No statements means that the passages do not answer.

    `notice` is a sentence that the asker is to see beside it ("Claude did not answer in time: …"), "" for none.
    `doubtful` tells that it may not answer what was asked.
    """

    statements: tuple[Statement, ...]
    answerer: str
    notice: str = ""
    usage: Usage | None = None
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """A verified quote: `document.text[start:end] == quote`, half-open character offsets. Numbered from 1."""

    number: int
    source: str
    title: str
    heading: tuple[str, ...]
    start: int
    end: int
    quote: str
    url: str | None = None
    as_of: date | None = None
    expired: bool = False


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The option that the house framework gives for the facts a question states; `missing` are names of facts."""

    option: Option
    because: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer whose every statement is cited. `markdown` carries `[1]` marks; `citations` are in that order.

    `searched_for` is the question as it was searched for, standing by itself; `notice` as in `Draft`.
    """

    question: str
    markdown: str
    citations: tuple[Citation, ...]
    answerer: str
    recommendation: Recommendation | None = None
    index_as_of: datetime | None = None
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    searched_for: str = ""
    notice: str = ""
    usage: Usage | None = None


@dataclass(frozen=True, slots=True)
class Declined:
    """The knowledge folder does not say. `nearest` are titles of documents the asker may read, nearest first.

    `suggestion` is what to do next; where the first of the documents answers a question close to the asked one, that
    question is `closest`, and the suggestion is its answer; `meant` are questions that the documents answer and that
    may have been meant.
    """

    question: str
    answerer: str
    nearest: tuple[str, ...] = ()
    suggestion: str = ""
    recommendation: Recommendation | None = None
    index_as_of: datetime | None = None
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    searched_for: str = ""
    notice: str = ""
    usage: Usage | None = None
    closest: str = ""
    meant: tuple[str, ...] = ()
