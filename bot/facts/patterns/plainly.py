"""What prompting already does, what must be shown and who may see it, in plain words."""

# ruff: noqa: E501 - the ways of saying one thing are read better beside each other

import re

from bot.facts.phrases import Phrase, how_often, phrase
from bot.facts.values import Value

_MOST_SHOTS = 20  # more examples than that are a data set
_ENOUGH = (
    r"(?:does (?:exactly |just |already )*what (?:we|i|they) (?:need|want)|do what (?:we|i|they) (?:need|want)|gets? (?:it|the \w+|them|everything) right"
    r"|works? (?:well|fine|great|already|perfectly)|does the (?:job|trick)|(?:is|are) (?:good enough|fine|right|spot on|ok|okay)|good enough|solve[sd]? (?:it|this))"
)
_SHOTS = r"(?:examples?|samples?|shots?|demonstrations?)"
_PLACE = r"(?:page|document|article|section|original|guideline|paragraph|passage|clause|source|manual|policy|reference|text|file|record|law|statute|study)s?"
_SEE = r"(?:see|access|read|open|view|look at|know)"
_BARRED = r"(?:must not|mustn't|may not|can't|cannot|are not allowed|aren't allowed|should not|shouldn't|must never|are not supposed)"


def _few(said: float, _: re.Match[str]) -> Value:
    """Yes where the examples are few, or their number is not said; of a data set nothing is read."""
    return True if said <= _MOST_SHOTS else ""


PLAINLY: tuple[Phrase, ...] = (
    phrase(
        "few_shot_suffices",
        rf"\b{_ENOUGH}[^.!?;\n]{{0,40}}?\b(?:with|after|given|once|as soon as|when|if)\b(?:(?!train|tun|label)[^.!?;\n]){{0,25}}?(?:N |\ba few |\bsome |\ba handful )(?:of )?(?:\w+ )?{_SHOTS}\b(?! (?:for|of) (?:train|each))",
        _few,
        unless=r"\b(?:labell?\w*|annotat\w*|train\w*|tun\w*|collect\w*|if|whether)\b",
    ),
    phrase(
        "few_shot_suffices",
        rf"(?:N |\ba few |\bsome |\ba handful )(?:of )?(?:\w+ )?{_SHOTS} (?:(?!train|tun|label)[^.!?;\n]){{0,40}}?\b(?:performs?|does|behaves|copes) (?:very |really |quite )?(?:well|fine|great|nicely)\b",
        _few,
        unless=r"\b(?:labell?\w*|annotat\w*|train\w*|tun\w*|collect\w*|if|whether)\b",
    ),
    phrase(
        "citations_needed",
        rf"\b(?:backed(?: up)?|supported|substantiated|underpinned|evidenced|proven|proved|borne out) (?:\w+ )?(?:by|with) (?:an? |the |its |our |at least )?(?:[\w#~-]{{1,20}} )?{_PLACE}\b"
        rf"|\bwith (?:an? |the |its )?(?:links?|pointers?|references?) (?:back )?to (?:the |its |their |our |an? )?(?:\w+ )?{_PLACE}\b"
        rf"|\b(?:answers?|repl(?:y|ies)|statements?|claims?) (?:\w+ )?with (?:\w+ )?(?:page|paragraph|clause) (?:numbers?|references?)\b",
        True,
        unless=r"\b(?:e-?mails?|newsletters?|send\w*|post\w*|inputs?|tickets?|decision|business case)\b",
    ),
    phrase(
        "per_user_permissions",
        rf"\b(?:may|can|are allowed to|get to|should) {_SEE} [^.!?;,\n]{{1,40}}?,? ?\b(?:but|while|whereas|and|though) (?:[\w'-]{{1,20}} ){{1,3}}?{_BARRED}\b(?! (?:to )?(?:edit|change|write|delete|copy|print|answer))"
        rf"|\bnot (?:everyone|everybody|all (?:\w+ )?(?:users|employees|staff|people|colleagues|customers)) (?:may|can|should|is allowed to|are allowed to|gets? to|has access|have access|is supposed to)\b",
        True,
        as_is=True,
    ),
    phrase(
        "per_user_permissions",
        rf"\b(?:aren't|are not|isn't|is not) (?:allowed|permitted|supposed|meant) to {_SEE} (?:the |our |all |any |every |other |some |certain )"
        r"|\bonly (?:for|visible to|open to|accessible to|available to|meant for) (?:the |our )?(?:board|managers?|management|hr|partners|executives|leadership|doctors|finance|certain|admins?)\b",
        True,
        as_is=True,
        unless=r"\b(?:models?|it|vendors?|providers?|openai|bot|assistant|cloud|api|n't|not)\b",
    ),
    phrase(
        "knowledge_changes",
        r"\b(?:re-?generat|re-?buil[dt]|re-?index|re-?export)\w*[^.!?;\n]{0,40}?\b(?P<often>daily|nightly|hourly|weekly|monthly|quarterly|yearly|every N (?P<per>days?|weeks?|months?|years?)"
        r"|(?:every|each) (?:other )?(?:hour|day|night|week|month|quarter|year))\b",
        how_often,
        unless=r"\b(?:model|prompts?|inputs?)\b",
    ),
)
