"""Questions that the knowledge folder answers, for people who do not know what to ask.

None is offered on trust: each was asked, as anyone would ask it, and got an answer.
"""

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain, islice, zip_longest

from bot.outline import sections
from indexer.model import PUBLIC, Document, Library

MOST = 4
"""Questions offered: Slack takes no more."""
MOST_TRIED = 16
"""Of the candidates, at a tenth of a second each: who opens the direct message waits for them once a sync."""

USUAL = (
    "We have 300 labelled examples and our documents change weekly. Fine-tune or RAG?",
    "When is prompt engineering enough?",
    "What does RAG cost at 100,000 queries a month?",
    "How many labelled examples does fine-tuning need?",
)
"""What teams ask first. A folder on another subject answers none of them, and offers its own."""

_HEADINGS = (
    (re.compile(r"(.+\?)"), r"\1"),
    (re.compile(r"What (.+) is"), r"What is \1?"),
    (re.compile(r"What (.+) does"), r"What does \1 do?"),
    (re.compile(r"When (.+) is (.+)"), r"When is \1 \2?"),
    (re.compile(r"When to (.+)"), r"When should we \1?"),
    (re.compile(r"How to (.+)"), r"How do we \1?"),
    (re.compile(r"What to (.+)"), r"What should we \1?"),
)
_LONGEST = 100  # characters of a heading that is worth offering


class Offered:
    """Gives the questions, worked out once for each state of the index; `answered` tells whether one gets an answer."""

    def __init__(self, library: Library, answered: Callable[[str], bool]) -> None:
        self._library = library
        self._answered = answered
        self._working = threading.Lock()
        self._as_of: datetime | None = None
        self._questions: Sequence[str] = ()

    def __call__(self) -> Sequence[str]:
        """At most four questions that everyone may ask, and the folder answers from what everyone may read."""
        with self._working:
            as_of = self._library.as_of()
            if as_of is not None and as_of != self._as_of:
                self._questions = tuple(islice(self._good(), MOST))
                self._as_of = as_of
            return self._questions

    def _good(self) -> Iterator[str]:
        return filter(self._answered, islice(_once(chain(USUAL, self._own())), MOST_TRIED))

    def _own(self) -> Iterator[str]:
        """Those of the folder's own documents, which are read only when they are needed."""
        yield from candidates_in(self._library.documents(asker=PUBLIC))


def candidates_in(documents: Iterable[Document]) -> Iterator[str]:
    """The questions that the documents' headings ask, a heading of each document in turn."""
    for in_turn in zip_longest(*(_questions(document) for document in documents)):
        yield from (question for question in in_turn if question)


def _questions(document: Document) -> Iterator[str]:
    for heading in (section.path[-1] for section in sections(document) if section.path):
        for shape, question in _HEADINGS:
            if len(heading) <= _LONGEST and (said := shape.fullmatch(heading)):
                yield said.expand(question)
                break


def _once(questions: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for question in questions:
        if question not in seen:
            seen.add(question)
            yield question
