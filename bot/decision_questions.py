"""Whether a text asks for a decision between the options, or for something else."""

import re

from bot.facts.clauses import SENTENCE
from bot.facts.reading import LONGEST, FactsRead, sentences_in
from bot.facts.tidy import tidy

_OPTION = (
    r"(?:rag\b|retrieval|fine[- ]?tun\w*|train(?:ing)? (?:a|our|my|the) (?:own )?model"
    r"|(?<!system )prompt(?:ing|s| engineering)?\b(?! (?:cach|inject|templat|librar|version))"
    r"|long[- ]context|hybrid(?! search| retrieval)|agents?\b|both\b|either\b)"
)
_GAP = r"(?:(?!\bfor\b)[^.!?;\n]){0,50}?"
_HELPS = (
    r"(?:fixes|solves|helps|cures|fits|suits|would (?:fix|solve|help|fit|suit|work))"
    r"(?: (?:that|this|it|us|here|best|most))?"
)
_ASKED_HOW = (
    r"(?<!\bhow )(?<!\bwhy )(?<!\bwhen )(?<!\bwhere )(?<!\bpoint )"  # "How do we …?" asks for a way, not whether
)
_DECIDES = re.compile(
    rf"{_ASKED_HOW}\b(?:should|shall|ought|do|would|can) (?:we|i|our \w+|my \w+|they|it|the team)\b{_GAP}\b{_OPTION}"
    rf"|{_OPTION} (?:\w+ )?(?:or|vs\.?|versus) (?:\w+ ){{0,2}}{_OPTION}"
    r"|\b(?:which|what) (?:approach|option|technique|method|architecture|route|one|way)\b"
    r"|\bwhat (?:should|would|do|shall) (?:we|i|you) "
    r"(?:do(?! about\b)|use|pick|choose|build|recommend|suggest|go|start)"
    rf"|\b(?:recommend|suggest|choose|decide|pick)\w*\b{_GAP}\b(?:{_OPTION}|us\b|approach|between)"
    rf"|(?<!\bwhen )\b(?:is|are|would) {_GAP}{_OPTION}{_GAP}\b(?:right|worth|overkill|enough|suitable|a good"
    r"|the right|sensible|work|make sense|better)\b"
    rf"|\bdoes {_GAP}{_OPTION}{_GAP}\bmake sense\b"
    rf"|{_OPTION} (?:\w+ ){{0,3}}?(?:the way (?:forward|to go)|the answer|the solution|our best bet)\b"
    rf"|{_OPTION}{_GAP}\bor (?:what|something else|something different|neither)\b"
    r"|\bwhich of (?:the (?:two|three|four|options|approaches|techniques|methods)|these|those|them)"
    rf"(?:\W*$| (?:should|shall|do|would|can) (?:we|i|you)\b| {_HELPS}\W*$)"
    r"|\bwhich technology(?:\W*$| (?:should|do|would) (?:we|you)\b)"
    rf"|\b(?:would|could|will|might) {_OPTION} (?:help|fix|solve|be enough|suffice|do|work)"
    r"(?: (?:this|that|it|us|here))?\W*$"
    r"|\b(?:should|do|must) (?:we|i) (?:(?:have|need|want) to )?(?:re-?)?train(?: (?:it|one|this|that))?\W*$"
    r"|^\W*check\b"
)
_INFORMS = re.compile(
    r"\W*(?:(?:so|and|but|or|hi|hey|hello|ok|please|can you|could you|roughly|about|approximately)\W+)*"
    r"(?:how (?:many|much|long|soon|often|fast|big|do|does|did|can|could|is|are|to|should)|why|who|where|when"
    r"|explain|describe|define|summari[sz]e|tell me (?:about|how)"
    r"|what (?!approach|option|technique|method|architecture|route)(?:kind of |sort of )?\w+ do (?:we|i|you) need"
    r"|what(?:'s| is| are| does| do (?!you)|'re| would (?:that|this|it|they) (?:cost|need|mean))"
    r"|can (?!we|i\b|our|my)|does (?!.{0,60}make sense))"
)
_ASKS_AT_THE_END = re.compile(
    r", (?:so |and )?(?:how|why|where|who) (?:do|does|did|should|can|could|would|is|are)\b[^,]*$"
)
_ALSO = re.compile(r",? and (?=how\b|what\b|why\b|who\b|when\b)")
_ADVICE = re.compile(
    r"\b(?:what now|thoughts|next steps?|(?:your|any) advice|good idea|what do you (?:think|say)|way to go"
    r"|(?:does|do|would) (?:that|this|it) (?:make sense|hold|work)|any point in|would you go for|do we need more"
    r"|how (?:should|would|do|could) (?:we|you|i|one) (?:approach|build|solve|tackle|do|design|handle) (?:this|it|that)"
    r"|what (?:does|would|will) (?:it|this|that) take(?! to)"
    r"|(?:best|right|better|good) (?:way|approach|option|choice|setup|fit)"
    r"|(?<!why and )how (?:do|can|should) we (?:fix|solve|stop|cure) (?:this|that|it)(?=\W*$)"
    r"|is (?:that|this|it) (?:a good|the right|sound|sensible|wise)|which of (?:the|these) (?:options|approaches))\b"
)
_TOPIC = re.compile(
    r"\W*(?:(?:so|and|but|or|then|also|ok|please|can you|could you)\W+)*"
    r"(?:how (?:many|much|long|soon|often|fast|big|well|good|high|large)"
    r"|how (?:do|does|should|can|could|would|will) (?!(?:we|you|i|one)\b)"
    r"|how (?:do|can|should|would|could) (?:we|you|i|one) (?:tell|know|find|see|show|prove|enforce|prevent|measure"
    r"|test|check)"
    r"|what (?:do|should|can|could) (?:we|you|i) (?:check|change|cut|look|log|measure|test|leave out|watch"
    r"|do (?:without|to|against)\b|do about (?!it\b|this\b|that\b))"
    r"|why|who|whose|when|explain|describe|define"
    r"|summari[sz]e|tell me|what does|what (?:do|did) (?!we|i\b|you)|what (?:is|are)(?! (?:the|our|your|my) )"
    r"|which (?:model|vendor|provider|database|library|framework|tool|embedding)|where (?:can|is|are|did)|did\b"
    r"|where (?:do|should|would) (?:we|i|you) (?:start |begin )?(?:look|debug|search|check|dig)\w*)"
)
_DETAIL = re.compile(
    r"\b(?:costs?|price|pricing|chunk\w*|measure|metrics?|evaluat\w*|label|annotate|define"
    r"|mean(?! (?:fine|rag|we|i)))\b"
)
_SHORT = 12  # words of a closing question that hangs on what was said before it
_OURS = re.compile(r"\b(?:we|our|us|my|i|the plan|thinking of)\b")
_BEGINS = re.compile(
    r"(?:^|[,–-]|\band\b)\W*(?:so |and )?where (?:do|should|would|shall|can) (?:we|i|you|one) (?:even )?"
    r"(?:start|begin)\W*$"
)
_NAMED = re.compile(rf"\b{_OPTION}|\btrain(?:ing)?\b")
_OURS_OR_IT = re.compile(rf"{_OURS.pattern}|\bit\b")
_PROPOSED = re.compile(
    rf"\W*(?:(?:so|then|just|maybe|or|time to) )*(?:{_OPTION}|train(?:ing)?)"
    r"(?: (?:it|this|that|them|then|now|(?:the|a|our) model))?\W*$"
)
_DIAGNOSIS = re.compile(
    r"\bwhat (?:did|have) (?:we|i) (?:do|done) wrong\b|\bwhat (?:is|could|might|may|can) (?:be )?(?:going )?wrong\b"
    r"|\bwhat (?:went wrong|happened|could (?:it|this|that) be)\b|\bdid (?:we|i) break\b|\broll (?:it )?back\b"
    r"|\bhow to fix\b|\b(?:is (?:this|that|it) )?normal\?|\bwhat (?:could|might|may|can|is) (?:be )?(?:caus|behind)\w*"
    r"|(?:^|\band )\W*why\b|\b\w+ (?:problem|issue)\?"
    r"|\bhow (?:do|can|could|should) (?:we|i) (?:fix|solve|stop|cure|prevent) (?:this|that|it)\W*$"
    r"|\bwhere (?:do|should|would|can) (?:we|i) (?:start |begin )?(?:look|debug|search|check|dig)"
)
_PROPOSAL = 5
"""A text that states this many facts is a proposal to decide on, whatever else it asks."""

