"""The indexer's words: document, chunk, passage, refusal, sync report. Standard library only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

EVERYONE = "everyone"
"""The audience that holds every asker; what a document gets when its front matter names none."""

Audience = frozenset[str]
"""For a document: the groups that may read it. For an asker: the groups they belong to."""

PUBLIC: Audience = frozenset({EVERYONE})


class IndexerError(Exception):
    """An expected failure. Its text says what failed, with which value, and what to do next."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file of knowledge.

    `text` is the whole decoded file, front matter included: every offset in the product counts its characters.
    `body` is where the prose starts in it. `framework`, `facts` and `decision` are front matter values as YAML
    gave them: the bot, whose words they are in, checks them.
    """

    source: str  # path relative to the knowledge folder, with forward slashes
    text: str
    content_hash: str  # SHA-256 of the file's bytes, hex
    title: str
    body: int = 0
    kind: str = "article"
    author: str | None = None
    url: str | None = None
    publication: str | None = None
    published: date | None = None
    as_of: date | None = None
    expires: date | None = None
    tags: tuple[str, ...] = ()
    audience: Audience = PUBLIC
    framework: Mapping[str, object] | None = None
    facts: Mapping[str, object] | None = None  # a case study's facts, by the names of `bot.facts`
    decision: str | None = None  # what a case study came to: an option's name

    def readable_by(self, asker: Audience) -> bool:
        """Whether an asker in these groups may read it."""
        return not self.audience.isdisjoint(asker | PUBLIC)

    def expired(self, today: date) -> bool:
        """Whether its `expires` date has passed."""
        return self.expires is not None and self.expires < today


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list shows of an indexed document: all but its text, which may be long."""

    source: str
    title: str
    content_hash: str
    kind: str = "article"
    url: str | None = None
    as_of: date | None = None  # when it was last checked to be true, else when it was published
    expires: date | None = None
    audience: Audience = PUBLIC
    changed_at: datetime | None = None  # when its file was last written, in UTC

    def readable_by(self, asker: Audience) -> bool:
        """Whether an asker in these groups may read it."""
        return not self.audience.isdisjoint(asker | PUBLIC)

    def expired(self, today: date) -> bool:
        """Whether its `expires` date has passed."""
        return self.expires is not None and self.expires < today


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stored slice of a document: `document.text[start:end] == text`, half-open character offsets."""

    id: str  # from content, so that writing it twice is writing it once
    source: str
    heading: tuple[str, ...]  # outermost first
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk retrieved for a question. `score` is in [0, 1]; higher is better.

    `asked` is the chance that it answers because the question above it is the one that was searched for, in [0, 1];
    whoever searches for such sections sets it.
    """

    source: str
    title: str
    heading: tuple[str, ...]
    start: int
    end: int
    text: str
    score: float
    relevance: float = 0.0  # cosine of question and passage, in [-1, 1]: comparable from query to query
    answering: float = 0.0  # the same with the question embedded for what answers it (embedding/adapter.py)
    asked: float = 0.0
    url: str | None = None
    as_of: date | None = None
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not indexed, and the one sentence that tells an admin why."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What one sync did; sources are relative paths, `chunks` counts the whole index, `seconds` is wall time."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0
    refused: tuple[Refusal, ...] = ()
    chunks: int = 0
    seconds: float = 0.0
    unsettled: tuple[str, ...] = ()  # files that were being written, left for the next sync

    @property
    def did_something(self) -> bool:
        """Whether the index differs from before."""
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class IndexState:
    """What the index holds now. `as_of` is the time of the last sync that changed it, in UTC."""

    documents: int
    chunks: int
    as_of: datetime | None
    refused: tuple[Refusal, ...] = field(default=())


class Retriever(Protocol):
    """Finds passages.

    `retrieve` returns at most `k` passages of documents that `asker` may read, best first. A query that matches
    nothing gives an empty list; it never raises for any text. `within` are path prefixes, such as "guides/": only
    documents under one of them count, before the cut to `k`; () for all.
    """

    def retrieve(self, query: str, *, k: int, asker: Audience, within: Sequence[str] = ()) -> Sequence[Passage]:
        """See the class."""
        ...


class Library(Protocol):
    """Reads the indexed documents.

    `document` gives the indexed version of a source, or None when there is none or the asker may not read it:
    the two look the same on purpose. `documents` gives all that the asker may read, `frameworks` those that carry
    decision rules, `case_studies` those that tell a decision: each by source.
    """

    def document(self, source: str, *, asker: Audience) -> Document | None:
        """See the class."""
        ...

    def documents(self, *, asker: Audience) -> Sequence[Document]:
        """See the class."""
        ...

    def frameworks(self, *, asker: Audience) -> Sequence[Document]:
        """See the class."""
        ...

    def case_studies(self, *, asker: Audience) -> Sequence[Document]:
        """See the class."""
        ...

    def folders(self) -> Sequence[str]:
        """The folders that hold documents, whoever may read these, as paths that end in "/", by name."""
        ...

    def as_of(self) -> datetime | None:
        """When the index last changed, in UTC; None before the first sync."""
        ...

    def state(self, asker: Audience | None = None) -> IndexState:
        """What the index holds now, of what the asker may read, None for all; counts, so not for every question."""
        ...
