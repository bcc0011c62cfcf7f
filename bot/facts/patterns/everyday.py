"""What people say who have never heard the facts' own words: "it's right nine times in ten", "who is asking decides"."""

# ruff: noqa: E501 - the ways of saying one thing are read better beside each other

from bot.facts.phrases import Phrase, phrase

_SHOTS = r"\b(?:examples?|samples?|shots?|demonstrations?|worked cases)\b"
_TRAINING = r"\b(?:labell?\w*|annotat\w*|train\w*|tun\w*|collect\w*)\b"
_SUFFICES = (
    r"\b(?:good enough|works? (?:well|fine|great)|solve[sd]? (?:it|the|this)|settled it|(?:does|did) the (?:job|trick)"
    r"|gets? it right|got it right|spot on|all it (?:takes|took)|(?:is|are|was|were) (?:fine|enough|sufficient)|meets? the bar"
    r"|up to (?:standard|scratch)|happy with|problem is gone|quality (?:we|you|they) (?:need|want|expect)|(?:gives|gave|gets|got) us (?:there|what we)|publish\w*|usable)\b"
)
_FALLS_SHORT = (
    r"(?:\bnot (?:to )?(?:be )?(?:enough|sufficient)|(?:n't|\bnot|\bnever|\bhardly) (?:\w+ )?(?:fix|solv|help|suffic|work|cut|enough"
    r"|do the|do it|get us|bring)|\bstill (?:gets?|got|fails?|misses|breaks?|wrong|poor|off|bad)|\b(?:changed|brought|fixed) nothing"
    r"|\b(?:no|hardly any|little) difference|\bfe?ll short|\bfalls? short|\bnowhere|\bplateau|\binsufficient|\btoo little)"
)
_TRIES = (
    r"(?:tried|tested|tweaked|tuned|rewrote|rewritten|iterated|optimi[sz]ed|exhausted|experimented|explored|polished|refined"
    r"|improved|fiddled|tinkered|played|wrote|written|worked|spent|engineered)"
)
_PROMPT = r"(?:prompt\w*|instructions)"
_SHAPE = (
    r"(?:styles?|tones?|voice|formats?|formatting|template|templates|wording|phrasing|structure|layout|register|schema"
    r"|house rules|style ?guide|terminology)"
)
_BAD = r"(?:fail(?:s|ed|ing)?|gets? (?:\w+ ){0,4}?wrong|got (?:\w+ ){0,4}?wrong|wrong|miss(?:es|ed)|errs?|breaks?|broke|violat\w+|ignored|flunks?|ignores?)"
_ALWAYS = (
    r"(?:consistently|every (?:single )?time|each time|each and every time|always|without exception|across the board|time after time"
    r"|systematically|(?:in|on|at)? ?(?:nearly|almost|practically|virtually) (?:every|all|each)"
    r"|(?:most|all) of the time|in (?:every|all|most))"
)
_AT_TIMES = (
    r"(?:now and then|now and again|every so often|(?:every )?once in a while|from time to time|on occasion|occasionally"
    r"|sometimes|here and there|at times|every (?:other|second|third|fourth|fifth|tenth|twentieth) (?:time|answer|reply|draft|output))"
)
_OFF = r"(?:fails?|wrong|off|slips?|misses|errs?|invents|too \w+|stumbles|breaks|mistakes?|errors?|drifts?|goes|gets|comes out)"
_FILES = r"(?:documents?|files?|pages?|folders?|records?|everything|data|contents?|manuals?|it all|library|same|material|cases?|the lot)"
_SEE = r"(?:see|access|read|open|view|search|look at|get at|know about|be shown|get)"
_OUT = (
    r"(?:openai|anthropic|google|microsoft|azure|aws|outside|cloud|apis?|providers?|vendors?|third|anyone|building|country|eu\b"
    r"|house|premises|network|hospital|europe|germany|switzerland|elsewhere|saas)"
)
_HOME = (
    r"(?:in[- ]house|on[- ]prem\w*|on site|locally|local\b|with us|behind our|(?:in|on|inside|within) our (?:own )?(?:servers?|machines?"
    r"|hardware|network|data ?cent\w+|walls|building|premises|cluster|infrastructure|cloud|vpc|firewall))"
)
_SOURCE = r"(?:sources?|references?|footnotes?|attribution|page numbers?|links? to the (?:source|original|document|page|article))"

