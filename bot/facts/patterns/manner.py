"""Behaviour is lacking: how the model writes is wrong, always or now and then."""

# ruff: noqa: E501 - the ways of saying one thing are read better beside each other

import re

from bot.facts.phrases import Phrase, phrase
from bot.facts.values import Value

_BAD_MANNER = (
    r"(?:rude|impolite|unfriendly|harsh|off[- ]brand|bland|boring|dull|generic|clumsy|awkward|wooden|soulless|lifeless|arrogant|pushy|childish|sloppy"
    r"|unprofessional|patronising|patronizing|preachy|repetitive|long-winded|flat|robotic|stiff|cold|chatty)"
)
_BADLY = r"(?:clumsily|awkwardly|badly|poorly|rudely|impolitely|stiffly|too \w+|oddly|strangely|terribly)"
_WRITTEN = (
    r"(?:answers?|repl(?:y|ies)|drafts?|texts?|posts?|newsletters?|descriptions?|summar(?:y|ies)|outputs?|copy|e-?mails?|messages?|letters?|titles?"
    r"|headlines?|reports?|it|bot|assistant|model|chatbot|agent)"
)
_OTHERS = r"\b(?:customers?|users?|callers?|people|guests?|who|when|if|not|n't|never|no longer|detect\w*|flag\w*|spot\w*|find\w*)\b"
_DENIED = r"\b(?:not|never|no|n't)\b"
_FORM = r"(?:json|xml|csv|yaml|html|markdown|sql|format|schema|layout|formatting)"
_SLIP = (
    r"(?:(?:not|isn't) (?:always )?valid|fail(?:s|ed|ing)?|wrong|mistakes?|errors?|breaks?|broken|invalid|malformed|misses|missing|slips?|ignor(?:es|ed)|goes|bad|incorrect|off|forgets?"
    r"|leaves? out|skips?|mixes up|gets? it)"
)


def _at_odds(said: float, _: re.Match[str]) -> Value:
    """Sometimes for "one time in ten"; nothing for "nine times in ten": what is meant then depends on the rest."""
    return "sometimes" if said == 1 else ""


def _at_share(said: float, _: re.Match[str]) -> Value:
    """Up to half of the cases is sometimes, nine in ten and more consistently; what lies between is left open."""
    return "sometimes" if 0 < said <= 50 else "consistently" if said >= 90 else ""


MANNER: tuple[Phrase, ...] = (
    phrase(
        "need",
        rf"\bsounds? (?:\w+ )?{_BAD_MANNER}\b"
        rf"|\b{_WRITTEN} (?:\w+ ){{0,3}}?(?:is|are|comes? out|turns? out|reads?|feels?) (?:\w+ )?{_BAD_MANNER}\b"
        rf"|\bin a way that (?:feels|sounds|seems|reads|comes across) (?:\w+ ){{0,2}}?{_BAD_MANNER}\b|\bcomes across as (?:\w+ ){{0,2}}?{_BAD_MANNER}\b"
        rf"|\b(?:words?|phrases|writes|puts|formulates|expresses) (?:everything|things|it|them|its \w+|every \w+|all \w+) (?:so |very |rather )?{_BADLY}\b",
        "behaviour",
        unless=_OTHERS,
    ),
    phrase(
        "need",
        r"\b(?:never|doesn't|does not|don't|do not|hardly|rarely|barely) (?:\w+ )?(?:sounds?|reads?|feels?) (?:\w+ )?like (?:us|our|we|me|my)\b"
        r"|\b(?:it|model|bot|chatbot|assistant) (?:writes|talks|speaks|answers|replies) like (?:an?|some) (?!human|person)\w"
        r"|\b(?:tone|style|voice|wording|format|layout|structure) (?:still |just |simply )?(?:isn't|is not|doesn't|does not) (?:\w+ )?(?:ours|right|fit|match|quite|consistent)\b(?! either)"
        r"|\b(?:it|model|bot|assistant) (?:writes|drafts|produces|generates|creates) (?:\w+ )?(?:looks?|comes? out|is|are) (?:\w+ )?different(?:ly)? (?:every|each) time\b"
        r"|\b(?:sounds?|reads?) like (?:everyone|everybody|anyone|anybody|any other|every other|all the others|a machine|a robot)\b",
        "behaviour",
        as_is=True,
        unless=r"\b(?:customers?|users?|callers?|guests?|must|should)\b",
    ),
    phrase(
        "need",
        rf"\bformatting (?:mistakes?|errors?|slips?|problems?|bugs?)\b(?! (?:are|is) (?:not|never|un))|\b(?:mistakes?|errors?) in (?:the |its |our )?{_FORM}\b"
        rf"|\b(?:broken|invalid|malformed|faulty|incorrect) {_FORM}\b",
        "behaviour",
        unless=r"\b(?:find\w*|detect\w*|spot\w*|fix\w*|correct\w*|repair\w*|upload\w*|receive|send us|users?|customers?|inputs?|not|n't|no|never)\b",
    ),
    phrase(
        "need",
        rf"\b(?:output|answer|reply|result|response|it)s? (?:is|are)(?:n't| not) (?:always )?(?:valid|correct|proper) {_FORM}\b",
        "behaviour",
        as_is=True,
    ),
    phrase(
        "base_model_fails",
        rf"\bevery (?:other|second|third|fourth|fifth|sixth|tenth|twentieth) {_WRITTEN} (?:\w+ ){{0,2}}?{_SLIP}\b",
        "sometimes",
    ),
    phrase(
        "strict_style",
        r"\b(?:must|has to|have to|needs? to|should|shall|always) (?:\w+ ){0,2}?(?:have|has|contain|contains|use|show|keep|come with) (?:exactly )?the same"
        r" (?:\w+ ){0,2}?(?:sections|headings|headers|fields|structure|order|form|layout|format)\b",
        True,
        unless=r"\b(?:inputs?|invoices|documents|not|n't)\b",
    ),
    # base_model_fails
    phrase(
        "base_model_fails",
        rf"\b{_SLIP}\b[^.!?;\n]{{0,50}}?N (?:time |answer |reply |case |out )?(?:in|of|out of) [#]",
        _at_odds,
        as_is=True,
        unless=_DENIED,
    ),
    phrase(
        "base_model_fails",
        rf"N (?:time|answer|reply|case|output)s? (?:in|out of) [#]~*[^.!?;\n]{{0,40}}?\b{_SLIP}\b",
        _at_odds,
        as_is=True,
        unless=_DENIED,
    ),
    phrase(
        "base_model_fails",
        rf"\b{_SLIP}\b[^.!?;\n]{{0,50}}?N ?(?:%|percent|per cent) of (?:the |all |its )?(?:time|cases|answers|replies|outputs)",
        _at_share,
        as_is=True,
        unless=_DENIED,
    ),
    phrase(
        "base_model_fails",
        rf"\b(?:{_SLIP})\b[^.!?;\n]{{0,40}}?(?:\bhalf|[#]~*) (?:of )?the time\b"
        rf"|(?:\bhalf|[#]~*) (?:of )?the (?:time|answers|replies)\b[^.!?;\n]{{0,30}}?\b{_SLIP}\b",
        "sometimes",
    ),
)
