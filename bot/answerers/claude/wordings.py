"""Sentences as bare words, so that two can be laid side by side, and whether a text is English at all."""

import re

from bot.answerers.function_words import FUNCTION_WORDS

NOT = "not"
"""What every word that denies becomes."""

_TOKEN = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_](?:[\w'.+-]*\w)?|[%$€£]|[.,;:!?()\n|–—]")
_MARKUP = re.compile(r"[*_`~#]+|^[ \t]*(?:[-•]|\d{1,2}[.)])[ \t]+", re.MULTILINE)
_GONE = re.compile(r"\b(?:no longer(?! than)|not any ?more|not yet)\b")
_NO_DENIAL = re.compile(
    r"\b(?:no|not) (?:(?:more|less|fewer|later|longer|sooner) than|only|just|merely|necessarily|least|matter|doubt"
    r"|until|because)\b|\bwhether or not\b|\bif not\b|\bor not\b"
)
_DENYING = "not never no nicht nie niemals kein keine keinen keiner keinem keines"
_SAYING_NOTHING = "a an the do does did also indeed actually therefore thus so then however yes really"
_DENIALS, _EMPTY = frozenset(_DENYING.split()), frozenset(_SAYING_NOTHING.split())
_BEING = frozenset(("is", "are", "was", "were", "be", "been", "being"))
_ENDINGS = ("ies", "ing", "ed", "s")
_SIGNS = "%$€£"

_HOLDING_TOGETHER = """
the of and is are to for with that by from this it as be can when if your they which should has have its their than
these those not use more will needs costs takes each does
"""
_ELSEWHERE = """
der das und ist sind nicht ein eine einen dem den des mit für auf von zu bei wird werden kann sie es oder auch
le les et est sont une pour dans que qui pas du au avec sur ne il elle el los las y una por para se di che non si
het een van zijn niet voor met
"""
_ENGLISH, _FOREIGN = frozenset(_HOLDING_TOGETHER.split()), frozenset(_ELSEWHERE.split())
_WORD = re.compile(r"[^\W\d_]+")


def clauses(text: str) -> list[list[str]]:
    """The words of each clause, in order: stemmed, without articles and "do", each denial as `NOT`.

    A "no" or "yes" that stands alone before a comma answers and denies nothing: it is left out.
    """
    found: list[list[str]] = [[]]
    for word in _TOKEN.findall(_prepared(text)):
        if word[0].isalnum() or word in _SIGNS:
            found[-1] += _bare(word)
        elif found[-1]:
            found.append([])
    return [clause for clause in found if clause and clause != [NOT]]


def meanings(text: str) -> list[str]:
    """The words that say something of the subject, stemmed, and `NOT`, in order."""
    return [word for clause in clauses(text) for word in clause if word not in HOLLOW]


def stem(word: str) -> str:
    """The word without what inflects it, roughly; the same for "change", "changes" and "changed"."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)] + ("y" if ending == "ies" else "")
            break
    return word.removesuffix("e") if len(word) > 3 else word


def reads_as_english(text: str) -> bool:
    """Whether the words that hold the text together are English; a text without any is not known to be."""
    words = _WORD.findall(text.casefold())
    english = sum(word in _ENGLISH for word in words)
    return english > sum(word in _FOREIGN for word in words)


def _prepared(text: str) -> str:
    plain = _MARKUP.sub(" ", text).casefold().replace("’", "'")
    return _NO_DENIAL.sub(lambda found: found[0].replace(" ", "-"), _GONE.sub(" not ", plain))


def _bare(word: str) -> list[str]:
    if word == "cannot":
        return ["can", NOT]
    if word.endswith("n't"):
        return [*_bare({"ca": "can", "wo": "will"}.get(word[:-3], word[:-3])), NOT]
    if word in _DENIALS:
        return [NOT]
    word = word.removesuffix("'s")
    if word in _EMPTY:
        return []
    return ["is"] if word in _BEING else [stem(word)]


HOLLOW = frozenset(map(stem, FUNCTION_WORDS)) - {NOT}
"""Stemmed words that say nothing of a subject."""
