"""Knowledge is lacking: people ask what stands in texts, or what the model says is out of date."""

# ruff: noqa: E501 - the ways of saying one thing are read better beside each other

from bot.facts.phrases import Phrase, phrase

_ASKERS = (
    r"(?:customers?|users?|employees|staff|people|colleagues|students|learners|teachers|pupils|patients|nurses|doctors|physicians|lawyers|paralegals"
    r"|advisers|advisors|analysts|developers|engineers|visitors|shoppers|buyers|guests|tenants|members|clients|citizens|managers|salespeople"
    r"|new hires|everyone|everybody|the (?:sales|support|legal|finance|product) team|(?:sales|support|legal|finance) teams?)"
)
_TEXTS = (
    r"(?:help (?:pages?|articles?|docs|texts|cent(?:er|re)\w*)|articles|polic(?:y|ies)|handbooks?|manuals?|(?<!style\s)(?<!brand\s)guidelines?|(?<!style\s)guides|protocols|faqs?|wiki"
    r"|documentation|docs|(?:our|internal|legal|company|technical|product|policy) (?:own )?documents|knowledge base|runbooks?|confluence|sharepoint|notion|intranet|procedures|regulations|(?:travel|course|expense|leave|exam|visa|tax|building|holiday|safety|house) rules|leaflets"
    r"|brochures|data ?sheets|product sheets|(?:research|meeting|release|lecture|field) notes|papers|archives?|catalogues?|catalogs?|(?:user|company|internal|support|web) pages|pages of)"
)
_ASK = (
    r"(?:asks? (?!for\b|us to\b|to\b|that\b)|asking (?!for\b|us to\b|to\b)|keeps? asking (?!for\b|us to\b|to\b)"
    r"|(?:has|have|with|send|sends) (?:[\w'-]{1,20} ){0,2}?questions\b)"
)
_ANSWERS = r"answer(?:s|ed|ing)? (?:[\w'-]{1,20} ){0,3}?questions\b"
_SORTS = (
    r"\b(?:classif\w*|sort\w*|rout(?:e|es|ing)|tag\w*|categori\w*|summari\w*|translat\w*|rewrit\w*|writ(?:e|es|ing)|draft\w*|we|i|don't|not|nobody"
    r"|n't|never|no)\b"
)
_DENIES = r"\b(?:don't|not|nobody|n't|never|no)\b"
_NEAR = r"[^.!?;\n]{0,110}?"
_STANDS = r"(?:explained|covered|described|documented|answered|written(?: down)?|set out|laid down|recorded|found)"
_STALE = r"(?:out of date|out[- ]?dated|stale|obsolete|old)"
_TOLD = (
    r"(?:prices?|rates?|figures|numbers|opening hours|dates|specs|specifications|availability|stock levels?|answers|facts|information|info"
    r"|features|product names|terms|fees|deadlines|phone numbers|details)"
)