_BRIEF = 2
"""A text that states this many facts, and asks for no information, is a proposal to decide on."""


def asks_for_decision(text: str, read: FactsRead) -> bool:
    """Whether the text asks which option to take; `read` is what `read_facts` found in it."""
    found = list(SENTENCE.finditer(tidy(text[:LONGEST])))
    sentences = [match[0] for match in found]
    questions = [s for s in sentences if "?" in s or _INFORMS.match(s)]
    if any(_decides(s) for s in sentences):
        return True
    asks_for_information = any(_INFORMS.match(s) for s in questions) or any(map(_ASKS_AT_THE_END.search, sentences))
    names_an_option = any(_NAMED.search(s) for s in sentences)
    if any(_hangs_on_facts(one[0]) and _stated_outside(one, read) for one in found if "?" in one[0]):
        return True
    if any("?" in s and _PROPOSED.match(s) for s in sentences) and _OURS_OR_IT.search(" ".join(_stated(sentences))):
        return True  # "Our bot sounds rude. Fine-tune?" proposes an option for what was said of ours
    if len(read.facts) >= _PROPOSAL:
        return True
    if any(_ADVICE.search(s) for s in sentences) and (
        read.facts or (names_an_option and _OURS.search(" ".join(sentences)))
    ):
        return True  # a question for advice on anything else states no fact of a decision and names no option
    return len(read.facts) >= _BRIEF and not asks_for_information and (not questions or names_an_option)


