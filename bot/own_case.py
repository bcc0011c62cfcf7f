"""What a decision means in a case like the asker's: a section under a question in place of the house's advice."""

import re
from collections.abc import Sequence

from bot.answerers.evidence import plain
from bot.answerers.grouping import OPENING
from bot.answerers.same_question import answer_under, question_above
from bot.answerers.telling import sentence
from bot.in_place import in_place
from bot.model import Option, Quote, Statement
from bot.option_names import options_named
from indexer.model import Passage
from indexer.sentences import sentence_spans

ADVICE = "\n\n"
"""What stands before the house's advice."""

_LIKELY = 0.34  # chance: below it, sections on other matters came up beside decisions for tuning
_LIKELY_CASE = 0.06  # chance: a section on a case that speaks for the decision was of use from here on
_CASE = re.compile(
    r"We (?:want|must|need|have to|draft|write|summari[sz]e)\b|.*\b(?:which approach|what should we use)\b"
)
_BOTH = {Option.RAG, Option.FINE_TUNING}
_SPEAKS_FOR_BOTH = re.compile(r"^[^.]{0,60}\b(?:both|combin\w+)\b")
_CONTRASTS = re.compile(
    r"\b(?:not|rather|instead|before|unless|but|while|whereas|beats?|than|both|combin\w+)\b|n['’]t\b"
)


def for_own_case(
    reasons: Sequence[Statement], option: Option, question: str, passages: Sequence[Passage]
) -> tuple[Statement, ...]:
    """The reasons of a decision; their advice gives way to the likeliest section that speaks for the option.

    That may be one on a case like the asker's, under "We want to draft contracts: which approach?", or another that is
    likelier the one asked. It asks about no option that the question does not name.
    """
    asked, running = {option, *options_named(question)}, in_place(question)
    for section in sorted(passages, key=lambda passage: -passage.asked):
        heading = question_above(section)
        if section.asked < (_LIKELY_CASE if _CASE.match(heading) else _LIKELY) or {*options_named(heading)} - asked:
            continue
        if in_place(heading) - running:  # "We fine-tuned a model and now …" is for who did
            continue
        own = statement_of(section) if heading else None
        if own and _speaks_for(option, own.text):
            return tuple(own if reason.joint == ADVICE else reason for reason in reasons)
    return tuple(reasons)


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
    """Whether the option is named before all others, or in the first sentence beside none but prompts."""
    named = options_named(said)
    if option is Option.RAG_AND_FINE_TUNING:
        return {*named[:2]} == _BOTH
    first = said[slice(*sentence_spans(said, 0, len(said))[0])]
    in_first = options_named(first)
    alone = option in in_first and {*in_first} <= {option, Option.PROMPT_ENGINEERING}
    if alone and not _CONTRASTS.search(first):
        return True
    return named[:1] == (option,) and not _SPEAKS_FOR_BOTH.search(said)
