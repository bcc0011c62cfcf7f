"""Evidence that is said together: a sentence and what goes on from it, the items of a list, the rows of a table."""

import re
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import count, takewhile
from typing import NamedTuple

from bot.answerers.asking import begins_with, content_stems
from bot.answerers.defining import is_about, term_of
from bot.answerers.evidence import Evidence
from bot.answerers.repeating import overlap, repeats, says_nothing
from bot.answerers.scoring import Scored, stems_of

Group = tuple[Evidence, ...]
"""Pieces of one place in the order in which they are said."""

_LESS = 2.0  # of score: a sentence that answers this much worse than the best makes a text neither better nor worse
_LESS_EXPLAINING = 4.0  # and where a term is explained: what follows "RAG means …" belongs to it
MOST_IN_A_ROW = 4  # sentences of one place
_MOST_WORDS = 90  # of one place, beyond its best sentence
_SURELY = 0.5  # of the kinds of thing asked for
_DIGIT = re.compile(r"\d")
_FEWEST_LISTED, _MOST_LISTED = 4, 8
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
    if _LISTS.search(question) and len(listed := _section(lead, ranked)) >= _FEWEST_LISTED:
        return listed
    explains = bool(term_of(question)) and is_about(term_of(question), lead.evidence.passage) == 1
    reach = Reach(lead.score - (_LESS_EXPLAINING if explains else _LESS), MOST_IN_A_ROW)
    return run_of(lead, ranked, reach, content_stems(question))


class Reach(NamedTuple):
    """How far a text goes: what a sentence must score to make it better, and how many sentences it has at most."""

    worth: float
    most: int


def gives_a_figure(one: Scored) -> bool:
    """Whether a piece has a figure where one is asked for: guides differ in figures, so each is worth saying."""
    return one.in_kind >= _SURELY and _DIGIT.search(one.evidence.prose) is not None


def run_of(
    best: Scored, ranked: Sequence[Scored], reach: Reach, asked: Set[str], said: Sequence[Evidence] = ()
) -> Group:
    """The sentences around the best one that answer best together: the run whose scores exceed the reach by most.

    A weaker sentence between two that answer is said with them, so that the text reads as it was written. Each speaks
    of what the best one begins with, if that is `asked` about.
    """
    subject = asked & begins_with(best.evidence.prose, words=1)
    here = {one.evidence.place: one for one in ranked if one.evidence.passage is best.evidence.passage}
    place = best.evidence.place

    def belongs(one: Scored | None) -> bool:
        return one is not None and _keeps_to(subject, one.evidence) and _sayable(one.evidence, said)

    before = list(takewhile(belongs, (here.get(at) for at in range(place - 1, -1, -1))))
    after = list(takewhile(belongs, (here.get(at) for at in count(place + 1))))
    around = [one for one in (*reversed(before), best, *after) if one is not None]
    runs = (
        around[first : last + 1]
        for first in range(around.index(best) + 1)
        for last in range(around.index(best), min(len(around), first + reach.most))
    )
    fitting = [run for run in runs if len(run) == 1 or sum(map(_words, run)) <= _MOST_WORDS]
    first, *rest = max(fitting, key=lambda run: sum(one.score - reach.worth for one in run))
    group = [first.evidence]
    for one in rest:
        piece = one.evidence.alone or one.evidence
        if not overlap(piece, group[-1]):  # a piece may hold the sentences after it: those that it announces
            group.append(replace(piece, place=one.evidence.place, is_item=one.evidence.is_item))
    return tuple(group)


def _keeps_to(subject: Set[str], piece: Evidence) -> bool:
    return not subject or bool(subject & stems_of(piece.prose))


def _sayable(piece: Evidence, said: Sequence[Evidence]) -> bool:
    return piece.row is None and not says_nothing(piece.prose) and not any(repeats(piece, held) for held in said)


def _words(one: Scored) -> int:
    return len((one.evidence.alone or one.evidence).prose.split())


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


def _table(piece: Evidence) -> tuple[str, int] | None:
    return (piece.passage.source, piece.row.table) if piece.row else None
