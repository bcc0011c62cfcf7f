"""What the thing is to do: act in systems, or one narrow job; and the finished work that it could learn from."""

# ruff: noqa: E501 - the ways of saying one thing are read better beside each other

from bot.facts.phrases import Phrase, more_than_shots, number, phrase

_ACT = (
    r"(?:book|rebook|reschedul|schedul|cancel|plac|issu|process|creat|refund|charg|open|clos|restart|roll back|updat|mov|fil|submit|order|pay|transfer"
    r"|approv|reset|trigger|delet|reassign|assign|provision|unlock|block|renew|ship|put|add|remov|revok|run|merg|deploy|buy|check out|reserv)(?:e|es|s|d|ed|ing)?"
)
_IN_SYSTEMS = (
    r"(?:appointments?|orders?|refunds?|bookings?|meetings?|tickets?|deployments?|services?|calendars?|passwords?|accounts?|returns?|subscriptions?|payments?"
    r"|invoices?|purchase orders?|transfers?|crm|erp|jira|salesforce|servers?|access|licen[cs]es?|reservations?|pull requests?|branch(?:es)?|expenses?|hotels?"
    r"|trips?|flights?|baskets?|carts?|tests|builds?|pipelines?|money|purchases?)"
)
_HOLDERS = (
    r"(?:contracts?|invoices?|pdfs?|receipts?|forms?|scans?|cvs?|r[eé]sum[eé]s?|purchase orders|delivery notes|e-?mails?|letters?|filings|leases"
    r"|statements|bank statements|lab reports?|referrals|clinical notes)"
)
_WORK = (
    r"(?:reports?|letters?|descriptions?|repl(?:y|ies)|summar(?:y|ies)|answers|drafts?|ads|posts|headlines?|e-?mails?|essays|assessments"
    r"|translations|minutes|offers|proposals|briefs)"
)
_DONE = r"(?:finished|sample|approved|accepted|hand-?written|human-written|good|perfect|signed[- ]off|proofread|edited|polished)"
_SEARCHED = (
    r"\b(?:search\w*|ask\w*|find\w*|questions?|over|from|across|in|among|through|need\w*|collect|want\w*|gather|reach|read\w*|look\w*|should|must|could"
    r"|would|will|if|until|once|no|not|n't)\b"
)

