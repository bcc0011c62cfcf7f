"""What the model lacks: knowledge, the right behaviour, or hands."""

# ruff: noqa: E501 - the ways of saying one thing are read better beside each other

from bot.facts.phrases import Phrase, phrase

_IT = (
    r"(?:(?:ai|base|language|stock|current) )?(?:it|model|bot|chatbot|assistant|llm|system|tool|gpt\S{0,4}|claude|gemini"
    r"|copilot|thing|agent|helper)"
)
_LOOK = r"(?:tones?|styles?|voice|formats?|formatting|register|wording|phrasing|structure|layout|manner|template|shape)"
_FORM = rf"(?:{_LOOK}|conventions?|schema|house rules|script|guidelines)"
_RIGHT = r"(?:right|correct|fine|accurate|true|ok|okay|good|solid|sound|in order|spot on)"
_CONTENT = (
    r"(?:facts?|content|contents|substance|information|info|knowledge|data|answers are|what it (?:says|knows)"
    r"|what (?:the|our) \w+ (?:says|knows))"
)
_MUST = (
    r"(?:should|must|shall|has to|have to|had to|needs? to|ought to|supposed to|want (?:it|one) to|wants it to|able to)"
)
_DO = (
    r"(?:book|rebook|reschedul|schedul|cancel|plac|issu|process|creat|refund|charg|send|open|clos|restart|roll|updat|chang"
    r"|mov|fil|submit|order|pay|transfer|approv|reset|trigger|delet|reassign|escalat|assign|provision|unlock|block|freez"
    r"|activat|deactivat|log|post|hold|reserv|set up|sign up|renew|ship|dispatch|execut|carry out|enter|put|writ|amend|add"
    r"|remov|revok|grant|top up|switch|adjust|invit)"
)
_THING = (
    r"(?:appointments?|orders?|refunds?|bookings?|meetings?|tickets?|deployments?|services?|seats?|cards?|flights?|rooms?"
    r"|calendars?|calendar entr\w+|passwords?|accounts?|shipments?|returns?|subscriptions?|address(?:es)?|payments?|invoices?"
    r"|purchase orders?|contracts? in|leaves?|holidays?|transfers?|slots?|visits?|crm|erp|sap|jira|shopify|salesforce|hubspot"
    r"|servicenow|zendesk|servers?|access|licen[cs]es?|reservations?|tables?|credits?|claims? in|records? in|entries in|stock"
    r"|pull requests?|plans?|prescriptions?|limits?|parcels?|couriers?|technicians?|drivers?|vans?|them)"
)
_TALK = (
    r"\b(?:how to|explain\w*|ask\w*|questions?|whether|know\w*|about|classif\w*|sort\w*|label\w*|detect\w*|find out|why|when"
    r"|summari\w*|if|read\w*|we|i|humans?|agents|people|staff|clerks|they|customers|users)\b"
)

