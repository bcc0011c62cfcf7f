"""The answerer that needs no model: it picks, orders and joins the sentences that answer."""

import re
from collections.abc import Callable, Sequence

from bot.answerers import NO_LISTENER, Listener
from bot.answerers.asking import content_stems
from bot.answerers.chance import Answers
from bot.answerers.defining import is_about
from bot.answerers.evidence import Evidence, evidence_of
from bot.answerers.grouping import ANNOUNCED
from bot.answerers.likeness import Likeness
from bot.answerers.parts import Part
from bot.answerers.rewording import reworded
from bot.answerers.rows import Row
from bot.answerers.same_question import question_above
from bot.answerers.sections import Outline, outlined
from bot.answerers.telling import told, unmarked
from bot.answerers.unsaid import unsaid
from bot.follow_up import standalone
from bot.model import EXTRACTIVE, Draft, Question, Statement
from indexer.model import Passage

UNSURE = "This may not be quite what you asked. It is the nearest that the knowledge folder says."

_ADVISOR = re.compile(r"\badvisor\b", re.IGNORECASE)
_ADVISOR_READS = re.compile(r"\bAdvisor (?:takes|counts|lets|reads|files)\b")  # what a guide was taken to mean
_ASKS_FOR_TEXTS = re.compile(
    r"\b(?:papers?|read|reading|literature|books?|studies|study|surveys?|sources?|references?|publish\w*|authors?|who)\b",
    re.IGNORECASE,
)
_ADVICE = re.compile(r"advice\b", re.IGNORECASE)
_FURTHER_READING = re.compile(r"further reading|references\b|bibliography|literature", re.IGNORECASE)
_MOST_PIECES = 80  # embedded per question: at 3 ms each, a quarter of a second at worst
_LEAST_WORDS, _MOST_WORDS = 4, 90  # of a piece: fewer say nothing alone, more are no sentence


PassagesFor = Callable[[Question, str], Sequence[Passage]]
"""The passages that are found for one part of a question."""


class ExtractiveAnswerer:
    """Implements `Answerer` with sentences of the passages, letter for letter.

    `passages_for` finds passages for a part of a question that asks several things; without it, those for the whole do.
    """

    def __init__(self, likeness: Likeness, passages_for: PassagesFor | None = None) -> None:
        self._likeness = likeness
        self._passages_for = passages_for

    def answer(self, question: Question, passages: Sequence[Passage], _listener: Listener = NO_LISTENER) -> Draft:
        """A draft whose first statement answers; no statements when nothing in the passages does."""
        asked = reworded(standalone(question), passages)

        def pieces_for(part: Part) -> Sequence[Evidence]:
            return sayable(part.text, self._passages_for(question, part.text) if self._passages_for else passages)

        outline = outlined(asked, sayable(asked, passages), self._likeness, pieces_for)
        statements: list[Statement] = []
        for section in outline.sections:
            heading = section.part.heading if len(outline.sections) > 1 else ""
            statements += told(section.part.text, section.groups, heading)
        perhaps = outline.answers is Answers.PERHAPS
        notice = _notice(outline.open_parts) or _unsaid(asked, outline) or (UNSURE if perhaps else "")
        return Draft(tuple(statements), EXTRACTIVE, notice=notice, doubtful=perhaps)


def _unsaid(question: str, outline: Outline) -> str:
    """One sentence on the kind of thing that was asked for and that the answer has not; "" where it has all."""
    said = [piece for section in outline.sections for group in section.groups for piece in group]
    if any(question_above(piece.passage) for piece in said):
        return ""  # it was written for that question, and says itself what it leaves open
    missing = unsaid(question, said) if said else ""
    return f"The documents do not say {missing}." if missing else ""


def sayable(question: str, passages: Sequence[Passage]) -> list[Evidence]:
    """The pieces of the passages that can stand in an answer to the question.

    Sentences on Advisor itself are for those who ask about it, rows of tables for those who ask for what a column or
    the table is called: a row is no prose, and names of things are in every row. A list of what else there is to read
    is for those who ask for that, and advice goes with a decision, which tells it as a whole.
    """
    read = [passage for passage in passages if not _advises(passage)]
    if not _ASKS_FOR_TEXTS.search(question):
        read = [passage for passage in read if not _names_texts(passage)]
    said = [piece for passage in read for piece in evidence_of(passage) if _says_something(piece)]
    pieces = [piece for piece in said if piece.row is None or _asks_for_row(question, piece, piece.row)]
    if not _ADVISOR.search(question):
        pieces = [piece for piece in pieces if not _ADVISOR_READS.search(piece.prose)]
    return pieces[:_MOST_PIECES]


def _advises(passage: Passage) -> bool:
    """Whether it stands under a heading on advice, as the paragraphs that a framework names beside its rules."""
    return any(_ADVICE.match(heading) for heading in passage.heading[1:])


def _names_texts(passage: Passage) -> bool:
    """Whether it only names what else there is to read."""
    return bool(passage.heading and _FURTHER_READING.match(passage.heading[-1]))


def _asks_for_row(question: str, piece: Evidence, row: Row) -> bool:
    return bool(row.asked_by_name(content_stems(question))) or is_about(question, piece.passage) >= ANNOUNCED


def _says_something(piece: Evidence) -> bool:
    if piece.is_question:
        return False
    least = 1 if question_above(piece.passage) else _LEAST_WORDS  # "Yes." says enough under its question
    return least <= len(piece.prose.split()) <= _MOST_WORDS


def _notice(open_parts: Sequence[Part]) -> str:
    asked = " ".join(unmarked(part.heading) for part in open_parts)
    return f"The knowledge folder does not seem to say: {asked}" if asked else ""
