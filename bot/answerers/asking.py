"""What kind of thing a question asks for, and whether a sentence holds that kind of thing."""

import re
from dataclasses import dataclass

from bot.answerers.function_words import FUNCTION_WORDS
from indexer.words import stems

_WORD = re.compile(r"[^\W_]+")
_LEANED_ON = re.compile(r"\s\([^()]*\)\s*$")
_WRITTEN = re.compile(r"[^\W_]+(?:[-‑'’.@][^\W_]+)*")
NUMBER = (
    r"(?:(?<!question )(?<!step )(?<!point )(?<!claude )(?<!gpt-)\b\d"
    r"|\b(?:hundreds?|thousands?|dozens?|two|three|four|five|six|seven|eight|nine|ten)\b)"
)
DURATION = (
    r"(?<!per )\b(?:(?:a|one|two|three|several)\s+)?(?:milli)?"
    r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b|\d\s?ms\b"
)
NAME = (  # two capitalised words together, initials, or a surname with others
    r"(?-i:(?:^|(?<=\w ))(?:[A-Z]\. )*[A-Z][a-zà-ž]+ (?:[A-Z][a-zà-ž]+|and co-authors))|(?-i:[A-Z]\. [A-Z]\. [A-Z])"
)
DATE = (
    r"\b(?:1[89]|20)\d\d\b"
    r"|\b(?-i:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
PRICE = r"[$€£]\s?\d|\bUSD\b|\d\s?(?:dollars|euros)|\b(?:thousand|million|billion)\b"


@dataclass(frozen=True, slots=True)
class _Kind:
    asks: re.Pattern[str]
    holds: re.Pattern[str]
    weight: float
    beside: str  # words that stand beside such a thing


def _kind(asks: str, holds: str, weight: float = 1.0, beside: str = "") -> _Kind:
    return _Kind(re.compile(asks, re.IGNORECASE), re.compile(holds, re.IGNORECASE), weight, beside)


_KINDS = (
    _kind(
        r"\bhow (?:soon|long|fast|quick(?:ly)?)\b"
        r".*\b(?:launch|ship|go live|production|release|build|set ?up|roll ?out)",
        r"\b(?:days?|weeks?|months?)\b",
        beside="production weeks",
    ),
    _kind(
        r"\bhow (?:soon|long|fast|quick(?:ly)?)\b|\bwhen (?:will|can|could)\b|\btime[- ]to\b|\bhow much time\b",
        DURATION,
        beside="time weeks months",
    ),
    _kind(
        r"\b(?:how|what|typical)\b.*\blatenc|\blatency (?:in|figures?)\b|\bhow slow\b|\bmilliseconds?\b",
        r"\d\s?(?:–|-|to)?\s?\d*\s?(?:ms|milliseconds?|s\b|seconds?)",
    ),
    _kind(
        r"\bhow much\b.*\b(?:cost|pay|spend|charge|budget)|\bpric(?:es?|ing)\b|\bfees?\b"
        r"|\b(?:pay(?! off)|paid|charged?|earn|salary)\b",
        PRICE,
    ),
    _kind(r"\bcosts?\b|\bexpensive\b|\bcheap", PRICE, 0.5),
    _kind(r"\bhow (?:many|often|big|large|few)\b|\bwhat (?:number|share|percentage|percent)\b|\bat what\b", NUMBER),
    _kind(r"\bwhat percent|\bpercentage\b|\bwhat share\b|\bhow often\b|\b\w+ rate\b", r"\d\s?(?:%|percent|per cent)"),
    _kind(r"\bhow often\b", r"\b(?:daily|weekly|monthly|quarterly|yearly|annual(?:ly)?|every|each|per|once|twice)\b"),
    _kind(r"^\W*who\b(?! (?:is|are) (?:the|this|it)\b.*\bfor\b)", NAME),
    _kind(r"\bwhen (?:was|were|did)\b|\b(?:in )?(?:what|which) year\b|\band when\b|\bwhat date\b", DATE),
    # A reason, and a condition, have many forms, so the words for one are a weak sign.
    _kind(
        r"^\s*why\b|\band why\b|\breasons?\b",
        r"\b(?:because|so that|since|sp(?:oke|eaks?) for|due to|would (?:require|need|have)|cannot|could not)\b",
        0.9,
    ),
    _kind(
        r"\b(?:risks?|dangers?|(?:down|draw)(?:sides?|backs?)|disadvantages?|weakness(?:es)?|cons|pitfalls?"
        r"|problems (?:of|with|in)"
        r"|(?:which|what) problems"
        r"|limit(?:ation)?s?|caveats?|mistakes?|go(?:es)? wrong|what['’]?s wrong|bad (?:at|for)|worst)\b",
        r"\b(?:trap|fails?|brittle|stale|outdated|expensive|slow(?:er)?|worst|worse|poor|weak|damage|forget|overfits?"
        r"|mistakes?|harder?|highe(?:r|st)|hidden cost|never|without warning|repeated"
        r"|retrain\w*|cannot|adds? \w+ ?latency)\b",
        0.9,
        beside="drawback mistake anti-pattern trap",
    ),
    _kind(
        r"\b(?:benefits?|advantages?|upsides?|strengths?|pros|merits?|good (?:at|for)|better|why (?:use|should))\b",
        r"\b(?:faster|fastest|cheaper|cheapest|easier|better|best|lower|stays? current|trace\w*"
        r"|without retraining|at once"
        r"|wins?|strong\w*|flexible|gracefully|saves?|reliably|beats?)\b",
        0.8,
    ),
    _kind(
        r"\bsteps?\b|\bstages?\b|\bin (?:what|which) order\b|\bprocess\b",
        r"^(?:step \d|first|start|begin|then)\b|\b(?:two|three|four|five|six) steps\b"
        r"|\b(?:first|second|third|next|last) step\b",
        0.9,
    ),
    _kind(
        r"\bhow (?:do|can|should|could|would) (?:i|we|you|one|a team)\b|\bhow to\b",
        r"^(?:add|aim|ask|begin|build|choose|collect|compare|define|give|keep|look|make|measure|move|plan|put|read|run"
        r"|sort|start|take|test|try|use|watch|write)\b|\b(?:should|must)\b",
        0.6,
    ),
    _kind(
        r"\bwhen (?:should|do|does|is|are|would|to)\b",
        r"\b(?:if|when|whenever|until|once|best for|suits?|right for)\b",
        0.6,
    ),
)


def answers_in_kind(question: str, sentence: str) -> float:
    """How much of the kinds of thing that the question asks for the sentence holds, in [0, 1]; 0 when it asks none."""
    asked = _kinds_asked(question)
    if not asked:
        return 0.0
    return sum(kind.weight for kind in asked if kind.holds.search(sentence)) / len(asked)


_YES_OR_NO = re.compile(
    r"\W*(?:(?:and|so|but|hi|hello|ok|please)\W+)*(?:is|are|was|were|does|do|did|can|could|should|shall|will|would|must|has"
    r"|have)(?:n['’]t)?\b",
    re.IGNORECASE,
)
_DENIES = re.compile(r"\b(?:not|no|never|without|cannot)\b|n['’]t\b", re.IGNORECASE)


def is_yes_or_no_to(question: str, heading: str) -> bool:
    """Whether a "yes" or "no" to the heading is one to the question: not "No" to "Is it cheap?" for "Is it dear?".

    Both must ask for one, the question must have all words of the heading that carry meaning, and deny as often.
    """
    both_ask = all(_YES_OR_NO.match(text) for text in (question, heading))
    denials = [len(_DENIES.findall(text)) for text in (question, heading)]
    return both_ask and content_stems(heading) <= content_stems(question) and denials[0] == denials[1]


def asks_for_a_kind(question: str) -> bool:
    """Whether the question asks for a kind of thing that can be recognised surely."""
    return any(kind.weight == 1 for kind in _kinds_asked(question))


def asks_for_the_kinds_of(heading: str, question: str) -> bool:
    """Whether a heading asks for every kind of thing that the question asks for, and as surely."""
    return all(kind in _kinds_asked(heading) for kind in _kinds_asked(question))


def with_words_beside(question: str) -> str:
    """What the question is about, with words that stand beside the kind of thing it asks for; itself where none do.

    "How long does tuning take?" is searched for as "tuning time weeks months" too.
    """
    kinds = [kind for kind in _kinds_asked(question) if kind.beside]
    about = question
    for kind in kinds:
        about = kind.asks.sub(" ", about)
    return " ".join((*content_words(about), *(kind.beside for kind in kinds))) if kinds else question


def _kinds_asked(question: str) -> list[_Kind]:
    # What a follow-up leans on stands behind it in brackets (`bot.follow_up`): its subject, and not what it asks for.
    itself = _LEANED_ON.sub("", question)
    return [kind for kind in _KINDS if kind.asks.search(itself)]


def content_words(text: str) -> list[str]:
    """The words that a text is about, in order, as they are written: "fine-tuning" is one, "what's" is none."""
    written = dict.fromkeys(_WRITTEN.findall(text))
    return [word for word in written if re.split(r"['’]", word.lower())[0] not in FUNCTION_WORDS]


def content_stems(question: str) -> frozenset[str]:
    """The stems of the words that a question is about; all its stems when it has no other."""
    words = _WORD.findall(question.lower())
    content = [word for word in words if word not in FUNCTION_WORDS]
    return frozenset(stems(" ".join(content or words)))


def begins_with(sentence: str, words: int = 3) -> frozenset[str]:
    """The stems of the first words that carry meaning: mostly what the sentence is about."""
    return frozenset(stems(" ".join(content_words(sentence)[:words])))
