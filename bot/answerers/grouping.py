"""Evidence that is said together: a sentence and what goes on from it, the items of a list, the rows of a table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.answerers.asking import begins_with, content_stems
from bot.answerers.defining import is_about, term_of
from bot.answerers.evidence import Evidence
from bot.answerers.repeating import repeats, says_nothing
from bot.answerers.scoring import Scored

Group = tuple[Evidence, ...]
"""Pieces of one place in the order in which they are said."""

_GOES_ON = 0.4  # a sentence with less than this share of the score of the one it follows is on something else
_GOES_ON_EXPLAINING = 0.3  # and where a term is explained: what follows "RAG means …" belongs to it
MOST_IN_A_ROW = 3  # sentences of one place
_SURELY = 0.5  # of the kinds of thing asked for
_DIGIT = re.compile(r"\d")
_MOST_LISTED = 8
_ANNOUNCED = 0.6  # a table under a heading that says this much of the question is all asked for
_LISTS = re.compile(
    r"\b(?:list|enumerate|name)\b|\bwhat are (?:all )?the (?:\w+ )?\w+s\b"
    r"|\b(?:all|the) (?:two|three|four|five|six|seven)\b",
    re.IGNORECASE,
)


def group_of(question: str, lead: Scored, ranked: Sequence[Scored]) -> Group:
    """What is said with the piece that answers best."""
    if lead.evidence.row is not None:
        return rows_of(question, lead, ranked)
    if _LISTS.search(question) and len(listed := _section(lead, ranked)) > MOST_IN_A_ROW:
        return listed
    explains = bool(term_of(question)) and is_about(term_of(question), lead.evidence.passage) == 1
    bar = (_GOES_ON_EXPLAINING if explains else _GOES_ON) * lead.score
    return going_on(question, lead, ranked, Reach(bar, MOST_IN_A_ROW))


class Reach(NamedTuple):
    """How far a text goes on: to pieces that score `least`, and to at most `most` in all."""

    least: float
    most: int


def gives_a_figure(one: Scored) -> bool:
    """Whether a piece has a figure where one is asked for: guides differ in figures, so each is worth saying."""
    return one.in_kind >= _SURELY and _DIGIT.search(one.evidence.prose) is not None


def going_on(
    question: str, first: Scored, ranked: Sequence[Scored], reach: Reach, said: Sequence[Evidence] = ()
) -> Group:
    """The piece and those right after it in its passage, as far as they reach and keep to the subject."""
    group = [first.evidence]
    asked = content_stems(question)
    keeps_to_it = not asked.isdisjoint(begins_with(first.evidence.prose))
    for one in _after(first, ranked):
        if len(group) == reach.most or one.score < reach.least or one.evidence.place != group[-1].place + 1:
            break
        piece = one.evidence.alone or one.evidence
        if keeps_to_it and one.evidence.alone is None and asked.isdisjoint(begins_with(piece.prose)):
            break
        if says_nothing(piece.prose) or any(repeats(piece, held) for held in (*said, *group)):
            break
        group.append(replace(piece, place=one.evidence.place))
    return tuple(group)


def rows_of(question: str, lead: Scored, ranked: Sequence[Scored]) -> Group:
    """The rows of the lead's table that the question names; all that have what is asked when it names none."""
    asked = content_stems(question)
    same = [one for one in ranked if one.evidence.row and _table(one.evidence) == _table(lead.evidence)]
    named = [one for one in same if one.evidence.row and one.evidence.row.named_by(asked)]
    row = lead.evidence.row
    announced = is_about(question, lead.evidence.passage) >= _ANNOUNCED
    several = named or (same if announced or (row and row.asked_by_name(asked)) else [lead])
    kept = {one.evidence.quotes: one.evidence for one in several}
    return tuple(sorted(kept.values(), key=lambda piece: piece.quotes[0].start)[:_MOST_LISTED])


def _section(lead: Scored, ranked: Sequence[Scored]) -> Group:
    """All pieces under the lead's heading, when they make a list: items, or paragraphs that begin alike."""
    here = lead.evidence.passage
    same = [
        one
        for one in ranked
        if (one.evidence.passage.source, one.evidence.passage.heading) == (here.source, here.heading)
    ]
    alike = [one.evidence for one in same if _begin(one.evidence) == _begin(lead.evidence)]
    return tuple(sorted(alike, key=lambda piece: piece.quotes[-1].start)[:_MOST_LISTED])


def _begin(piece: Evidence) -> object:
    return "item" if piece.is_item else piece.prose.split()[0].lower()


def _after(first: Scored, ranked: Sequence[Scored]) -> Iterator[Scored]:
    same = [one for one in ranked if one.evidence.passage is first.evidence.passage and one.evidence.row is None]
    return (one for one in sorted(same, key=_place) if _place(one) > _place(first))


def _table(piece: Evidence) -> tuple[str, int] | None:
    return (piece.passage.source, piece.row.table) if piece.row else None


def _place(one: Scored) -> int:
    return one.evidence.place
