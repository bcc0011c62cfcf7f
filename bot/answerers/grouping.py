"""Evidence that is said together: a sentence and what goes on from it, the items of a list, the rows of a table."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import count, takewhile
from typing import NamedTuple

from bot.answerers.asking import NUMBER, begins_with, content_stems, is_yes_or_no_to
from bot.answerers.defining import is_about, term_of
from bot.answerers.evidence import Evidence
from bot.answerers.nearness import stems_of
from bot.answerers.repeating import overlap, repeats, says_nothing
from bot.answerers.same_question import question_above
from bot.answerers.scoring import Scored

Group = tuple[Evidence, ...]
"""Pieces of one place in the order in which they are said."""

_LESS = 2.0  # of score: a sentence that answers this much worse than the best makes a text neither better nor worse
MOST_IN_A_ROW = 4  # sentences of one place
_MOST_WORDS = 90  # of one place, beyond its best sentence
_LESS_BEFORE, _LESS_AFTER = 1.5, 7.0  # of score, in the paragraph of the lead
_SURELY = 0.5  # of the kinds of thing asked for
OPENING = re.compile(r"(?:yes|no)[,:;]\s+(?=\w)", re.IGNORECASE)
_FIGURE = re.compile(rf"\d|{NUMBER}", re.IGNORECASE)
_FEWEST_LISTED, _MOST_LISTED = 4, 8
ANNOUNCED = 0.6  # a table under a heading that says this much of the question is all asked for
_LISTS = re.compile(
    r"\b(?:list|enumerate|name)\b|\bwhat are (?:all )?the (?:\w+ )?\w+s\b"
    r"|\b(?:all|the) (?:two|three|four|five|six|seven)\b",
    re.IGNORECASE,
)


def group_of(question: str, lead: Scored, ranked: Sequence[Scored]) -> Group:
    """What is said with the piece that answers best."""
    if lead.evidence.row is not None:
        return rows_of(question, lead, ranked)
    if question_above(lead.evidence.passage):
        whole = _as_one(_told_together(sorted(_beside(lead, ranked), key=lambda one: one.evidence.place)))
        in_its_words = is_yes_or_no_to(question, question_above(lead.evidence.passage))
        return whole if in_its_words else (_without_yes_or_no(whole[0]), *whole[1:])
    if _LISTS.search(question) and len(listed := _section(lead, ranked)) >= _FEWEST_LISTED:
        return listed
    if lead.evidence.paragraph is not None:
        return _paragraph(question, lead, ranked)
    return run_of(lead, ranked, Reach(lead.score - _LESS, MOST_IN_A_ROW), content_stems(question))


def _paragraph(question: str, lead: Scored, ranked: Sequence[Scored]) -> Group:
    """The lead in its paragraph, whose sentences were written for each other, as one piece where they follow on.

    Before it stands what answers nearly as well, but for what explains a term: that comes first. After it stands what
    is still on the subject.
    """
    around = [
        one
        for one in _around(lead, ranked, content_stems(question), ())
        if one.evidence.paragraph == lead.evidence.paragraph
    ]
    at = around.index(lead)
    earlier = [] if term_of(question) else around[:at]
    before = [*takewhile(lambda one: one.score >= lead.score - _LESS_BEFORE, reversed(earlier))]
    after = [*takewhile(lambda one: one.score >= lead.score - _LESS_AFTER, around[at + 1 :])]
    return _as_one(_told_together([*reversed(before), lead, *after]))


def _without_yes_or_no(piece: Evidence) -> Evidence:
    """The piece without a "No, " at its beginning: that answers the question above it, and only in its wording."""
    quote = piece.quotes[0]
    opening, said = OPENING.match(quote.text), OPENING.match(piece.prose)
    if not opening or not said:
        return piece
    kept = replace(quote, start=quote.start + opening.end(), text=quote.text[opening.end() :])
    return replace(piece, prose=piece.prose[said.end() :], quotes=(kept, *piece.quotes[1:]))


def _beside(lead: Scored, ranked: Sequence[Scored]) -> list[Scored]:
    """All that stands in the lead's passage, but for rows of tables."""
    here = lead.evidence.passage
    return [one for one in ranked if one.evidence.passage is here and one.evidence.row is None]


class Reach(NamedTuple):
    """How far a text goes: what a sentence must score to make it better, and how many sentences it has at most."""

    worth: float
    most: int


def gives_a_figure(one: Scored) -> bool:
    """Whether a piece has a figure where one is asked for: guides differ in figures, so each is worth saying."""
    return one.in_kind >= _SURELY and _FIGURE.search(one.evidence.prose) is not None


def run_of(
    best: Scored, ranked: Sequence[Scored], reach: Reach, asked: Set[str], said: Sequence[Evidence] = ()
) -> Group:
    """The sentences around the best one that answer best together: the run whose scores exceed the reach by most.

    A weaker sentence between two that answer is said with them, so that the text reads as it was written. Each speaks
    of what the best one begins with, if that is `asked` about.
    """
    around = _around(best, ranked, asked, said)
    at = around.index(best)
    runs = [
        around[first : last + 1]
        for first in range(at + 1)
        for last in range(at, min(len(around), first + reach.most))
        if first == last or sum(map(_words, around[first : last + 1])) <= _MOST_WORDS
    ]
    return _told_together(max(runs, key=lambda run: sum(one.score - reach.worth for one in run)))


def _around(best: Scored, ranked: Sequence[Scored], asked: Set[str], said: Sequence[Evidence]) -> list[Scored]:
    """The best one and what stands unbroken around it in its passage, is on its subject and can be said."""
    subject = asked & begins_with(best.evidence.prose, words=1)
    here = {one.evidence.place: one for one in ranked if one.evidence.passage is best.evidence.passage}

    def unbroken(places: Iterable[int]) -> Iterator[Scored]:
        found = (here.get(place) for place in places)
        return (one for one in takewhile(belongs, found) if one is not None)

    def belongs(one: Scored | None) -> bool:
        return one is not None and _keeps_to(subject, one.evidence) and _sayable(one.evidence, said)

    place = best.evidence.place
    return [*reversed([*unbroken(range(place - 1, -1, -1))]), best, *unbroken(count(place + 1))]


def _told_together(run: Sequence[Scored]) -> Group:
    """The pieces without what each of them repeats of the one before it."""
    group = [run[0].evidence]
    for one in run[1:]:
        piece = one.evidence.alone or one.evidence
        if not overlap(piece, group[-1]):  # a piece may hold the sentences after it: those that it announces
            group.append(replace(piece, place=one.evidence.place, is_item=one.evidence.is_item))
    return tuple(group)


def _as_one(group: Group) -> Group:
    """Sentences that follow one another as one piece with one quote; the group itself where it has items of a list."""
    first, last = group[0], group[-1]
    if any(piece.is_item for piece in group):
        return group
    here = first.passage
    start, end = first.quotes[0].start, last.quotes[-1].end
    quote = replace(first.quotes[0], end=end, text=here.text[start - here.start : end - here.start])
    return (replace(first, prose=" ".join(piece.prose for piece in group), quotes=(quote,)),)


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
    announced = is_about(question, lead.evidence.passage) >= ANNOUNCED
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
