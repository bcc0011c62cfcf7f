"""The table of phrases that state a fact. To read a new phrase, add a row here and a proposal to its test."""

from bot.facts.phrases import Phrase, how_often, milliseconds, number, per_month, phrase, times, weeks

_LABELLED = r"(?:labell?ed|annotated|tagged|hand-coded|gold|golden|curated)"
_THINGS = (
    r"(?:examples?|samples?|pairs?|rows?|records?|tickets?|documents?|docs|emails?|messages?|calls?|transcripts?"
    r"|contracts?|clauses?|reports?|cases?|conversations?|chats?|reviews?|items?|data points?|instances?|notes?"
    r"|charts?|invoices?|images?|sentences?)"
)
_AIM = (
    r"\b(?:needs?|requires?|wants?|collect|gather|reach|get|hope|until we have|once we have|if we had|would have"
    r"|(?:could|can|to|should|will) (?:label|get|have|annotate)|plan on|target of|goal of|takes?) (?:\w+ ){0,2}$"
)
_IN_PROMPT = r"(?! (?:\w+ )?in (?:the|a|our|each|every) prompt| per prompt| in context)"
_NONE = r"(?:\bno|\bzero|\bwithout|\black(?:s|ing)?|n't (?:\w+ )?(?:have|got)|\bnot have|\bnot any|\bhave no)(?: any| a)?"
_CHANGE = (
    r"\b(?:chang|updat|refresh|revis|edit(?:s|ed)?\b|rewrit|re-?issu|re-?publish|publish|amend|ship(?:s|ped)? new|rotat|grow"
    r"|new (?:docs|documents|articles|products|features|items|content|versions|polic|papers|data|releases))\w*"
)
_KNOWLEDGE = (
    r"\b(?:docs?|documents?|documentation|knowledge(?: base)?|data|content|catalog(?:ue)?s?|polic(?:y|ies)|articles?"
    r"|guidelines?|manuals?|syllabus|corpus|wiki|information|facts|rules|regulations?|laws?|prices?|pricing|inventory"
    r"|products?|material|pages?|handbook|faqs?|codes|standards?|guides?|they|it)"
)
_UNIT = r"(?:minutes?|hours?|days?|weeks?|months?|quarters?|years?)"
_OFTEN = (
    r"(?P<often>continuously|constantly|all the time|in real[- ]time|hourly|by the (?:minute|hour)|daily|nightly"
    rf"|every N (?P<per>{_UNIT})"
    r"|(?:every|each)(?: single| other)? (?:minute|hour|day|night|morning|week|month|quarter|year"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)|on (?:mon|tues|wednes|thurs|fri|satur|sun)days"
    r"|weekly|fortnightly|bi-?weekly|monthly|quarterly|yearly|annually"
    r"|(?:once|twice) (?:an?|per|each|every) (?:day|week|month|quarter|year))"
)
_NOT_KNOWLEDGE = r"\b(?:inputs?|prompts?|retrain\w*|deploy\w*|users? ask|customers ask|model)\b"
_QUERIES = (
    r"(?:queries|query|requests?|questions?|calls?|messages?|prompts?|conversations?|chats?|tickets?|searches|lookups?"
    r"|inferences?|emails?|documents?|claims?|invoices?|completions?|hits)"
)
_PER = r" ?(?:/|\ban?\b|\bper\b|\beach\b|\bevery\b) ?(?P<per>second|sec|s\b|minute|min|hour|day|week|month|year)"
_MONEY = r"\b(?:costs?|budget|pay\w*|spend\w*|charge\w*|updat\w*|chang\w*|releas\w*|label\w*|annotat\w*)\b"
_MS = r"(?: of)?(?: an?)? ?-?(?P<ms>ms|milli\w{0,10}|seconds?|secs?|s)\b"
_ADDED = r"\b(?:adds?|added|adding|extra|plus|currently|today)\b"
_DURATION = r"[ -]?(?P<per>days?|weeks?|wks?|months?|quarters?|years?)\b"
_PAST = r"\b(?:ago|last|past|took|takes?|every|each|spent)\b"
_DUE = r"(?:deadline|mvp|launch\w*|ship\b|shipped|live|go-live|deliver\w*|due|production|timeline|release)"
_STYLE = r"(?:styles?|tones?|voice|formats?|templates?|terminology|clause structure|phrasing)"
_PROMPTING = r"(?:few[- ]shot(?: prompting| examples)?|prompt(?:ing|s)?(?: engineering| alone)?|N examples in (?:the|a|our) prompt)"
_MODEL = r"(?:gpt|claude|llama|gemini|mistral|(?:base|stock|plain|off[- ]the[- ]shelf|current) (?:model|llm)|(?:the|our) (?:model|llm))"
_OWN = r"(?:on[- ]prem\w{0,6}|self[- ]host\w{0,3}|our (?:own )?(?:vpc|network|servers|infrastructure|data ?cent(?:re|er)s?|hardware|cloud))"
_LEAVE = r"(?:leave|leaves|leaving)\b"
_PEOPLE = r"(?:users?|customers?|teams?|people|employees?|tenants?|clients?|colleagues|staff|departments?|everyone|agents|person|lawyers|they)"

