"""How the knowledge changes, how large it is, who may see it and what must be shown of it."""

# ruff: noqa: E501 - the ways of saying one thing are read better beside each other

from bot.facts.phrases import MONTHS, Phrase, how_often, number, phrase, times

_CHANGE = (
    r"\b(?:chang|updat|refresh|revis|edit(?:s|ed)?\b|rewrit|rewrote|re-?issu|re-?publish|publish|amend|touch"
    r"|overhaul|replac|reprint|redone|redo|reset|renew|turns? over|swap|reload|out of date|out[- ]dated|stale"
    r"|new (?:edition|version|issue|print|revision|batch|list|price|catalogue|ruling|bulletin|circular|entries|stor|research|filing|notice|listing|lesson|firmware|record|decision)"
    r"|ship(?:s|ped)? new|rotat|grow"
    r"|new (?:docs|documents|articles|products|features|items|content|versions|polic|papers|data"
    r"|releases))\w*"
)
_KNOWLEDGE = (
    r"\b(?:docs?|documents?|documentation|knowledge(?: base)?|data|content|catalog(?:ue)?s?"
    r"|polic(?:y|ies)|articles?"
    r"|guidelines?|manuals?|syllabus|corpus|wiki|information|facts|rules|regulations?|laws?"
    r"|prices?|pricing|inventory"
    r"|products?|material|pages?|handbook|faqs?|codes|standards?|guides?|they|it)"
)
_UNIT = r"(?:minutes?|hours?|days?|weeks?|months?|quarters?|years?)"
_OFTEN = (
    r"(?P<often>continuously|constantly|all the time|in real[- ]time|around the clock|non-?stop|by the second|hourly|overnight|by the (?:minute"
    r"|hour)|daily|nightly"
    rf"|every N (?P<per>{_UNIT})"
    r"|(?:every|each)(?: single| other)? (?:minute|hour|day|night|morning|week|month|quarter|year"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)|on (?:mon|tues|wednes|thurs|fri|satur|sun)days"
    rf"|(?:every|each) (?:{MONTHS})\b"
    r"|weekly|fortnightly|bi-?weekly|monthly|quarterly|yearly|annually"
    r"|(?:once|twice|thrice) (?:an?|per|each|every) (?:hour|day|week|month|quarter|season|year))"
)
_NOT_KNOWLEDGE = r"\b(?:inputs?|prompts?|retrain\w*|deploy\w*|users? ask|customers ask|model)\b"
_OWN = (
    r"(?:on[- ]prem\w{0,6}|self[- ]host\w{0,3}|our (?:own )?(?:vpc|network|servers|infrastructure"
    r"|data ?cent(?:re|er)s?|hardware|cloud))"
)
_LEAVE = r"(?:leave|leaves|leaving)\b"
_PEOPLE = (
    r"(?:users?|customers?|teams?|people|employees?|tenants?|clients?|colleagues|staff|departments?"
    r"|everyone|agents|person|lawyers|they)"
)
_EACH = r"(?! ?(?:/|per|a|an|each|every|or (?:less|fewer)|max\w*|at most|long|answers?|repl\w+|limit|window|context)\b)"
_OUTPUT = (
    r"\b(?:context|window|limit\w*|cost\w*|pric\w+|output\w*|inputs?|answers?|repl\w+|responses?|generat\w*|summar\w+"
    r"|at most|per|each|every|prompts?|headlines?|sentences?|trained|pretrain\w*)\b"
)
_STYLE = r"(?:style|brand|tone)\b"
_OF_STYLE = rf"(?! (?:of )?(?:\w+ )?{_STYLE})"

