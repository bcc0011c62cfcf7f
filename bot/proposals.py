"""Which option a question proposes: "Should we fine-tune a model on our letters?"."""

import re

from bot.facts.reading import LONGEST
from bot.facts.tidy import tidy
from bot.model import Option

_PROPOSES = re.compile(
    r"(?:^|[.!?,;:\n–-]|\b(?:and|so|but)\b)\s*"
    r"(?:(?:should|shall|can|could|must) (?:we|i)\b|is it worth\b|(?:does|would) it make sense to\b)(?P<what>[^.!?]*)\?"
)
_CHOICE = re.compile(r"\bor\b(?! not\b)|\bvs\b|\bversus\b")
_NAMES = {
    Option.FINE_TUNING: re.compile(r"\bfine[- ]?tun\w*|\b(?:re-?)?train(?:ing)?\b"),
    Option.RAG: re.compile(r"\brag\b|\bretrieval\b"),
    Option.PROMPT_ENGINEERING: re.compile(r"\bprompt(?:s|ing)?\b"),
}


def options_named(text: str) -> frozenset[Option]:
    """The options that a text names, among those that a question proposes."""
    plain = tidy(text[:LONGEST])
    return frozenset(option for option, name in _NAMES.items() if name.search(plain))


def proposed(text: str) -> Option | None:
    """The option that a question of the text asks about with yes or no; None where it names several, or none."""
    asked = [match["what"] for match in _PROPOSES.finditer(tidy(text[:LONGEST]))]
    named = {option for what in asked for option, name in _NAMES.items() if name.search(what)}
    return next(iter(named)) if len(named) == 1 and not any(_CHOICE.search(what) for what in asked) else None
