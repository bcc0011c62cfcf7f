"""The options that a text says are in use already: nobody who asks what is wrong with them wants them recommended."""

import re

from bot.facts.reading import LONGEST
from bot.facts.tidy import tidy
from bot.model import Option

_IN_USE = {
    Option.RAG: re.compile(
        r"\b(?:our|my|the (?:existing|current|pilot|live)) (?:[\w-]+ ){0,2}?(?:rag|retrieval)\b"
        r"|\buploaded (?:the|a|our|its) (?:new|latest|current|updated)\b"
        r"|\bnew (?:one|version|\w+) (?:is|was|has been) uploaded\b"
        r"|\b(?:is|are|was|were|got) (?:also |already |now |all )?(?:re-?)?indexed\b|\bin (?:the|our) index\b"
        r"|\b(?:finds?|fetch(?:es)?|retrieves?|returns?|brings? (?:back|up)) the (?:right|correct) "
        r"(?:doc\w*|passages?|pages?|articles?|chunks?|files?)"
        r"|\b(?:retrieval|search) (?:brings|returns|finds|gets|surfaces|works|looks (?:fine|good|ok\w*))\b"
        r"|\bsearch (?:in|over|on|of) (?:our|the|my) (?:[\w-]+ ){1,4}(?:is|are|keeps|misses|returns)\b"
        r"|\bembeddings? (?:problem|issue)\b|\b(?:quot|cit|pick|pull|fetch|retriev)\w* (?:up )?the wrong\b"
    ),
    Option.FINE_TUNING: re.compile(
        r"(?:^|[.!?;\n]|\bwe(?:'ve)?|\bhave|\balready|\bi(?:'ve)?) (?:already |have )?fine[- ]?tuned "
        r"(?:our|a|the|an|one|it|on)\b"
        r"|^fine[- ]?tuned (?:our|a|the|an|model|on)\b|\b(?:our|the) fine[- ]?tuned (?:\w+ )?model\b"
    ),
}


def in_place(text: str) -> frozenset[Option]:
    """The options that are in use, by what the text says."""
    plain = tidy(text[:LONGEST])
    return frozenset(option for option, used in _IN_USE.items() if used.search(plain))
