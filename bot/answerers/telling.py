"""Chosen evidence told as one text: paragraphs, lists, rows, and headings where several things were asked.

What is said is the quote itself, but for these changes: marks of Markdown go, a first letter becomes a capital, a full
stop ends it, and a row of a table is told cell by cell with the names of its columns.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answerers.asking import content_stems
from bot.answerers.grouping import Group
from bot.answerers.rows import Row, said
from bot.model import Statement

_MARKUP = re.compile(r"[*_`#\[\]]")


def told(question: str, groups: Sequence[Group], heading: str = "") -> list[Statement]:
    """A paragraph for each group, the lead's first."""
    statements: list[Statement] = []
    for place, group in enumerate(groups):
        first, *rest = _as_text(question, group)
        statements += [_under("" if place else heading, first), *rest]
    return statements


def _under(heading: str, first: Statement) -> Statement:
    """The first statement with the asker's words above it; they are the asker's, so their marks mean nothing."""
    if not heading:
        return replace(first, joint="\n\n")
    return Statement(f"**{unmarked(heading)}**\n{first.text}", first.quotes, "\n\n")


def _as_text(question: str, group: Group) -> list[Statement]:
    if all(piece.row for piece in group):
        return _rows(question, group)
    if len(group) > 1 and all(piece.is_item for piece in group):
        return _list(group)
    return [Statement(sentence(piece.prose), piece.quotes, " ") for piece in group]


def _list(group: Group) -> list[Statement]:
    """The line that introduces the items, when there is one, then each item on a line of its own."""
    first, *rest = group
    alone = first.alone if first.is_item else None
    lead_in = first.prose[: -len(alone.prose)].strip() if alone else ""
    item = f"- {sentence(alone.prose if alone else first.prose)}"
    opening = Statement(f"{sentence(lead_in, stop='')}\n\n{item}" if lead_in else item, first.quotes, " ")
    others = (piece.alone if piece.is_item and piece.alone else piece for piece in rest)
    return [opening, *(Statement(sentence(piece.prose), piece.quotes, "\n- ") for piece in others)]


def _rows(question: str, group: Group) -> list[Statement]:
    """One row as a sentence; more as a list, under the column's name when only one column is asked for."""
    columns = _columns(content_stems(question), [piece.row for piece in group if piece.row])
    heading = columns[0] if len(columns) == 1 else ""
    rows = [(piece, piece.row.subject, cells) for piece in group if piece.row and (cells := piece.row.only(columns))]
    if len(rows) == 1:
        piece, subject, cells = rows[0]
        return [Statement(f"{sentence(subject, stop='')} – {said(cells)}.", piece.quotes, " ")]
    lines = [f"{subject}: {cells[0][1]}" if heading else f"{subject} – {said(cells)}" for _, subject, cells in rows]
    opening = f"**{heading}**\n- {lines[0]}" if heading else f"- {lines[0]}"
    others = zip(rows[1:], lines[1:], strict=True)
    return [
        Statement(opening, rows[0][0].quotes, " "),
        *(Statement(line, piece.quotes, "\n- ") for (piece, _, _), line in others),
    ]


def _columns(asked: frozenset[str], rows: Sequence[Row]) -> tuple[str, ...]:
    """The names of the columns that the question asks for; all when it asks for none of them."""
    named = [name for row in rows for name in row.asked_by_name(asked)] if len(rows) > 1 else []
    found = named or [name for row in rows for name in row.asked_for(asked)]
    return tuple(dict.fromkeys(found or [name for row in rows for name, _ in row.cells]))


def sentence(prose: str, stop: str = ".") -> str:
    """The words with a capital, ended by a stop unless they end in one."""
    text = prose[0].upper() + prose[1:]
    return text if text[-1] in ".!?…" or not stop else f"{text}{stop}"


def unmarked(words: str) -> str:
    """The asker's words without what Markdown would read in them."""
    return _MARKUP.sub("", words)
