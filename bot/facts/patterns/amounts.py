"""Examples, time and money."""

from bot.facts.phrases import Phrase, milliseconds, more_than_shots, number, phrase, weeks

_LABELLED = (
    r"(?:(?:hand[- ]?)?(?:labell?ed|annotated|tagged|coded|graded|rated|corrected|marked|classified|categori[sz]ed)"
    r"|gold|golden|curated)"
)
_WORDS = r"(?:(?!(?:to|not|need|needs|must|should|will|could|would) )[\w-]{1,20} ){0,5}?"
_THINGS = (
    r"(?:examples?|samples?|pairs?|rows?|records?|tickets?|documents?|docs|emails?|messages?"
    r"|calls?|transcripts?"
    r"|contracts?|clauses?|reports?|cases?|conversations?|chats?|reviews?|items?|data points?"
    r"|instances?|notes?"
    r"|charts?|invoices?|images?|sentences?)"
)
_AIM = (
    r"\b(?:needs?|requires?|wants?|collect|gather|reach|get|hope|until we have|once we have"
    r"|if we had|would have"
    r"|(?:could|can|to|should|will) (?:label|get|have|annotate)|plan on|target of|goal of"
    r"|takes?) (?:\w+ ){0,2}$"
)
_IN_PROMPT = r"(?! (?:\w+ )?in (?:the|a|our|each|every) prompt| per prompt| in context)"
_NONE = (
    r"(?:\bno|\bzero|\bwithout|\black(?:s|ing)?|n't (?:\w+ )?(?:have|got)|\bnot have|\bnot any"
    r"|\bhave no)(?: any| a)?"
)
_MS = r"(?: of)?(?: an?)? ?-?(?P<ms>ms|milli\w{0,10}|seconds?|secs?|s)\b"
_ADDED = r"\b(?:adds?|added|adding|extra|plus|currently|today)\b"
_NOT_TAKING = (  # [ ] is a space that stays one. "Answers take 9 seconds" tells how it is, "may take" not
    r"(?:(?!(?<!may[ ])(?<!can[ ])(?<!could[ ])(?<!should[ ])(?<!must[ ])(?<!to[ ])(?<!not[ ])"
    r"\b(?:takes?|took|taking|killing|(?:on|of|for) (?:our|my))\b)[^.!?;\n]){0,30}?"
)
_TIME = r"(?:years?|yrs?|months?|quarters?|weeks?|wks?|days?|hours?|hrs?)\b"
_DURATION = r"[ -]?(?P<per>days?|weeks?|wks?|months?|quarters?|years?)\b"
_PAST = r"\b(?:ago|last|past|took|takes?|every|each|spent)\b"
_DUE = r"(?:deadline|mvp|launch\w*|ship\b|shipped|live|go-live|deliver\w*|due|production|timeline|release)"