EVERYDAY: tuple[Phrase, ...] = (
    # few_shot_suffices and prompting_tried
    phrase("few_shot_suffices", rf"{_SHOTS}[^.!?;\n]{{0,140}}?{_SUFFICES}", True, unless=_TRAINING),
    phrase("few_shot_suffices", rf"{_SHOTS}[^.!?;\n]{{0,60}}?{_FALLS_SHORT}", False, as_is=True, unless=_TRAINING),
    phrase("few_shot_suffices", r"\beven (?:after|with) (?:\w+ ){0,3}?examples\b", False, as_is=True, unless=_TRAINING),
    phrase(
        "prompting_tried",
        rf"{_SHOTS}[^.!?;\n]{{0,140}}?(?:{_FALLS_SHORT}|{_SUFFICES})",
        True,
        as_is=True,
        unless=_TRAINING,
    ),
    phrase(
        "prompting_tried",
        rf"\b{_TRIES}\b[^.!?;,\n]{{0,30}}?\b{_PROMPT}\b",
        True,
        unless=r"\b(?:if|should|could|once)\b",
    ),
    phrase("prompting_tried", rf"\b{_PROMPT} (?:\w+ ){{0,4}}?{_TRIES}\b", True),
    phrase(
        "prompting_tried",
        rf"\b(?:skipped|jumped over|bypassed|bothered with|straight past) (?:the )?{_PROMPT}\b",
        False,
        as_is=True,
    ),
    # base_model_fails
    phrase("base_model_fails", rf"\b{_BAD}\b[^.!?;\n]{{0,60}}?\b{_ALWAYS}\b", "consistently"),
    phrase(
        "base_model_fails",
        r"\b(?:always|consistently|invariably|reliably|systematically|again and again|keeps?) (?:fails?|failing|gets? (?:\w+ )"
        r"{0,4}?wrong|getting (?:\w+ ){0,4}?wrong|misses|errs)\b",
        "consistently",
    ),
    phrase("base_model_fails", rf"\b{_AT_TIMES}\b[^.!?;\n]{{0,50}}?\b{_OFF}\b", "sometimes"),
    phrase("base_model_fails", rf"\b(?:too|wrong|off) [^.!?;,\n]{{0,30}}?\b{_AT_TIMES}\b", "sometimes"),
    phrase("base_model_fails", rf"\b{_OFF}\b[^.!?;,\n]{{0,30}}?\b{_AT_TIMES}\b", "sometimes"),
    phrase(
        "base_model_fails",
        r"\bhit[- ](?:and|or)[- ]miss\b|\bmostly (?:works|right|fine|correct)\b|\bpatchy\b",
        "sometimes",
    ),
    # strict_style
    phrase(
        "strict_style",
        rf"\b(?:must|has to|have to|needs? to|should|always) (?:\w+ ){{0,2}}?(?:follow|match|stick|keep|adhere|conform|comply|respect"
        rf"|come out in|be written in|be in)\w* (?:[\w'-]{{1,20}} ){{0,5}}?{_SHAPE}\b"
        rf"|\b{_SHAPE} (?:is|are) (?:non-negotiable|prescribed|sacred|mandatory|laid down|set in stone)\b"
        rf"|\b{_SHAPE} (?:exactly|to the letter|without exception|verbatim)\b",
        True,
    ),
    phrase(
        "strict_style",
        rf"\bany {_SHAPE} (?:will do|is fine|goes|is ok\w*)\b"
        rf"|(?:n't|\bnot|\bnobody|\bno[- ]one) (?:\w+ )?(?:cares?|minds?|fussy|bothered|worried) (?:\w+ ){{0,2}}?(?:{_SHAPE}|how (?:it|they"
        r"|the \w+) (?:is |are )?(?:sounds?|written|writes?|worded|phrased|looks?|says?))\b"
        r"|\b(?:how|the way|whatever way) (?:[\w'-]{1,20} ){1,4}?(?:phrases?|words?|writes?|says?|puts?|sounds?|phrased|worded|written)"
        r"(?: \w{1,12}){0,2}? (?:is|are|does|do)(?:n't| not) (?:\w+ )?(?:matter|issue|important|problem|concern|question)\b"
        rf"|\b{_SHAPE} (?:is|are) (?:irrelevant|secondary|unimportant|up to the model|no (?:issue|problem|concern))\b",
        False,
        as_is=True,
    ),
    # citations_needed
    phrase(
        "citations_needed",
        r"\b(?:show|shows|say|says|see|know|prove|tell|trace|check|ask|asks|cares?|interest in|verify|point at|point to|look up)\b"
        r"[^.!?;,\n]{0,20}?\b(?:where|which (?:documents?|page|version|paragraph|ticket|guideline|article|source|clause|rule))\b"
        r"[^.!?;,\n]{0,30}?\b(?:comes?|came|from|used|relied|rests?|based|taken|found|stands?)\b",
        True,
    ),
    phrase(
        "citations_needed", rf"\b{_SOURCE} (?:\w+ )?(?:is|are) (?:mandatory|required|a must|needed|essential)\b", True
    ),
    phrase(
        "citations_needed",
        rf"\b(?:every|each|all) (?:[\w'-]{{1,20}} ){{1,3}}?(?:needs?|with|carr\w+) (?:an? )?(?:\w+ )?{_SOURCE}",
        True,
    ),
    phrase(
        "citations_needed",
        rf"\b{_SOURCE} (?:do|does|are|is)(?:n't| not) (?:matter|needed|necessary|required|important|an? issue)",
        False,
        as_is=True,
    ),
    # per_user_permissions
    phrase(
        "per_user_permissions",
        rf"\b(?:depends? on|according to|filtered by|decided by) (?:who (?:is asking|asks|you are|they are)|(?:the |their |your )?"
        rf"(?:user's )?(?:roles?|clearance|rank|department))\b|\bneed[- ]to[- ]know\b|\brow[- ]level security\b|\baccess lists?\b"
        rf"|\b(?:must not|mustn't|may not|can't|cannot|should not|shouldn't|must never|never) (?:be able to |be allowed to )?{_SEE}"
        rf" (?:each other|one another|another|the others?|those of|other (?:people|users|teams|customers|tenants|clients|\w+'))"
        rf"|\bdifferent (?:roles|teams|users|people|departments|customers|employees|groups) (?:\w+ ){{0,2}}?{_SEE} different\b"
        rf"|\b(?:for|to) (?:\w+ ){{1,2}}?(?:only|eyes only)\b|\brestricted to\b",
        True,
        as_is=True,
        unless=r"\b(?:no|nothing|not|none|limited)\b",
    ),
    phrase(
        "per_user_permissions",
        rf"\b(?:all|every|each|any) (?:of our |of us |our |the )?(?:user|employee|staff|colleague|customer|visitor|team|person|one|body"
        rf"|member|player|nurse|engineer)\w* (?:\w+ ){{0,2}}?(?:{_SEE}|has|have|gets?) (?:\w+ )?(?:access to )?(?:every|all\b|the same)"
        rf"|\b(?:open|available|visible|accessible|public) to (?:all|every|everyone|everybody|anyone|anybody|the whole)\b"
        rf"|\b(?:everyone|everybody|anyone|we all|they all|all of us) (?:may |can |is allowed to |gets? to |{_SEE}s? )?{_SEE}s? "
        rf"(?:\w+ ){{0,2}}?{_FILES}\b|\bnothing (?:in \w+ )?is (?:restricted|confidential|secret)\b",
        False,
        as_is=True,
        unless=r"\b(?:not|n't|never|only)\b",
    ),
    # data_residency
    phrase(
        "data_residency",
        rf"\b(?:must|has to|have to|needs? to|should|shall|to be|stays?|kept|keep|remain\w*|hosted?|run\w*|process\w*)\b[^.!?;,\n]{{0,30}}?"
        rf"\b{_HOME}|\bself[- ]hosted or (?:not at all|nothing)\b|\bour (?:own )?(?:servers|hardware|machines) only\b",
        True,
        unless=r"\b(?:already|embedding\w*|question\w*)\b",
    ),
    phrase(
        "data_residency",
        rf"\b(?:can't|cannot|can not|may not|must not|mustn't|not allowed to|never|won't|nothing (?:may|can|must)|no \w+ (?:may|can|must))"
        rf" (?:be )?(?:send|sent|upload|uploaded|go|share|shared|leave|pass|passed|hand|handed|transfer\w*|give|given|touch)\b"
        rf"[^.!?;\n]{{0,40}}?\b{_OUT}",
        True,
        as_is=True,
    ),
    # task_scope
    phrase(
        "task_scope",
        r"\b(?:one|single|only|sole|entire|whole) (?:narrow |small |specific |simple |clear )?(?:job|task|purpose|function)\b"
        r"|\b(?:does|do) (?:exactly |just |only )?one thing\b|\bnothing (?:else|more) than\b"
        r"|\b(?:sort|rout|assign|categori[sz]|tag|fil|dispatch)\w* (?:\w+ ){0,5}?(?:into|to) (?:one of |the right |the correct )"
        r"|\b(?:detect|decide|predict|flag|spot|recogni[sz]e|tell|judge|say)(?:s|ing)? (?:whether|if) (?:an?|each|the|this|every|some)\b"
        r"|\bthat's all it (?:does|has to do|should do)\b"
        r"|\b(?:sort|categori[sz]|bucket)\w* (?:\w+ ){0,5}?into [#]|\b(?:marked|flagged|tagged|labelled) (?:as )?(\w+) or not \1\b",
        "narrow",
        unless=r"\b(?:not|no|n't|more than)\b",
    ),
    phrase(
        "task_scope",
        r"\b(?:a bit of everything|jack of all trades|general assistant|anything and everything|all over the map|do[- ]it[- ]all)\b"
        r"|\bask (?:it )?(?:about )?(?:literally |absolutely )?anything\b",
        "broad",
    ),
    # inputs
    phrase(
        "unusual_inputs",
        r"\b(?:strangest|weirdest|oddest|never[- ]seen[- ]before|unforeseen|no two (?:of them )?(?:are )?(?:ever )?alike)\b"
        r"|\b(?:unlike any\w*|nothing like|like nothing|nobody has (?:ever )?seen|(?:we|it) ha(?:ve|s) never (?:seen|met))"
        r"[^.!?;,\n]{0,20}?\b(?:before|ordinary|normal|usual|training|seen|trained|imagin\w+)\b",
        True,
        as_is=True,
        unless=r"\b(?:model|documents?|wiki|it)\b",
    ),
    phrase(
        "stable_inputs",
        r"\b(?:forms?|inputs?|invoices?|documents?|messages?|files|emails?|reports?|claims|requests|they|tickets|scans|orders)"
        r" (?:\w+ ){0,3}?(?:always|all|each) (?:\w+ )?(?:look|looks|follow|follows|come|have|has|share|in) (?:\w+ ){0,2}?"
        r"(?:same|alike|identical|one (?:form|format|layout|template|schema))\b",
        True,
    ),
    # knowledge_changes
    phrase(
        "knowledge_changes",
        r"\b(?:archive|collection|corpus|library|material|set) (?:is|was|has been) (?:closed|complete|completed|finished|final)\b"
        r"|\b(?:stays?|remains?) (?:exactly )?as (?:they are|it is)\b|\bno (?:more |further )?(?:updates|revisions|changes|additions)"
        r" (?:are |is )?(?:planned|expected|to come|ever)\b|\b(?:is|are) no longer (?:changed|updated|edited)\b"
        r"|\bnothing (?:new )?(?:will be|gets|is|ever) (?:added|changed|updated|comes in)\b",
        "never",
        as_is=True,
    ),
)