PHRASES: tuple[Phrase, ...] = (
    # need
    phrase("need", r"\bknowledge (?:problem|gap|question)", "knowledge"),
    phrase("need", r"\banswer(?:s|ing)? (?:\w+ ){0,2}questions (?:about|on|from|over|based on|using) (?:our|the|its|their|my)", "knowledge"),
    phrase("need", r"\b(?:documentation|docs|knowledge base|wiki|policy|document|research) (?:search|assistant|chatbot|bot|lookup|q&a)", "knowledge"),
    phrase("need", r"\b(?:search|look(?:s|ing)? up|find)\w* …(?:docs|documents|documentation|wiki|pages|policies|knowledge base|case law)\b", "knowledge"),
    phrase("need", r"\b(?:model|it|llm) (?:\w+ )?(?:doesn't|does not|can't|cannot) know\b", "knowledge", as_is=True),
    phrase("need", r"\bbehaviou?r(?:al)? (?:problem|gap|question|change)", "behaviour"),
    phrase("need", r"\b(?:brand|house|our|tone of) (?:voice|style)\b|\bour (?:brand |house )?tone\b", "behaviour"),
    phrase("need", r"\b(?:knows?|has) (?:\w+ ){0,4}but (?:\w+ )?(?:responds?|writes?|answers?|formats?) …(?:wrong|bad)", "behaviour"),
    phrase("need", r"\b(?:take|perform|execute|trigger)\w* (?:\w+ )?actions?\b|\bcall\w* (?:\w+ )?apis?\b", "actions"),
    phrase("need", r"\b(?:book|reschedule|cancel|place|issue|process|create)(?:s|ing)? (?:\w+ )?(?:appointments?|orders?|refunds?|bookings?|meetings?)\b", "actions"),
    # knowledge_changes
    phrase("knowledge_changes", rf"{_CHANGE}[^.!?;,\n]{{0,40}}?\b{_OFTEN}", how_often, unless=_NOT_KNOWLEDGE),
    phrase("knowledge_changes", rf"\b{_OFTEN} _(?:{_CHANGE}|releases?\b)", how_often, unless=_NOT_KNOWLEDGE),
    phrase("knowledge_changes", rf"{_CHANGE}[^.!?;,\n]{{0,30}}?(?P<often>N times (?:an?|per|each|every) (?P<per>day|week|month|quarter|year))", how_often, unless=_NOT_KNOWLEDGE),
    phrase("knowledge_changes", rf"{_CHANGE} (?:\w+ ){{0,2}}?(?:often|frequently|a lot|regularly)\b", "monthly", vague=True, unless=_NOT_KNOWLEDGE),
    phrase("knowledge_changes", r"\b(?:frequently|often|constantly|rapidly|regularly|fast)[- ](?:chang|updat|mov)ing\b|\b(?:frequently|regularly|constantly) (?:updated|changed)", "monthly", vague=True),
    phrase("knowledge_changes", rf"{_KNOWLEDGE} (?:\w+ ){{0,2}}?(?:(?:rarely|seldom|hardly(?: ever)?) chang|(?:doesn't|does not|don't|do not) (?:\w+ )?change (?:often|much|a lot|frequently))", "yearly", as_is=True, vague=True, unless=_NOT_KNOWLEDGE),
    phrase("knowledge_changes", rf"{_KNOWLEDGE} (?:\w+ ){{0,2}}?(?:never changes?|(?:doesn't|does not|don't|do not|won't|will not) (?:ever )?change)\b(?! (?:often|much|a lot|frequently))", "never", as_is=True, unless=_NOT_KNOWLEDGE),
    phrase("knowledge_changes", rf"{_KNOWLEDGE} (?:is|are) (?:static|stable|frozen|fixed)\b|\bstatic (?:docs|documents|knowledge|data|content|corpus)", "never", unless=_NOT_KNOWLEDGE),
    # citations_needed
    phrase("citations_needed", r"\b(?:citations?|cit(?:e|es|ed|ing)\b|audit(?:s|ed|able|ability|or|ors)?\b|audit[- ]trails?|traceab\w{1,6}|provenance|source attribution)", True),
    phrase("citations_needed", r"\b(?:show|link|quote|name|give|point|refer)(?:s|ing)? (?:back )?(?:to )?(?:the |its |their |your |every )?(?:\w+ )?(?:sources?|source documents?|references)\b|\blinks? to (?:the )?sources?", True),
    # labelled_examples
    phrase("labelled_examples", rf"N (?:[\w-]{{1,20}} ){{0,3}}?{_LABELLED}\b", number, unless=_AIM),
    phrase("labelled_examples", rf"N _training (?:examples|samples|pairs|records)\b{_IN_PROMPT}", number, unless=_AIM),
    phrase("labelled_examples", rf"N _(?:examples|samples|input[- ]output pairs|pairs)\b{_IN_PROMPT}(?! (?:is|are) enough)", number, unless=_AIM + "|few-shot"),
    phrase("labelled_examples", rf"\b(?:labell?ed|annotated|tagged) N (?:[\w-]{{1,20}} ){{0,2}}?{_THINGS}\b", number, unless=_AIM),
    phrase("labelled_examples", rf"\b(?:{_LABELLED}|training) (?:data|examples|pairs|set|dataset|{_THINGS})(?: so far| today| available)?(?: is|:| =| of| are| has|,)? N", number, unless=_AIM),
    phrase("labelled_examples", rf"{_NONE} (?:[\w-]{{1,20}} ){{0,2}}?(?:{_LABELLED}|training) (?:\w{{1,20}} )?(?:data|examples|pairs|set|{_THINGS})\b", 0, as_is=True),
    phrase("labelled_examples", r"\bno labels\b|\bnothing (?:is )?labell?ed|\bn(?:one|ot any) (?:of \w+ )?(?:is |are )?labell?ed|n't labell?ed any", 0, as_is=True),
    # task_scope
    phrase("task_scope", r"\bnarrow\b|\bwell[- ]defined(?: task| schema|\b)|\b(?:one|single) (?:specific |well-defined )?task\b", "narrow"),
    phrase("task_scope", r"\bclassif(?:y|ies|ying|ication|ier)\b|\bextract(?:s|ing|ion|or)?\b|\btriag(?:e|es|ing)\b|\bentity recognition|\bmedical cod(?:e|es|ing)\b|\bicd-10\b", "narrow"),
    phrase("task_scope", r"\bopen[- ]ended|\bgeneral[- ]purpose|\bbroad (?:\w+ )?(?:tasks?|range|scope|set)|\b(?:wide|broad) range of (?:tasks|questions|topics|requests)|\bany (?:kind of )?question|\ball (?:kinds|sorts) of (?:questions|requests|tasks)", "broad"),
    # stable_inputs and unusual_inputs
    phrase("stable_inputs", r"\b(?:stable|consistent|uniform|fixed|standardi[sz]ed|identical|predictable) (?:\w+ )?(?:inputs?|layouts?)\b", True),
    phrase("stable_inputs", r"\b(?:inputs?|input formats?|layouts?) (?:\w+ ){0,2}?(?:stable|consistent|uniform|fixed|the same|predictable)\b", True),
    phrase("stable_inputs", r"\b(?:inputs?|layouts?) (?:never|don't|do not|doesn't|rarely) (?:change|vary)", True, as_is=True),
    phrase("stable_inputs", r"\b(?:inputs?|layouts?) (?:\w+ ){0,2}?(?:var(?:y|ies)|messy|differs?|unpredictable)\b|\bmessy inputs?", False, as_is=True),
    phrase("unusual_inputs", r"\b(?:unusual|unexpected|out[- ]of[- ]distribution|unfamiliar|unseen|weird|odd|strange) (?:\w+ )?(?:inputs?|cases?|requests?|questions?|queries|documents?)|\bedge cases?|\blong tail of", True),
    # strict_style
    phrase("strict_style", rf"\b(?:strict|exact|specific|fixed|consistent|rigid|particular|firm's|company|brand|house)(?: (?!input|file|data)\w{{1,20}})?(?:'s)? {_STYLE}\b", True),
    phrase("strict_style", rf"\b(?:our|their) (?:\w{{1,20}} )?(?:style|tone|voice|template)\b|\btone of voice\b|\b{_STYLE} (?:must|has to|have to|needs? to) (?:match|follow|be)", True),
    # few_shot_suffices
    phrase("few_shot_suffices", rf"\b{_PROMPTING}[^.!?;,\n]{{0,20}}?\b(?:suffic\w{{1,5}}|works? (?:well|fine|great|already)|(?:is|are) (?:already )?(?:enough|fine|good enough)|solves? (?:it|this)|does the job|handles? (?:it|this|the task)(?: well| fine)?|good enough)", True),
    phrase("few_shot_suffices", rf"\b{_PROMPTING}[^.!?;,\n]{{0,20}}?\b(?:isn't (?:good )?enough|aren't enough|not (?:be )?(?:good )?enough|doesn't (?:suffice|work|cut it)|falls? short|fails?|failed|insufficient|plateau\w{{0,3}}|hit a ceiling)", False, as_is=True),
    # prompting_tried
    phrase("prompting_tried", rf"\b(?:tried|tested|experimented with|iterated on|tuned|trying|started with)[^.!?;,\n]{{0,25}}?\b{_PROMPTING}", True),
    phrase("prompting_tried", rf"\b{_PROMPTING}[^.!?;,\n]{{0,20}}?\b(?:tried|tested)\b", True),
    phrase("prompting_tried", rf"\b{_PROMPTING}[^.!?;,\n]{{0,20}}?\b(?:isn't enough|not enough|falls? short|fails|failed|plateau\w{{0,3}}|works? (?:well|fine|great|already)|already|gets? us|got us)", True, as_is=True),
    # base_model_fails
    phrase("base_model_fails", rf"\b{_MODEL}[^.!?;,\n]{{0,25}}?\b(?:consistently|always|keeps?|constantly|every time|systematically)[^.!?;,\n]{{0,15}}?(?:fail|wrong|struggl|break|hallucinat|miss|bad)", "consistently"),
    phrase("base_model_fails", rf"\b{_MODEL}[^.!?;,\n]{{0,20}}?\b(?:fail|wrong|struggl)\w{{0,5}}[^.!?;,\n]{{0,20}}?\b(?:consistently|every time|always|most of the time|systematically)", "consistently"),
    phrase("base_model_fails", rf"\b{_MODEL}[^.!?;,\n]{{0,25}}?\b(?:sometimes|occasionally|now and then|from time to time|once in a while)", "sometimes"),
    phrase("base_model_fails", rf"\b{_MODEL}[^.!?;,\n]{{0,20}}?\b(?:never fails|does not fail|doesn't fail|handles (?:it|this) (?:well|fine)|already (?:does|handles|writes))", "never", as_is=True),
    # evaluation_planned
    phrase("evaluation_planned", r"\b(?:evaluations?|evaluate|evals?|a/b tests?|test set|golden set|eval (?:set|suite|harness)|evaluation (?:set|plan|harness))\b", True),
    # latency_ms
    phrase("latency_ms", rf"B{_MS}", milliseconds, unless=_ADDED),
    phrase("latency_ms", rf"\b(?:latency|respon[ds]\w{{0,5}}|answers?|answered|repl(?:y|ies)|returns?)\b…N{_MS}", milliseconds, unless=_ADDED),
    phrase("latency_ms", rf"N{_MS} (?:latency|budget|max\w{{0,4}}|or (?:less|faster)|p\d\d|response|slo|sla|limit|end[- ]to[- ]end)", milliseconds, unless=_ADDED),
    phrase("latency_ms", rf"\b(?:within|max(?:imum)?|at most|no more than|up to|limit of) N{_MS}", milliseconds, as_is=True, unless=_ADDED),
    phrase("latency_ms", r"\b(?:sub|under a|within a|less than a|in a)[- ]second\b", 1000, unless=_ADDED),
    # queries_per_month
    phrase("queries_per_month", rf"N (?:[\w'-]{{1,20}} ){{0,3}}?{_QUERIES}(?: \w{{1,20}}){{0,2}}?{_PER}", per_month, unless=_MONEY),
    phrase("queries_per_month", rf"N(?! a second){_PER}", per_month, unless=_MONEY),
    phrase("queries_per_month", r"N ?(?P<per>qps|rps)\b", per_month),
    phrase("queries_per_month", rf"N (?:[\w'-]{{1,20}} ){{0,2}}?{_QUERIES} (?P<per>month|week|dai|hour)ly\b", per_month, unless=_MONEY),
    phrase("queries_per_month", rf"N (?P<per>month|week|dai|hour)ly _{_QUERIES}\b", per_month, unless=_MONEY),
    phrase("queries_per_month", rf"\b(?P<per>month|week|dai|hour)ly (?:volume|traffic|{_QUERIES})(?: is| of|:)? N", per_month),
    phrase("queries_per_month", rf"\b{_QUERIES} (?:per|a) (?P<per>month|week|day|hour)(?: is|:| =)? N", per_month),
    # weeks_to_ship
    phrase("weeks_to_ship", rf"\b(?:in|within) N{_DURATION}(?! ago)", weeks, unless=_PAST),
    phrase("weeks_to_ship", rf"N{_DURATION} (?:\w{{1,20}} )?(?:{_DUE}|until|left|from now|to (?:build|ship|launch|deliver|go live))", weeks, unless=_PAST),
    phrase("weeks_to_ship", rf"\b{_DUE}(?: (?!every|each|per|last)[\w']{{1,20}}){{0,4}}?:? N{_DURATION}(?! (?:ago|after))", weeks, unless=_PAST),
    phrase("weeks_to_ship", rf"\b(?:we|i) (?:only )?have (?:only )?N{_DURATION}(?! of\b)", weeks),
    phrase("weeks_to_ship", r"\b(?:in|within) a week\b", 1),
    phrase("weeks_to_ship", r"\b(?:in|within) a month\b", 4.3),
    phrase("weeks_to_ship", r"\b(?:in|within) a quarter\b", 13),
    # data_residency
    phrase("data_residency", r"\b(?:data (?:residency|sovereignty)|air[- ]?gapped)\b|\bon[- ]prem\w{0,6} only", True),
    phrase("data_residency", rf"\b(?:data|documents|records|it|nothing|information|content|code|transcripts)\b[^.!?;,\n]{{0,20}}?\b(?:must not|mustn't|can't|cannot|can not|may not|never|is not|isn't|not allowed to|must never|shall not|nothing \w{{1,8}}|should not|shouldn't) (?:be )?(?:allowed to )?{_LEAVE}", True, as_is=True),
    phrase("data_residency", rf"\b(?:nothing|no data|no \w{{1,12}} data) (?:\w{{1,8}} ){{0,2}}?{_LEAVE}", True, as_is=True),
    phrase("data_residency", rf"\b(?:data|documents|it|records) (?:may|can|is allowed to|are allowed to) {_LEAVE}", False),
    phrase("data_residency", rf"\b(?:must|has to|have to|needs? to|required to|only)\b[^.!?;,\n]{{0,25}}?\b{_OWN}", True),
    # per_user_permissions
    phrase("per_user_permissions", r"\bpermissions?\b|\bpermission[- ](?:scoped|aware)|\baccess (?:control|rights|levels?)\b|\bacls?\b|\bmulti[- ]?tenan\w{1,3}", True),
    phrase("per_user_permissions", rf"\b{_PEOPLE} (?:may |can |should |must |are )?(?:only |allowed to |not )?(?:to )?(?:see|sees|access|read)s? (?:only |just )?(?:different|their own|their|its own|what they|documents they)", True, as_is=True),
    phrase("per_user_permissions", r"\b(?:everyone|all users|anyone|everybody) (?:can|may) (?:see|read|access) (?:everything|all|any|every)", False),
    # knowledge_tokens
    phrase("knowledge_tokens", r"N[ -]_pages?\b", times(500)),
    phrase("knowledge_tokens", r"N tokens (?:of|in total|altogether)\b", number),
    phrase("knowledge_tokens", rf"{_KNOWLEDGE} (?:\w{{1,20}} ){{0,4}}?N tokens", number),
    phrase("knowledge_tokens", r"N words (?:of|in total|altogether)\b", times(4 / 3)),
    # monthly_budget
    phrase("monthly_budget", r"\bbudget[^.!?;\n]{0,25}?D(?:,? ?(?:/|per|a) ?mo(?:nth)?\b)?(?! ?(?:,? ?(?:/|per|a) (?:year|day|week)|total|in total|once|one-off|upfront))", number),
    phrase("monthly_budget", r"\b(?:budget|spend|afford|pay)\b…D ?(?:/|per|a|each) ?mo(?:nth)?\b", number),
    phrase("monthly_budget", r"D ?(?:(?:/|per|a) ?mo(?:nth)?\b|monthly) (?:budget|max|limit|cap|at most)", number),
    phrase("monthly_budget", r"\bbudget…N (?:usd|us dollars|dollars)(?: ?/| per| a) ?mo(?:nth)?\b", number),
    phrase("monthly_budget", r"\bmonthly budget(?: is| of|:)? N(?: usd| dollars)?\b", number),
)