AMOUNTS: tuple[Phrase, ...] = (
    # labelled_examples
    phrase("labelled_examples", rf"N(?! (?:full )?{_TIME}) {_WORDS}{_LABELLED}\b", number, unless=_AIM),
    phrase(
        "labelled_examples",
        rf"N _training (?:examples|samples|pairs|records)\b{_IN_PROMPT}",
        number,
        unless=_AIM,
    ),
    phrase(
        "labelled_examples",
        rf"N _(?:examples|samples|input[- ]output pairs|pairs)\b{_IN_PROMPT}(?! (?:is|are) enough)",
        more_than_shots,
        unless=_AIM + "|few-shot",
    ),
    phrase(
        "labelled_examples",
        rf"\b{_LABELLED} N (?:[\w-]{{1,20}} ){{0,2}}?{_THINGS}\b",
        number,
        unless=_AIM,
    ),
    phrase(
        "labelled_examples",
        rf"\b(?:{_LABELLED}|training) (?:data|examples|pairs|set|dataset|{_THINGS})(?: so far"
        r"| today| available)?(?: is|:| =| of| are| has)? N",
        number,
        unless=_AIM,
    ),
    phrase(
        "labelled_examples",
        rf"{_NONE} (?:[\w-]{{1,20}} ){{0,2}}?(?:{_LABELLED}|training) (?:\w{{1,20}} )?(?:data"
        rf"|examples|pairs|set|{_THINGS})\b",
        0,
        as_is=True,
    ),
    phrase(
        "labelled_examples",
        r"\b(?:no|zero) labels\b|\bnothing (?:is |has been |was )?(?:labell?ed|annotated|tagged)"
        r"|\bn(?:one|ot any) (?:of \w+ )?(?:is |are |has been |have been )?labell?ed|n't labell?ed any"
        r"|\b(?:nobody|no[- ]one|none of (?:us|them|it))\b[^.!?;,\n]{0,25}?\b(?:labell?ed|annotated|tagged)\b"
        r"|\b(?:never|n't|not|yet to) (?:\w+ )?(?:labell?|annotate|tag)(?:l?ed|d|ged)? (?:any|a single|one\b|even)"
        r"|\bnot (?:a single|one|even one) (?:\w+ )?(?:labell?ed|annotated|tagged|training)\b"
        r"|\blabell?ed (?:data|examples?|set): (?:none|zero)\b|\b(?:labell?ed|annotated|tagged) nothing\b",
        0,
        as_is=True,
    ),
    # latency_ms
    phrase("latency_ms", rf"B{_MS}", milliseconds, as_is=True, unless=_ADDED),
    phrase(
        "latency_ms",
        rf"N{_MS} (?:(?:per|an|each|every|for an|for each|for every|for one|to) (?:answer|reply|response|request)"
        r"|(?:\w{1,12} ){0,3}?(?:is|are|would be) (?:fine|ok|okay|alright|all right|acceptable|enough|no problem"
        r"|the limit|the most|the maximum)|tops\b)",
        milliseconds,
        unless=_ADDED,
    ),
    phrase("latency_ms", rf"\b(?:wait|waits|waiting)\b…N{_MS}", milliseconds, as_is=True, unless=_ADDED),
    phrase(
        "latency_ms",
        rf"\b(?:latency|respon[ds]\w{{0,5}}|answers?|answered|repl(?:y|ies)|returns?)\b{_NOT_TAKING}N{_MS}",
        milliseconds,
        unless=_ADDED,
    ),
    phrase(
        "latency_ms",
        rf"N{_MS} (?:latency|budget|max\w{{0,4}}|or (?:less|faster)|p\d\d|response|slo|sla|limit"
        r"|end[- ]to[- ]end)",
        milliseconds,
        unless=_ADDED,
    ),
    phrase(
        "latency_ms",
        rf"\b(?:within|max(?:imum)?|at most|no more than|up to|limit of) N{_MS}",
        milliseconds,
        as_is=True,
        unless=_ADDED,
    ),
    phrase("latency_ms", r"\b(?:sub|under a|within a|less than a|in a)[- ]second\b", 1000, unless=_ADDED),
    # weeks_to_ship
    phrase("weeks_to_ship", rf"\b(?:in|within) N{_DURATION}(?! ago)", weeks, unless=_PAST),
    phrase(
        "weeks_to_ship",
        rf"N{_DURATION} (?:\w{{1,20}} )?(?:{_DUE}|until|left\b|to go\b|away\b|remain\w*|from (?:now|today)"
        r"|to (?:build|ship|launch|deliver|go live)|before (?:we|it|the|go|launch))",
        weeks,
        unless=_PAST,
    ),
    phrase(
        "weeks_to_ship",
        rf"\b{_DUE}(?: (?!every|each|per|last)[\w']{{1,20}}){{0,4}}?:? N{_DURATION}(?! (?:ago|after))",
        weeks,
        unless=_PAST,
    ),
    phrase("weeks_to_ship", rf"\b(?:we|i) (?:only )?have (?:only )?N{_DURATION}(?! of\b)", weeks),
    phrase("weeks_to_ship", rf"\b(?:gives?|gave|given|got|granted) (?:us|me|only)? ?(?:only )?N{_DURATION}", weeks),
    phrase("weeks_to_ship", r"\b(?:in|within) a week\b|\b(?:live|launch|ship) (?:\w+ )?next week\b", 1),
    phrase("weeks_to_ship", r"\b(?:in|within) a fortnight\b", 2),
    phrase("weeks_to_ship", r"\b(?:in|within) a month\b", 4.3),
    phrase("weeks_to_ship", r"\b(?:in|within) a quarter\b", 13),
    # monthly_budget
    phrase(
        "monthly_budget",
        r"\bbudget[^.!?;\n]{0,25}?D(?:,? ?(?:/|per|a) ?mo(?:nth)?\b)?(?! ?(?:,? ?(?:/|per"
        r"|a) (?:year|day|week)|total|in total|once|one-off|upfront))",
        number,
    ),
    phrase("monthly_budget", r"\b(?:budget|spend|afford|pay)\b…D ?(?:/|per|a|each) ?mo(?:nth)?\b", number),
    phrase("monthly_budget", r"D ?(?:(?:/|per|a) ?mo(?:nth)?\b|monthly) (?:budget|max|limit|cap|at most)", number),
    phrase("monthly_budget", r"\bbudget…N (?:usd|us dollars|dollars)(?: ?/| per| a) ?mo(?:nth)?\b", number),
    phrase("monthly_budget", r"\bmonthly budget(?: is| of|:)? N(?: usd| dollars)?\b", number),
)
