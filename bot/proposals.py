"""Which options a question names, and which it proposes: "Should we fine-tune a model on our letters?"."""

import re
from typing import NamedTuple

from bot.facts.reading import LONGEST
from bot.facts.tidy import tidy
from bot.model import Option
from bot.option_names import options_named

_PROPOSES = re.compile(
    r"(?:^|[.!?,;:\n–-]|\b(?:and|so|but)\b)\s*"
    r"(?:(?:should|shall|can|could|must) (?:we|i)\b|is it worth\b|(?:does|would) it make sense to\b"
    r"|do (?:we|i) (?:really |even |actually )?need (?:to )?(?:an? |use )?(?=rag\b|retrieval\b|fine[- ]?tun|agent))"
    r"(?P<what>[^.!?]*)\?"
)
CHOICE = r"\bor\b(?! not\b)|\bvs\b|\bversus\b"
"""What stands between things to choose from, in tidy text."""


class Wanted(NamedTuple):
    """The option that is asked about with yes or no, if one is, and all that are named."""

    proposed: Option | None = None
    named: frozenset[Option] = frozenset()


NOTHING_NAMED = Wanted()


def wanted(text: str) -> Wanted:
    """What the text wants to know of which options."""
    return Wanted(proposed(text), frozenset(options_named(text)))


def proposed(text: str) -> Option | None:
    """The option that a question of the text asks about with yes or no; None where it names several, or none."""
    asked = [match["what"] for match in _PROPOSES.finditer(tidy(text[:LONGEST]))]
    named = {option for what in asked for option in options_named(what)}
    return next(iter(named)) if len(named) == 1 and not any(re.search(CHOICE, what) for what in asked) else None
