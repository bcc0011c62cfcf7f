"""The task, its inputs, its style, and what prompting does for it."""

from bot.facts.phrases import Phrase, phrase

_STYLE = r"(?:styles?|tones?|voice|formats?|templates?|terminology|clause structure|phrasing)"
_BROKEN = (
    r"\b(?:never|won't|fails? to|ignor\w+|doesn't|does not) (?:\w+ )?(?:follow|match|stick|keep|respect|hit|sound|get)"
)
_PROMPTING = (
    r"(?:few[- ]shot(?: prompting| examples)?|prompt(?:ing|s)?(?: engineering| alone)?"
    r"|N examples in (?:the|a|our) prompt)"
)
_MODEL = (
    r"(?:gpt|claude|llama|gemini|mistral|(?:base|stock|plain|off[- ]the[- ]shelf|current) (?:model"
    r"|llm)|(?:the|our) (?:model|llm))"
)

TASK: tuple[Phrase, ...] = (
    # task_scope
    phrase(
        "task_scope",
        r"\bnarrow\b|\bwell[- ]defined(?: task| schema|\b)|\b(?:one|single) (?:specific "
        r"|well-defined )?task\b",
        "narrow",
    ),
    phrase(
        "task_scope",
        r"\bclassif(?:y|ies|ying|ication|ier)\b|\bextract(?:s|ing|ion|or)?\b|\btriag(?:e|es"
        r"|ing)\b|\bentity recognition|\bmedical cod(?:e|es|ing)\b|\bicd-10\b",
        "narrow",
    ),
    phrase(
        "task_scope",
        r"\bopen[- ]ended|\bgeneral[- ]purpose|\bbroad (?:\w+ )?(?:tasks?|range|scope|set)"
        r"|\b(?:wide|broad) range of (?:tasks|questions|topics|requests)"
        r"|\bany (?:kind of )?question|\ball (?:kinds|sorts) of (?:questions|requests|tasks)",
        "broad",
    ),
    # stable_inputs and unusual_inputs
    phrase(
        "stable_inputs",
        r"\b(?:stable|consistent|uniform|fixed|standardi[sz]ed|identical"
        r"|predictable) (?:\w+ )?(?:inputs?|layouts?)\b",
        True,
    ),
    phrase(
        "stable_inputs",
        r"\b(?:inputs?|input formats?|layouts?) (?:\w+ ){0,2}?(?:stable|consistent|uniform|fixed"
        r"|the same|predictable)\b",
        True,
    ),
    phrase(
        "stable_inputs",
        r"\b(?:inputs?|layouts?) (?:never|don't|do not|doesn't|rarely) (?:change|vary)",
        True,
        as_is=True,
    ),
    phrase(
        "stable_inputs",
        r"\b(?:inputs?|layouts?) (?:\w+ ){0,2}?(?:var(?:y|ies)|messy|differs?|unpredictable)\b"
        r"|\bmessy inputs?",
        False,
        as_is=True,
    ),
    phrase(
        "unusual_inputs",
        r"\b(?:unusual|unexpected|out[- ]of[- ]distribution|unfamiliar|unseen|weird|odd"
        r"|strange) (?:\w+ )?(?:inputs?|cases?|requests?|questions?|queries|documents?)"
        r"|\bedge cases?|\blong tail of",
        True,
    ),
    # strict_style
    phrase(
        "strict_style",
        r"\b(?:strict|exact|specific|fixed|consistent|rigid|particular|firm's|company|brand"
        rf"|house)(?: (?!input|file|data)[\w-]{{1,30}})?(?:'s)? {_STYLE}\b",
        True,
        unless=_BROKEN,
    ),
    phrase(
        "strict_style",
        rf"\b(?:our|their) (?:\w{{1,20}} )?(?:style|tone|voice|template)\b|\btone of voice\b"
        rf"|\b{_STYLE} (?:must|has to|have to|needs? to) (?:match|follow|be)"
        rf"|\b(?:the|our|output|answer) {_STYLE} (?:is|are) (?:strict|fixed|prescribed)\b",
        True,
        unless=_BROKEN,
    ),
    phrase(
        "strict_style",
        rf"\b{_STYLE}(?: (?:and|or) \w{{1,12}})?(?: of (?:\w{{1,12}} ){{0,2}}?\w{{1,12}})?"
        r" (?:is|are|does|do|was)(?:n't| not)"
        r" (?:our |the |a |an |really |so |much |that )*(?:problems?|issues?|matter|important|concern|worry|question)\b"
        rf"|\b{_STYLE} (?:hardly|barely) matters?\b|\bno (?:particular|special|fixed|strict|prescribed) {_STYLE}\b",
        False,
        as_is=True,
    ),
    # few_shot_suffices
    phrase(
        "few_shot_suffices",
        rf"\b{_PROMPTING}[^.!?;,\n]{{0,20}}?\b(?:suffic\w{{1,5}}|works? (?:well|fine|great"
        r"|already)|(?:is|are) (?:already )?(?:enough|fine|good enough)|(?:already )?solves? "
        r"(?:it|this|(?:the|our) (?:task|problem))"
        r"|does the job|handles? (?:it|this|the task)(?: well| fine)?|good enough)",
        True,
    ),
    phrase(
        "few_shot_suffices",
        rf"\b{_PROMPTING}[^.!?;,\n]{{0,20}}?\b(?:isn't (?:good )?enough|aren't enough"
        r"|not (?:be )?(?:good )?enough|doesn't (?:suffice|work|cut it)|falls? short|fails?"
        rf"|failed|insufficient|plateau\w{{0,3}}|hit a ceiling"
        r"|(?:is|was|are|were|be|proved|proven) (?:not|in)(?: be| to be)? ?(?:enough|sufficient)"
        r"|(?:didn't|did not|won't|don't|do not|couldn't) (?:fix|solve|help|work|do|cut|suffice|get|bring))",
        False,
        as_is=True,
    ),
    # prompting_tried
    phrase(
        "prompting_tried",
        r"\b(?:tried|tested|experimented with|iterated on|tuned|trying"
        rf"|started with)[^.!?;,\n]{{0,25}}?\b{_PROMPTING}",
        True,
    ),
    phrase(
        "prompting_tried",
        rf"\b{_PROMPTING}[^.!?;,\n]{{0,20}}?\b(?:tried|tested)\b",
        True,
    ),
    phrase(
        "prompting_tried",
        rf"\b{_PROMPTING}[^.!?;,\n]{{0,20}}?\b(?:isn't enough|not enough|falls? short|fails|failed"
        rf"|plateau\w{{0,3}}|works? (?:well|fine|great|already)|already|gets? us|got us)",
        True,
        as_is=True,
    ),
    phrase(
        "prompting_tried",
        r"(?:n't|\bnot|\bnever|\byet to|\bnobody has|\bno[- ]one has) (?:\w+ ){0,2}?(?:writ(?:e|ten)|tr(?:y|ied)"
        r"|test(?:ed)?"
        r"|touch(?:ed)?|attempt(?:ed)?|worked on|experiment(?:ed)? with|play(?:ed)? with) (?:\w+ ){0,3}?prompt\w*",
        False,
        as_is=True,
    ),
    phrase(
        "prompting_tried",
        r"\bhowever we prompt\b|\bno matter (?:how|what) we (?:prompt|write)|\bprompt after prompt\b",
        True,
        as_is=True,
    ),
    # base_model_fails
    phrase(
        "base_model_fails",
        rf"\b{_MODEL}[^.!?;,\n]{{0,25}}?\b(?:consistently|always|keeps?|constantly|every time"
        rf"|systematically)[^.!?;,\n]{{0,15}}?(?:fail|wrong|struggl|break|hallucinat|miss|bad)",
        "consistently",
    ),
    phrase(
        "base_model_fails",
        rf"\b{_MODEL}[^.!?;,\n]{{0,20}}?\b(?:fail|wrong"
        rf"|struggl)\w{{0,5}}[^.!?;,\n]{{0,20}}?\b(?:consistently|every time|always"
        r"|most of the time|systematically)",
        "consistently",
    ),
    phrase(
        "base_model_fails",
        rf"\b{_MODEL}[^.!?;,\n]{{0,25}}?\b(?:sometimes|occasionally|now and then|from time to time"
        r"|once in a while)",
        "sometimes",
    ),
    phrase(
        "base_model_fails",
        rf"\b{_MODEL}[^.!?;,\n]{{0,20}}?\b(?:never fails"
        r"|(?:does not|doesn't) fail(?! (?:every|always|all|each|consistently|often))|handles (?:it"
        r"|this) (?:well|fine)|already (?:does|handles|writes))",
        "never",
        as_is=True,
    ),
    # evaluation_planned
    phrase(
        "evaluation_planned",
        r"\b(?:evaluations?|evaluate|evals?|a/b tests?|test set|golden set|eval (?:set|suite"
        r"|harness)|evaluation (?:set|plan|harness))\b",
        True,
    ),
)
