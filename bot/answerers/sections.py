"""What is said to each part of a question, and which parts the evidence leaves open."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answerers.asking import content_stems
from bot.answerers.chance import Answers, chance_of, judged
from bot.answerers.choosing import chosen
from bot.answerers.evidence import Evidence
from bot.answerers.fitted import LEAST_CHANCE
from bot.answerers.grouping import Group, rows_of
from bot.answerers.likeness import Likeness
from bot.answerers.parts import Part, parts_of
from bot.answerers.repeating import adds, repeats
from bot.answerers.same_question import question_above
from bot.answerers.scoring import Scored, ranked, section_told
from bot.answerers.unsaid import unsaid

_MOST_SUPPORTS = 2
_MOST_SUPPORTS_OF_ONE = 1  # of several sections
_STILL_ANSWERS = 1.0  # of score: what the best that no earlier part has said may be worse by than the best
_RATHER = 0.62  # of sureness: what is told from there on reads better than sentences that answer, and is as often right
_LOOKED_AT = 5  # pieces, for the kind of thing that a part asks for

PiecesFor = Callable[[Part], Sequence[Evidence]]
"""The evidence for one part of a question."""

_Asked = Sequence[tuple[Part, Sequence[Scored]]]
"""The parts of a question, each with the evidence in the order in which it answers that part."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the question and what is said to it, the lead first."""

    part: Part
    groups: list[Group]


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections in the question's order, the parts left open, and whether the evidence answers."""

    sections: list[Section]
    open_parts: list[Part]
    answers: Answers


def outlined(question: str, pieces: Sequence[Evidence], likeness: Likeness, pieces_for: PiecesFor) -> Outline:
    """The outline of an answer; no sections when the evidence does not answer the question.

    `pieces` are those for the whole question, `pieces_for` finds those for a part of it.
    """
    whole, answers = _heard(question, pieces, likeness)
    parts = parts_of(question)
    if len(parts) > 1 and all(part.heading for part in parts):
        asked = [(part, _heard(part.text, pieces_for(part), likeness)[0]) for part in parts]
        if answers is not Answers.NO or any(order and order[0].asked for _, order in asked):
            return _side_by_side(question, whole, asked, answers, likeness)
    if answers is Answers.NO:
        return Outline([], [], answers)
    if len(parts) == 1 or question_above(whole[0].evidence.passage):
        return Outline([Section(Part(question), chosen(question, whole, _MOST_SUPPORTS, likeness))], [], answers)
    # Things are compared: with one of them unknown, nothing can be said of how they differ.
    asked = [(part, ranked(part.text, pieces, likeness)) for part in parts]
    unknown = any(_is_open(part, order, likeness) for part, order in asked)
    return Outline([] if unknown else _compared(question, whole, asked, likeness), [], answers)


def _heard(question: str, pieces: Sequence[Evidence], likeness: Likeness) -> tuple[list[Scored], Answers]:
    """The evidence in the order in which it answers, and whether it does.

    Where sentences would answer, the section under a question that is rather the one asked does.
    """
    order = ranked(question, pieces, likeness)
    answers = judged(question, order, likeness)
    if answers is not Answers.NO and section_told(pieces, _RATHER):
        order = ranked(question, pieces, likeness, _RATHER)
    return order, answers


def _is_open(part: Part, order: Sequence[Scored], likeness: Likeness) -> bool:
    if order and order[0].asked:
        return False
    missing = unsaid(part.text, [one.evidence for one in order[:_LOOKED_AT]])
    return bool(missing) or chance_of(part.text, order, likeness) < LEAST_CHANCE


def _side_by_side(
    question: str, whole: Sequence[Scored], asked: _Asked, answers: Answers, likeness: Likeness
) -> Outline:
    open_parts = [part for part, order in asked if _is_open(part, order, likeness)]
    sections: list[Section] = []
    for part, order in asked:
        if _is_told(order, sections):
            continue
        leads = [other[0] for _, other in asked if other and other is not order and not _of_one(other, order)]
        fresh = _left_to_others(_not_said(order, sections), leads)
        if part not in open_parts and fresh and _still_answers(fresh[0], order[0]):
            sections.append(Section(part, chosen(part.text, fresh, _MOST_SUPPORTS_OF_ONE, likeness)))
    if sections:
        sure = all(order[0].asked for part, order in asked if part not in open_parts and order)
        return Outline(sections, open_parts, Answers.YES if sure else answers)
    some = open_parts if len(open_parts) < len(asked) else []
    return Outline([Section(Part(question), chosen(question, whole, _MOST_SUPPORTS, likeness))], some, answers)


def _of_one(order: Sequence[Scored], other: Sequence[Scored]) -> bool:
    """Whether both are of the one section that answers two parts of a question."""
    return bool(order and other and order[0].asked) and _place(order[0].evidence) == _place(other[0].evidence)


def _is_told(order: Sequence[Scored], sections: Sequence[Section]) -> bool:
    """Whether the section that answers this part has been told for an earlier one."""
    said = {_place(piece) for section in sections for group in section.groups for piece in group}
    return bool(order and order[0].asked) and _place(order[0].evidence) in said


def _place(piece: Evidence) -> tuple[str, int]:
    """Where its passage stands: the passage itself was found for each part anew, with other figures."""
    return piece.passage.source, piece.passage.start


def _still_answers(left: Scored, best: Scored) -> bool:
    return left.score >= best.score - _STILL_ANSWERS


def _not_said(order: Sequence[Scored], sections: Sequence[Section]) -> list[Scored]:
    said = [piece for section in sections for group in section.groups for piece in group]
    new = [one for one in order if not any(repeats(one.evidence, held) for held in said)]
    return [one for one in new if adds(one.evidence, said)] if said else new


def _left_to_others(order: Sequence[Scored], leads: Sequence[Scored]) -> list[Scored]:
    """The pieces of a part without those that answer another part best, unless one answers both best."""
    own = order[:1]
    taken = [lead.evidence for lead in leads if not any(repeats(lead.evidence, one.evidence) for one in own)]
    return [one for one in order if not any(repeats(one.evidence, held) for held in taken)]


def _compared(question: str, whole: Sequence[Scored], asked: _Asked, likeness: Likeness) -> list[Section]:
    """The rows of one table that answer for every thing; else what each is, then what is said of them together."""
    if rows := _rows_for_all(question, whole, len(asked)):
        return [Section(Part(question), [rows])]
    each: list[Section] = []
    for part, order in asked:
        if fresh := _not_said(order, each):
            each.append(Section(part, chosen(part.text, fresh, 0, likeness)))
    things = [content_stems(part.text) for part, _ in asked]
    both = [one for one in _not_said(whole, each) if all(it <= content_stems(one.evidence.prose) for it in things)]
    return [*each, Section(Part(question), chosen(question, both, 0, likeness))] if both else each


def _rows_for_all(question: str, whole: Sequence[Scored], things: int) -> Group:
    """As many rows of one table as there are things, with a column that is asked for by name; else none."""
    asked = content_stems(question)
    leads = (one for one in whole if one.evidence.row and one.evidence.row.asked_by_name(asked))
    return next((rows for lead in leads if len(rows := rows_of(question, lead, whole)) >= things), ())