NEED: tuple[Phrase, ...] = (
    phrase("need", r"\bknowledge (?:problem|gap|question)|\bmissing (?:facts|knowledge|information)\b", "knowledge"),
    phrase(
        "need",
        r"\banswer(?:s|ed|ing)? (?:\w+ ){0,2}questions (?:about|on|from|over|based on|using) (?:our|the|its|their|my)",
        "knowledge",
    ),
    phrase(
        "need",
        r"\bquestions? (?:\w+ ){0,2}answered (?:\w+ )?(?:from|out of|using|with)\b"
        r"|\banswers? (?:\w+ ){0,3}?(?:come|comes|coming|be taken|drawn|rest|based) (?:straight |only )?(?:from|out of|on) "
        r"(?:our|the|its|their|my|those|these|that|this)\b"
        r"|\bask(?:s|ing)? (?:it |the bot |the assistant )?(?:things|questions|anything|about)(?: \w+)? (?:of|to|about|on|from"
        r"|over|in|against) (?:our|the|its|their|my|those|these|this|that)\b"
        r"|\b(?:be able to|can|could|to|should|must|may) ask (?:it|the bot|the assistant|a bot|them|our \w+) "
        r"(?:things|questions|anything|about|what|how|whether|where|instead)\b"
        r"|\bsearchable\b|\bsearch (?:engine |tool )?(?:over|across|through|in|for) (?:our|the|all|my)\b",
        "knowledge",
        unless=r"\b(?:anyone|nobody|don't|not)\b",
    ),
    phrase(
        "need",
        r"\b(?:documentation|docs|knowledge base|wiki|policy|document|research) (?:search"
        r"|assistant|chatbot|bot|lookup|q&a)",
        "knowledge",
    ),
    phrase(
        "need",
        r"\b(?:search|look(?:s|ing)? up|find)\w* …(?:docs|documents|documentation|wiki|pages"
        r"|policies|knowledge base|case law)\b",
        "knowledge",
    ),
    phrase(
        "need",
        rf"\b{_IT} (?:\w+ )?(?:doesn't|does not|can't|cannot|don't) (?:\w+ )?(?:know|have the (?:facts|information|knowledge))\b"
        rf"|\b{_IT} (?:simply |just |still |also |really )?(?:lacks|is missing|is short of|misses|is unaware of|is ignorant of)"
        r" (?:\w+ ){0,2}?(?:facts|information|knowledge|details|data|documents|context|product|our)\b"
        rf"|\b{_IT} (?:simply |just |still |has )?(?:knows nothing|has no (?:idea|clue|knowledge|notion)|(?:has|have|had)? ?never"
        r" (?:heard|seen|read|been shown|met)|(?:hasn't|has not) (?:seen|read|heard of))\b"
        r"|\b(?:no|none of which any|that no) (?:public )?(?:model|llm|ai) (?:has |have |will have )?(?:ever |yet )*"
        r"(?:seen|read|heard of|knows)\b",
        "knowledge",
        as_is=True,
    ),
    phrase(
        "need",
        rf"\b{_IT} (?:also |really |simply |of course )?{_MUST} (?:also |really |always )?(?:know|be aware of|have read"
        r"|look up|answer from|learn about)\b"
        r"|\bneeds? (?:the )?knowledge (?:of|from|about)\b",
        "knowledge",
        unless=r"\b(?:everything|all|nothing)\b",
    ),
    phrase("need", r"\bbehaviou?r(?:al)? (?:problem|gap|question|change|issue)", "behaviour"),
    phrase(
        "need",
        r"\bbehaviou?r (?:is|was|remains|needs|has to|must|that) (?:\w+ ){0,3}?(?:problem|off|wrong|issue|inconsistent|change"
        r"|poor|bad|trouble|fix\w*|work)"
        r"|\b(?:chang\w*|fix\w*|correct\w*|adjust\w*|wrong|off) (?:is |about |with )?(?:its|the|their|in) (?:\w+ )?behaviou?r\b"
        r"|\bmisbehav\w+|\b(?:doesn't|does not|won't|isn't) (?:\w+ )?behav(?:e|ing)\b|\bbehaves? (?:\w+ )?(?:wrong|bad|odd)\w*",
        "behaviour",
        as_is=True,
    ),
    phrase(
        "need",
        rf"\b{_LOOK} (?:is (?:the|our) )?(?:problem|issue|bottleneck|gap)\b"
        rf"|\bgets? (?:the|our|its) (?:\w{{1,20}} )?{_FORM} wrong\b"
        rf"|\b(?:purely|only|just) (?:a (?:matter|question) of )?(?:the )?{_LOOK}\b",
        "behaviour",
    ),
    phrase(
        "need",
        rf"\b(?:wrong|inconsistent|off-brand|sloppy|poor) {_LOOK}\b"
        rf"|\b{_LOOK} (?:is|are) (?:\w+ )?(?:off|wrong|inconsistent|all over|terrible|awful|bad|poor)\b|\breads? (?:like a|too|as if)\b"
        rf"|\b(?:won't|doesn't|does not|fails? to|can't|cannot|never|refuses to|keeps? failing to|struggles to) (?:\w+ ){{0,2}}?"
        rf"(?:stick|keep|follow|adhere|hold|stay|conform|respect|match)(?:s|ing)? (?:\w+ ){{0,4}}?{_FORM}\b"
        rf"|\b(?:slips?|falls?|drifts?|breaks?) (?:out of|away from) (?:\w+ ){{0,4}}?{_FORM}\b"
        r"|\b(?:a )?different way of (?:writing|speaking|answering|talking|reasoning)\b"
        rf"|\b{_IT} (?:should |must |to )?sounds? (?:too |so |like |wrong|off|robotic|cold|stiff|nothing)"
        r"|\bonly (?:in )?how (?:it|he|she|they) (?:says?|writes?|puts?|phrases?|words?)\b"
        r"|\b(?:problem|issue|trouble|gap) is (?:\w+ )?(?:how|the way) it (?:\w+ )?(?:says|writes|talks|speaks|phrases|answers"
        r"|responds|behaves|sounds|words)\b",
        "behaviour",
        as_is=True,
    ),
    phrase("need", r"\b(?:brand|house|our|tone of) (?:voice|style)\b|\bour (?:brand |house )?tone\b", "behaviour"),
    phrase(
        "need",
        rf"\b{_CONTENT} (?:\w+ ){{0,4}}?(?:is|are|was) (?:all |always |mostly |already |perfectly )?{_RIGHT}\b"
        rf"|\b{_CONTENT} (?:is|are)(?:n't| not) (?:the |our |a |an )?(?:problem|issue|trouble|worry|bottleneck)"
        rf"|\bfactually (?:{_RIGHT})\b|\bknows (?:the|our|its) (?:[\w'-]{{1,20}} ){{1,2}}?(?:cold|well|inside out|by heart)\b"
        rf"|\bgets? (?:all )?(?:its|the|their|every) {_CONTENT} {_RIGHT}\b"
        rf"|\bnothing (?:is )?wrong with (?:what|the {_CONTENT}|its {_CONTENT})"
        rf"|\b{_IT} (?:already )?(?:has|knows) (?:all (?:the|it)|everything|every fact|what it (?:needs|should|must))\b",
        "behaviour",
        as_is=True,
    ),
    phrase(
        "need",
        r"\b(?:knows?|has) (?:\w+ ){0,4}but (?:\w+ )?(?:responds?|writes?|answers?|formats?) …(?:wrong|bad)",
        "behaviour",
    ),
    phrase(
        "need",
        r"\b(?:take|perform|execute|trigger)\w* (?:\w+ ){0,2}?actions?\b|\bcall\w* (?:\w+ )?apis?\b",
        "actions",
    ),
    phrase(
        "need",
        r"\b(?:book|reschedule|cancel|place|issue|process|create)(?:s"
        r"|ing)? (?:\w+ )?(?:appointments?|orders?|refunds?|bookings?|meetings?)\b",
        "actions",
        unless=r"\b(?:how to|explain\w*|ask\w*|questions?|about|merely|only talk)\b",
    ),
    phrase(
        "need",
        rf"\b{_MUST} (?:also |really |actually |then |itself |just |automatically )*{_DO}\w* (?:[\w'-]{{1,20}} ){{0,3}}?{_THING}\b"
        rf"|\b{_MUST} (?:\w+ )?carry out\b|\b{_IT} (?:that )?(?:itself |then )?{_DO}\w*s (?:[\w'-]{{1,20}} ){{0,3}}?{_THING}\b",
        "actions",
        unless=_TALK,
    ),
    phrase(
        "need",
        rf"\b{_DO}\w* (?:[\w'-]{{1,20}} ){{0,4}}?{_THING}[^.!?;\n]{{0,40}}?\b(?:by itself|itself|on its own|automatically"
        r"|without (?:a|any) human|without us|live in (?:our|the)|for (?:the )?(?:customers?|users?|patients?|guests?))\b"
        r"|\bnot (?:just|only|merely) (?:\w+ ){0,2}?(?:answer|talk|chat|explain|tell|say|advise)\w*\b[^.!?;\n]{0,60}?"
        rf"\b(?:but|it|also|should|must|actually|,) (?:\w+ ){{0,3}}?{_DO}\w*\b",
        "actions",
        as_is=True,
        unless=r"\b(?:how to|explain\w*|ask\w*|questions?|whether|classif\w*|sort\w*|label\w*|summari\w*|we|i|staff|they)\b",
    ),
)