def asks_which(text: str) -> bool:
    """Whether a sentence of the text asks outright which option to take, whatever the text states beside it."""
    return any(map(_decides, sentences_in(text)))


def asks_what_is_wrong(text: str) -> bool:
    """Whether a sentence of the text asks for a trouble's cause or cure, and none which option to take."""
    return any(map(_DIAGNOSIS.search, sentences_in(text))) and not asks_which(text)


def asks_for_information(text: str) -> bool:
    """Whether a sentence of the text opens by asking to be told something: "How much …", "What is …"."""
    return any(map(_INFORMS.match, sentences_in(text)))


def asks_besides(text: str) -> bool:
    """Whether a sentence of the text asks to be told something that is not what to do: "… and what would it cost?"."""
    found = (piece for sentence in sentences_in(text) for piece in _ALSO.split(sentence))
    return any(_INFORMS.match(s) and not _decides(s) and not _ADVICE.search(s) for s in found)


def _hangs_on_facts(question: str) -> bool:
    """A question that asks what to do about what was said beside it: "Overkill?", "Where do we begin?"."""
    if _TOPIC.match(question):
        return False
    return bool(_NAMED.search(question)) or (len(question.split()) <= _SHORT and not _DETAIL.search(question))


def _stated_outside(question: re.Match[str], read: FactsRead) -> bool:
    """Whether a fact was read from other words than the question's; how long answers take is mostly a complaint."""
    spans = (reading.evidence for reading in read.facts.readings if reading.fact != "latency_ms")
    return any(said is not None and not question.start() <= said.start < question.end() for said in spans)


def _stated(sentences: list[str]) -> list[str]:
    return [s for s in sentences if "?" not in s and not _INFORMS.match(s)]


def _decides(sentence: str) -> bool:
    """A sentence that opens by asking for information may still decide after a comma: "What is RAG, should we …"."""
    if _BEGINS.search(sentence):
        return True
    if _INFORMS.match(sentence):
        sentence = sentence.partition(",")[2]
    return bool(_DECIDES.search(sentence))