JOBS: tuple[Phrase, ...] = (
    phrase(
        "need",
        rf"\b(?:we|i) (?:want|need|would like|'d like|expect) (?:it|the (?:bot|assistant|agent|model)|an? (?:bot|assistant|agent)) to (?:\w+ )?{_ACT} (?:[\w'-]{{1,20}} ){{0,3}}?{_IN_SYSTEMS}\b"
        rf"|\b(?:bot|assistant|agent|chatbot|helper|it) (?:(?:that|which) (?:can )?|should |must |has to |needs to |shall )(?:\w+ )?{_ACT} (?:[\w'-]{{1,20}} ){{0,3}}?{_IN_SYSTEMS}\b",
        "actions",
        unless=r"\b(?:how to|explain\w*|whether|about|if|when|not|n't|never)\b",
    ),
    phrase(
        "task_scope",
        r"\b(?:pull|lift|read|captur|grab|pick|tak|pars|collect|get)(?:e|es|s|ing)? (?!answers?|the answers?|information|facts|advice|everything|things|knowledge|them|up)"
        rf"(?:[\w'-]{{1,20}},? ){{1,9}}?(?:out of|from|off) (?:\w+ ){{0,2}}?{_HOLDERS}\b",
        "narrow",
        unless=r"\b(?:not|n't|never|no|answers?|questions?|money|payments?)\b",
    ),
    phrase(
        "task_scope",
        r"\b(?!whether)(?P<what>[a-z]{3,15}) or not (?P=what)\b|\bpass or fail\b|\byes or no (?:decision|verdict|answer) (?:per|for each|on each|for every)\b"
        r"|\b(?:rout|assign|forward|dispatch|sort)(?:e|es|s|ing)? (?:[\w'-]{1,20} ){0,3}?(?:tickets?|mails?|e-?mails?|messages?|requests?|calls?|cases?|claims?|reviews?|documents?|letters?|complaints?|leads?|applications?|invoices?|them|each|it) (?:\w+ ){0,2}?(?:to|into|between|among) (?:the |our )?(?:[#]~* of )?(?:the |our )?[#]~*"
        r"(?: (?:\w+ )?(?:teams?|departments?|queues?|categor(?:y|ies)|groups?|folders?|inboxes|classes|buckets|desks))",
        "narrow",
        as_is=True,
        unless=r"\b(?:not|n't|never|no|whether)\b",
    ),
    phrase(
        "task_scope",
        r"\b(?:decid|judg|tell|say|predict|check|determin|detect)(?:e|es|s|ing)? (?:for|of|on) (?:each|every|an?) \w{3,15} (?:whether|if|which)\b"
        r"|\b(?:detect|predict|recogni[sz]|guess|determin)(?:e|es|s|ing)? (?:the|its|their) (?:language|topic|intent|sentiment|mood|categor(?:y|ies)|class|type|priority|urgency|severity)\b",
        "narrow",
        unless=r"\b(?:not|n't|never|no|also)\b",
    ),
    phrase(
        "need",
        r"\b(?:actually|really|itself) (?:do|does|carry out|perform|make|handle|complete)s? (?:the|a|an) (?:return|booking|change|order|refund|transfer|cancellation|payment|exchange|update)\b",
        "actions",
        unless=r"\b(?:how to|explain\w*|whether|if|when|not|n't|never|we|customers?|users?|staff)\b(?! (?:want|need))",
    ),
    # labelled_examples
    phrase(
        "labelled_examples",
        r"N (?:of (?:them|these|those|which) )?(?:\w+ )?(?:are|were|have been) (?:already )?(?:done|sorted|classified|filed|judged|decided|coded|scored) (?:by hand|manually|by (?:people|experts|our))",
        number,
        unless=_SEARCHED,
    ),
    phrase(
        "labelled_examples",
        rf"N (?:[\w-]{{1,20}} ){{0,2}}?(?:ones|{_WORK}) (?:together |along )?with (?:the [\w-]{{1,20}} (?:they|each|it) (?:were|was|is|are)|their (?:source|input|original)s?)\b",
        number,
        unless=_SEARCHED,
    ),
    phrase(
        "labelled_examples",
        rf"N (?:[\w-]{{1,20}} ){{0,1}}?{_DONE} (?:[\w-]{{1,20}} )?{_WORK}\b(?! templates?\b)",
        more_than_shots,
        unless=_SEARCHED,
    ),
    phrase(
        "labelled_examples",
        r"N (?:already |manually |correctly |hand-?)?(?:routed|sorted|assigned|scored|decided|judged) "
        r"(?:tickets?|mails?|e-?mails?|messages?|requests?|cases?|reviews?|claims|documents|letters)\b(?! ?(?:/|a\b|per\b|each\b|every\b))",
        number,
        unless=_SEARCHED,
    ),
    phrase(
        "labelled_examples",
        r"N (?:\w+ )?(?:tickets|messages|mails|e-?mails|claims|cases|reviews|documents|notes|requests|images|calls|letters) with (?:the|their|its) (?:right |correct |true )?(?:labels?|categor(?:y|ies)|answers?|languages?|outcomes?|codes?|scores?|decisions?|results?)\b(?! (?:is |are )?missing)",
        number,
        unless=_SEARCHED,
    ),
    phrase(
        "labelled_examples",
        r"\b(?:only|just) (?:have|got|has) N (?:\w+ )?(?:examples?|samples?|pairs)\b(?! (?:\w+ )?in (?:the|a|our|each|every) prompt)",
        number,
    ),
)