KNOWLEDGE: tuple[Phrase, ...] = (
    # knowledge_changes
    phrase("knowledge_changes", rf"{_CHANGE}[^.!?;,\n]{{0,40}}?\b{_OFTEN}", how_often, unless=_NOT_KNOWLEDGE),
    phrase("knowledge_changes", rf"\b{_OFTEN} _(?:{_CHANGE}|releases?\b)", how_often, unless=_NOT_KNOWLEDGE),
    phrase(
        "knowledge_changes",
        rf"{_CHANGE}[^.!?;,\n]{{0,30}}?(?P<often>N times (?:an?|per|each|every) (?P<per>day|week"
        r"|month|quarter|year))",
        how_often,
        unless=_NOT_KNOWLEDGE,
    ),
    phrase(
        "knowledge_changes",
        rf"{_CHANGE} (?:\w+ ){{0,2}}?(?:often|frequently|a lot|regularly)\b",
        "monthly",
        vague=True,
        unless=_NOT_KNOWLEDGE,
    ),
    phrase(
        "knowledge_changes",
        r"\b(?:frequently|often|constantly|rapidly|regularly|fast)[- ](?:chang|updat|mov)ing\b"
        r"|\b(?:frequently|regularly|constantly) (?:updated|changed)",
        "monthly",
        vague=True,
    ),
    phrase(
        "knowledge_changes",
        rf"{_KNOWLEDGE} (?:\w+ ){{0,2}}?(?:(?:rarely|seldom|hardly(?: ever)?) chang|(?:doesn't"
        r"|does not|don't|do not) (?:\w+ )?change (?:often|much|a lot|frequently))",
        "yearly",
        as_is=True,
        vague=True,
        unless=_NOT_KNOWLEDGE,
    ),
    phrase(
        "knowledge_changes",
        rf"{_KNOWLEDGE} (?:\w+ ){{0,2}}?(?:never changes?|(?:doesn't|does not|don't|do not|won't"
        r"|will not) (?:ever )?change)\b(?! (?:often|much|a lot|frequently|every|each|hourly|daily|weekly|monthly|quarterly|yearly|constantly))",
        "never",
        as_is=True,
        unless=_NOT_KNOWLEDGE,
    ),
    phrase(
        "knowledge_changes",
        rf"{_KNOWLEDGE} (?:is|are) (?:static|stable|frozen|fixed)\b|\bstatic (?:docs|documents"
        r"|knowledge|data|content|corpus)",
        "never",
        unless=_NOT_KNOWLEDGE,
    ),
    phrase(
        "knowledge_changes",
        r"(?:n't|\bnot|\bnever|\bnobody has|\bno[- ]one has) (?:been )?(?:changed|updated|touched|edited|revised|amended)"
        r"(?: \w{1,10}){0,2}? (?:for|in|since) (?:years|decades|ages|a decade|[#]~*)"
        r"|\b(?:nothing|no \w{1,12}) (?:in (?:it|there|them) |there )?(?:ever )?changes?(?: any ?more| again| ever)?\b"
        r"|\b(?:will never change|never changes?|never going to change|set in stone|carved in stone)\b",
        "never",
        as_is=True,
        unless=_NOT_KNOWLEDGE + r"|\b(?:tone|format|inputs?|forms?)\b",
    ),
    # citations_needed
    phrase(
        "citations_needed",
        r"\b(?:citations?|cit(?:e|es|ed|ing)\b|audit(?:s|ed|able|ability|or|ors)?\b"
        r"|audit[- ]trails?|traceab\w{1,6}|provenance|source attribution"
        r"|trac(?:e|ed|ing) (?:[\w'-]{1,20} ){0,3}?(?:back )?to (?:the|its|their|a) (?:page|source|document|passage|paragraph)"
        r"|(?:explain|justify|prove) (?:it |this |them )?to (?:the |our |a )?(?:regulators?|inspectors?|authorit\w{1,5}|court))",
        True,
    ),
    phrase(
        "citations_needed",
        r"\b(?:show|link|quote|name|give|point|refer)(?:s|ing)? (?:back )?(?:to )?(?:the |its "
        r"|their |your |every )?(?:\w+ )?(?:sources?|source documents?|references)\b"
        r"|\blinks? to (?:the )?sources?",
        True,
    ),
    phrase(
        "citations_needed",
        r"\b(?:needs?|wants?|requires?|asks? for|cares? about|expects?|show|with|without) (?:\w{1,12} ){0,2}?"
        r"(?:sources|references|footnotes)\b",
        True,
    ),
    phrase(
        "citations_needed",
        r"\b(?:name|nam(?:es|ing)|quot(?:e|es|ing)|show(?:s|ing)?|giv(?:e|es|ing)|points?|pointing|says?|state|link(?:s|ing)?"
        r"|tell(?:s|ing)?) (?:\w{1,12} ){0,3}?(?:paragraph|page|section|document|clause|passage|article|regulation|line)s?"
        r" (?:\w{1,12} ){0,3}?(?:comes?|came|coming|taken|from|stands?|rests?|based|behind)\b",
        True,
    ),
    # per_user_permissions
    phrase(
        "per_user_permissions",
        r"\bpermissions?\b|\bpermission[- ](?:scoped|aware)|\baccess (?:control|rights|levels?)\b"
        r"|\bacls?\b|\bmulti[- ]?tenan\w{1,3}",
        True,
    ),
    phrase(
        "per_user_permissions",
        r"\b(?:may|can|should|must|allowed to|supposed to|permitted to)"
        r" (?:only (?:ever )?(?:see|access|read|open|view|search)|(?:see|access|read|open|view|search) (?:only|just|nothing but))\b",
        True,
        as_is=True,
    ),
    phrase(
        "per_user_permissions",
        rf"\b{_PEOPLE} (?:may |can |should |must |are )?(?:only |allowed to |not )?(?:to )?(?:see"
        r"|sees|access|read)s? (?:only |just )?(?:different|their own|their|its own|what they"
        r"|documents they)",
        True,
        as_is=True,
    ),
    phrase(
        "per_user_permissions",
        r"\b(?:everyone|all users|anyone|everybody) (?:can|may) (?:see|read|access|open|view) (?:everything"
        r"|all\b|any|every|the same|it all|the lot)",
        False,
    ),
    # data_residency
    phrase(
        "data_residency",
        r"\b(?:data (?:residency|sovereignty)|air[- ]?gapped)\b|\bon[- ]prem\w{0,6} only",
        True,
    ),
    phrase(
        "data_residency",
        r"\b(?:data|documents|records|it|nothing|information|content|code"
        rf"|transcripts)\b[^.!?;,\n]{{0,20}}?\b(?:must not|mustn't|can't|cannot|can not|may not"
        rf"|never|is not|isn't|not allowed to|must never|shall not|nothing \w{{1,8}}|should not"
        rf"|shouldn't) (?:be )?(?:allowed to )?{_LEAVE}",
        True,
        as_is=True,
    ),
    phrase(
        "data_residency",
        rf"\b(?:nothing|no data|no \w{{1,12}} data) (?:\w{{1,8}} ){{0,2}}?{_LEAVE}",
        True,
        as_is=True,
    ),
    phrase(
        "data_residency",
        rf"\b(?:data|documents|it|records) (?:may|can|is allowed to|are allowed to) {_LEAVE}",
        False,
    ),
    phrase(
        "data_residency",
        rf"\b(?:must|has to|have to|needs? to|required to|only)\b[^.!?;,\n]{{0,25}}?\b{_OWN}",
        True,
    ),
    # knowledge_tokens
    phrase("knowledge_tokens", rf"N[ -]_pages?\b{_OF_STYLE}", times(500), unless=r"\bprompt\b"),
    phrase("knowledge_tokens", rf"N-pages? (?!{_STYLE})\w", times(500), as_is=True, unless=r"\bprompt\b"),
    phrase("knowledge_tokens", r"N tokens (?:of|in total|altogether)\b", number),
    phrase("knowledge_tokens", rf"{_KNOWLEDGE} (?:\w{{1,20}} ){{0,4}}?N tokens", number),
    phrase("knowledge_tokens", r"N words (?:of|in total|altogether)\b", times(4 / 3)),
    phrase("knowledge_tokens", rf"N tokens\b{_EACH}", number, unless=_OUTPUT),
    phrase("knowledge_tokens", rf"N[- ]words?\b{_EACH}", times(4 / 3), unless=_OUTPUT),
)
