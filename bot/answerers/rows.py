"""Rows of tables as a person would read them out: whose row it is, then its cells with the names of their columns."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from indexer.words import stems

_ACRONYM = re.compile(r"\w*[A-Z0-9]\w*[A-Z0-9]|[A-Z0-9]\b")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_MOST_CELLS = 3  # more in one breath cannot be followed; a row asked for as a whole is shown as a whole


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the text of its first cell, and `(column, text)` of the others that are not empty.

    `table` tells its table from others of the same document; a column's name is "" in a table of two columns.
    """

    subject: str
    cells: tuple[tuple[str, str], ...]
    table: int

    @property
    def prose(self) -> str:
        """The whole row: "Setup – RAG: $500–2,000; fine-tuning: $200–5,000."."""
        return f"{self.subject} – {said(self.cells)}."

    def named_by(self, question: Set[str]) -> bool:
        """Whether the question names the row's subject, or begins to: "prompting" for "Prompt engineering".

        What stands in brackets need not be named.
        """
        subject = stems(_IN_BRACKETS.sub("", self.subject))
        shared = sum(stem in question for stem in subject)
        return bool(subject) and (shared == len(subject) or (subject[0] in question and 2 * shared >= len(subject)))

    def asked_by_name(self, question: Set[str]) -> tuple[str, ...]:
        """The columns whose names share a stem with the question, beyond what the row's subject shares with it."""
        wanted = question - set(stems(self.subject))
        return tuple(name for name, _ in self.cells if wanted & set(stems(name)))

    def asked_for(self, question: Set[str]) -> tuple[str, ...]:
        """The columns to tell: those asked for by name, else those whose text shares a stem with the question.

        A short row is told as a whole.
        """
        if len(self.cells) < _MOST_CELLS:
            return tuple(name for name, _ in self.cells)
        wanted = question - set(stems(self.subject))
        by_text = (name for name, text in self.cells if wanted & set(stems(text)))
        return (self.asked_by_name(question) or tuple(by_text))[:_MOST_CELLS]

    def only(self, columns: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """The cells of these columns that are not empty."""
        return tuple(cell for cell in self.cells if cell[0] in columns)


def said(cells: tuple[tuple[str, str], ...]) -> str:
    """The cells after one another: "setup: low; latency: baseline"."""
    return "; ".join(f"{uncapitalised(name)}: {text}" if name else text for name, text in cells)


def uncapitalised(name: str) -> str:
    """The name as it stands inside a sentence; short forms such as RAG keep their capitals."""
    return name if _ACRONYM.match(name) else f"{name[:1].lower()}{name[1:]}"
