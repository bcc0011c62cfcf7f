"""The options that a text names."""

import re

from bot.facts.reading import LONGEST
from bot.facts.tidy import tidy
from bot.model import Option

_WHOLE = (
    r"(?:all|everything|whole|entire|full)\b[^.!?;\n]{0,40}?\b(?:in|into|inside) (?:the|a|one|every|each) (?:long )?"
)
_NAMES = {
    Option.LONG_CONTEXT: re.compile(rf"\blong[- ]context\b|\b{_WHOLE}(?:prompt|context)|\binto the prompt whole\b"),
    Option.FINE_TUNING: re.compile(r"\bfine[- ]?tun\w*|\b(?:re-?)?train(?:ing)?\b"),
    Option.RAG: re.compile(r"\brag\b|\bretrieval\b"),
    Option.PROMPT_ENGINEERING: re.compile(r"\bprompt(?:s|ing)?\b|\bfew[- ]?shot\b"),
    Option.AGENTS: re.compile(r"\b(?:ai )?agents? (?:with|that|thing|or)\b|\b(?:an|ai) agent\b"),
}


def options_named(text: str) -> tuple[Option, ...]:
    """The options, in the order in which the text first names them."""
    plain = tidy(text[:LONGEST])
    at = {option: found.start() for option, name in _NAMES.items() if (found := name.search(plain))}
    if Option.LONG_CONTEXT in at:  # "all of it in the prompt" is no prompt engineering
        rest = _NAMES[Option.LONG_CONTEXT].sub(" ", plain)
        if not _NAMES[Option.PROMPT_ENGINEERING].search(rest):
            at.pop(Option.PROMPT_ENGINEERING, None)
    return tuple(sorted(at, key=lambda option: at[option]))
