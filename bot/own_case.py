"""What a decision means in a case like the asker's: a section under a question in place of the house's advice."""

import re
from collections.abc import Sequence

from bot.answerers.evidence import plain
from bot.answerers.grouping import OPENING
from bot.answerers.same_question import answer_under, question_above
from bot.answerers.telling import sentence
from bot.model import Option, Quote, Statement
from bot.option_names import options_named
from indexer.model import Passage

ADVICE = "\n\n"
"""What stands before the house's advice."""

_LIKELY = 0.34  # chance: below it, sections on other cases came up beside decisions for tuning
_BOTH = {Option.RAG, Option.FINE_TUNING}
_SPEAKS_FOR_BOTH = re.compile(r"^[^.]{0,60}\b(?:both|combin\w+)\b")


def for_own_case(
    reasons: Sequence[Statement], option: Option, question: str, passages: Sequence[Passage]
) -> tuple[Statement, ...]:
    """The reasons of a decision; their advice gives way to the likeliest section, where that speaks for the option.

    A section speaks for the option that it names first, and asks about none that the question does not name.
    """
    section = likeliest(passages, _LIKELY)
    own = section and statement_of(section)
    if not section or not own:
        return tuple(reasons)
    beside = {*options_named(question_above(section))} - {option, *options_named(question)}
    if beside or not _speaks_for(option, own.text):
        return tuple(reasons)
    return tuple(own if reason.joint == ADVICE else reason for reason in reasons)


def likeliest(passages: Sequence[Passage], least: float) -> Passage | None:
    """The section under a question that is likeliest the one asked, None where none is that likely."""
    likely = [passage for passage in passages if passage.asked >= least and question_above(passage)]
    return max(likely, key=lambda passage: passage.asked, default=None)


def statement_of(section: Passage) -> Statement | None:
    """The answer under a section's question, without the "Yes, " or "No, " that belongs to it, if it has an answer."""
    said = answer_under(section)
    if not said:
        return None
    opening = OPENING.match(said)
    said = said[opening.end() :] if opening else said
    start = section.start + section.text.index(said)
    quote = Quote(section.source, start, start + len(said), said, section.heading)
    return Statement(sentence(plain(said)), (quote,), ADVICE)


def _speaks_for(option: Option, said: str) -> bool:
    named = options_named(said)
    if option is Option.RAG_AND_FINE_TUNING:
        return {*named[:2]} == _BOTH
    return named[:1] == (option,) and not _SPEAKS_FOR_BOTH.search(said)