_OUR_TEXTS = (
    r"(?:our|its|the right|internal|company|customers'|private) (?:own |internal |whole )?(?:[\w'-]{1,20} ){0,2}?(?:manuals?|documents?|docs"
    r"|documentation|case law|polic(?:y|ies)|leaflets?|articles?|contracts?|data|wiki|handbook|guidelines?|catalogue|price list|rules"
    r"|procedures|protocols|knowledge|products?|prices|terms|files|runbooks|archive|records|confluence|sharepoint|skus?|research)"
)
_SPEAKS = r"(?:write|draft|speak|talk|phrase|answer|reason|argue|think|respond|decide|sound|act|behave|weigh|judge|reply|word)"
_TOO = r"(?:chatty|casual\w*|formal\w*|chummy|long|wordy|stiff\w*|cold\w*|friendly|blunt\w*|verbose|short|vague|polite|jolly|salesy|dry)"

GAPS: tuple[Phrase, ...] = (
    phrase(
        "need",
        rf"(?:[#]~*|\b(?:bot|assistant|agent|system)) (?:that|which|to) (?:actually |really |itself )?{_DO}\w*s? (?:it|them|this) "
        r"(?:live|itself|directly|right away|in (?:our|the))\b",
        "actions",
        unless=r"\b(?:no|not|n't|how to)\b",
    ),
    phrase(
        "need",
        rf"\b(?:makes? up|making up|invents?|inventing|hallucinat\w+|guess(?:es|ing)? at) (?:[\w'-]{{1,20}} ){{0,2}}?(?:{_OUR_TEXTS}|our\b|facts\b"
        r"|prices\b|terms\b|part numbers)"
        r"|\bno access to (?:our|the)\b|\b(?:cannot|can't|doesn't) see (?:our|the|its)\b|\b(?:hasn't|has not) got the (?:facts|information)\b"
        rf"|\b{_IT} (?:is |'s )?(?:simply |just )?(?:uninformed|ignorant|unaware)\b|\bit's (?:simply |just )?(?:uninformed|ignorant|unaware)\b"
        r"|\bnever (?:been |was )?shown (?:our|the|it)\b|\bonly our (?:own )?\w+ (?:contain|say|hold|know)\b"
        r"|\b(?:wrong|missing) (?:facts|information)\b|\bgets? (?:our |the )?facts wrong\b|\bgap is (?:facts|knowledge|information)\b"
        r"|\blacks? (?:the |our )?(?:facts|knowledge|information)\b|\b(?:facts|knowledge|information) (?:is|are) missing\b",
        "knowledge",
        as_is=True,
        unless=r"\b(?:fear|risk|never|not|doesn't|so)\b",
    ),
    phrase(
        "need",
        rf"\b{_IT} (?:\w+ ){{0,2}}?(?:needs?|draws? on|quotes? from|answers? from|looks? in) {_OUR_TEXTS}\b"
        rf"|\b{_MUST} (?:\w+ )?(?:know|learn|draw on|quote from|answer from|look in|search|consult|use) {_OUR_TEXTS}\b"
        rf"|\b(?:look(?:ing)? things up|digging through|dig through|look(?:ing)? it up)\b",
        "knowledge",
    ),
    phrase(
        "need",
        rf"\bsounds? (?:like a|nothing like|too|so|robotic|wrong|off\b|cold|stiff)\b|(?<!n't\s)(?<!not\s)\b{_MUST} sound (?:like|more|less)\b"
        rf"|\b(?:writes?|written|answers?|repl(?:y|ies)|it|drafts?|outputs?|wording|summar\w+|comes? out|tone) (?:\w+ ){{0,4}}?too {_TOO}\b"
        rf"|\b(?:doesn't|does not|can't|cannot|won't|(?<!n't\s)(?<!not\s){_MUST}) (?:\w+ )?{_SPEAKS} (?:\w+ ){{0,2}}?(?:the way|as|like) (?:we|our|us|a)\b"
        rf"|\b(?:act|behave|respond|write|answer|speak)s? differently\b|\bbad formatting\b|\bin the wrong (?:form|order|way|structure|format)\b"
        r"|\b(?:rambles|rambling|long-winded|verbose|wordy|stilted|robotic|apologi[sz]\w+|lectures|lecturing|condescending|over-?explains|is rude)\b"
        r"|\b(?:reasons? badly|bad at reasoning|reasoning (?:is )?(?:wrong|off|poor)|judge?ment is (?:off|wrong|poor)"
        r"|draws the wrong conclusions?|ignores our (?:conventions|style))\b"
        r"|\bknows (?:all )?the (?:\w+ )?(?:facts|law|subject|content|material) (?:but|perfectly|well|and still)\b"
        r"|\b(?:has|have|got) all (?:of )?the (?:facts|information|knowledge|data)\b",
        "behaviour",
        as_is=True,
    ),
    phrase(
        "need",
        r"\bboth\b[^.!?;\n]{0,30}?\b(?:knowledge|facts|information|data|documents|content)\b[^.!?;\n]{0,50}?\b(?:behaviou?r|styles?|tone"
        r"|writing|formats?|manner|voice|way)\b|\b(?:knowledge|facts|information|data|content)\b (?:as well as|and) (?:\w+ )?(?:behaviou?r|style"
        r"|tone|manner|voice)\b[^.!?;\n]{0,30}?\b(?:both|are (?:\w+ )?(?:off|wrong|missing|problems))\b"
        r"|\bneither the (?:content|facts|knowledge) nor the\b",
        "both",
        as_is=True,
    ),
    phrase(
        "need",
        rf"\b(?:do|does|doing|gets?) (?:things|stuff|the work|it|this) (?:done )?in (?:our|the|several|other) (?:\w+ )?(?:systems?|tools|software)\b"
        rf"|\b(?:executes?|performs?) the (?:steps?|transfer|task|change|booking|transaction)s?\b"
        rf"|\b(?:the work|it|this|that) (?:itself )?done\b[^.!?;\n]{{0,20}}?\bnot (?:just )?(?:explained|described|talked)"
        rf"|\b{_MUST} (?:\w+ )?(?:press the buttons|act on|take over the (?:work|steps)|log in to|operate)\b",
        "actions",
        unless=_TALK,
    ),
)