ASKED_OF_TEXTS: tuple[Phrase, ...] = (
    # Vague: where people ask and texts exist, the lack may still be another, and whatever names one counts for more.
    phrase(
        "need",
        rf"\b{_ASKERS} (?:\w+ ){{0,2}}?{_ASK}{_NEAR}\b{_TEXTS}",
        "knowledge",
        vague=True,
        unless=_SORTS,
    ),
    phrase(
        "need",
        rf"\b{_TEXTS}\b{_NEAR}\b{_ASKERS} (?:\w+ ){{0,2}}?(?:{_ASK}|ask about (?:them|it)\b)"
        rf"|\b{_TEXTS}\b{_NEAR}\b(?:{_ANSWERS}|questions? (?:answered|about (?:them|it)))",
        "knowledge",
        vague=True,
        unless=_DENIES,
    ),
    phrase(
        "need",
        rf"\b{_ANSWERS}{_NEAR}\b{_TEXTS}",
        "knowledge",
        vague=True,
        unless=_SORTS,
    ),
    phrase(
        "need",
        rf"\b{_ASKERS} (?:\w+ )?(?:wants?|needs?|like|wishes|wish) to ask (?:questions |things |something )?(?:about|over|of|across)\b",
        "knowledge",
        vague=True,
        unless=r"\b(?:we|i|don't|not|nobody|never)\b",
    ),
    phrase(
        "need",
        rf"\bask(?:s|ing)? (?:\w+ )?questions? (?:about|over|across|against|on|of) (?:[#]~* |[\w'-]{{1,20}} ){{0,5}}?{_TEXTS}"
        rf"|\b(?:needs?|wants?|expects?|gets?) (?:\w+ ){{0,2}}?answers? (?:from|out of|about|based on) (?:[#]~* |[\w'-]{{1,20}} ){{1,6}}?{_TEXTS}",
        "knowledge",
        vague=True,
        unless=_SORTS,
    ),
    phrase(
        "need",
        rf"\b{_STANDS} (?:\w+ )?in (?:our|the|its|their|my) (?:[\w'-]{{1,20}} ){{0,2}}?{_TEXTS}"
        r"|\b(?:everything|it's all|it is all|they're all|all of (?:it|this|that)|(?:the|all) answers?) (?:\w+ )?(?:is |are |stands? |sits? |lives? )?"
        rf"(?:\w+ )?in (?:(?:our|the) (?:[\w'-]{{1,20}} )?)?{_TEXTS}"
        rf"|\b(?:spread|scattered|buried|hidden) (?:\w+ )?(?:over|across|in|among|between|[#<]~*) (?:[\w'-]{{1,20}} ){{0,3}}?(?:pages|{_TEXTS}|files|folders)",
        "knowledge",
        vague=True,
        unless=r"\b(?:format|tone|style|not|n't|nothing)\b",
    ),
    phrase(
        "need",
        rf"\b{_TOLD} (?:\w+ ){{0,3}}?(?:is|are|was|were|gets?|comes?) (?:\w+ ){{0,2}}?{_STALE}\b"
        rf"|\b(?:quot|giv|us|stat|nam|mention|show|tell|advertis|offer|repeat)\w* (?:\w+ ){{0,2}}?(?:{_STALE}|last (?:year|month|week|season|quarter)'s"
        rf"|yesterday's|wrong|expired|incorrect|false) {_TOLD}\b",
        "knowledge",
        unless=r"\b(?:if|when|how|fear|risk|format|yesterday's)\b",
    ),
    phrase(
        "need",
        r"\b(?:recommend|suggest|offer|quot|mention|promis|advertis|sell|tell|nam)\w* (?:\w+ ){0,3}?(?:discontinued|expired|withdrawn|retired|sold[- ]out) \w{3,15}\b"
        r"|\b(?:recommend|suggest|offer|mention|promis|advertis|talk|tell)\w* (?:\w+ ){0,3}?(?:products|models|items|features|offers|plans|courses|services) (?:we|that) "
        r"(?:stopped|no longer|have stopped|don't|do not|discontinued|withdrew)\b",
        "knowledge",
        as_is=True,
        unless=r"\b(?:if|when|how|fear|risk|not|never|n't|we|customers?|users?|reps?|staff|people|vendors?)\b",
    ),
    phrase(
        "knowledge_changes",
        rf"\b{_TOLD} (?:\w+ ){{0,3}}?(?:is|are|gets?) (?:often|always|constantly|usually|frequently|mostly|soon|quickly) (?:out of date|out[- ]?dated|stale|obsolete)\b",
        "monthly",
        vague=True,
    ),
    phrase(
        "knowledge_changes",
        r"\b(?:stays?|remains?) (?:exactly |pretty much |basically )?(?:the same|unchanged|as (?:it is|they are)) (?:for (?:years|decades|ages|ever)|forever|always)\b",
        "never",
        unless=r"\b(?:inputs?|forms?|tone|format|style|prompts?)\b",
    ),
)
