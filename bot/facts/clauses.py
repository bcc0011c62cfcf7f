"""What a text asserts: questions set aside, negations and doubts recognised, clause by clause."""

import re
from itertools import pairwise

SENTENCE = re.compile(r"[^.!?;\n]+[.!?;\n]*")
"""One sentence of `tidy` text, with the marks that end it."""

_PART = re.compile(
    r",|:| - |–|—|\b(?=(?:if|when|given|with|since|because|while|whose|which|that|for|but|considering|assuming"
    r"|and (?:we|our|i|my|the|it))\b)"
)
_OPENING = r"[^\w#<$¤]*"  # these stand for numbers: "3,000 are labelled" asks nothing
_ASKS = re.compile(
    rf"{_OPENING}(?:(?:so|and|but|or|hi|hey|hello|ok|then|also)\W+)*"
    r"(?:how|what|which|who|why|when should|where|should|shall|can|could|do|does|did|is|are|am|would|will|has|have)\b"
)
_ASKED = re.compile(
    rf"{_OPENING}(?:(?:so|and|but|or|ok|then|also)\W+)*(?:how|what|which|why|who|is it|should|can|could|do|does|are)\b"
)
_CLEFT = re.compile(
    r"\W*(?:(?:so|and|but) )?what (?!should|do\b|does|did|can|could|would|shall|are\b|if\b)\w+"
    r"(?: \w+){1,6}? (?:is|are|was) "
    r"|\W*how (?!should|do\b|does|did|can|could|would|much|many|long|often)\w+"
    r"(?: \w+){1,6}? (?:is|does|are|do)(?:n't| not) "
)
_TIED = re.compile(
    r"\W*(?:if|when|given|with|since|because|while|whose|which|that|for|but|considering|assuming)\b"
    r"|\b(?:we|our|i|my|us)\b"
)
_BREAK = re.compile(r"[.!?;,:\n]|\b(?:but|and|because|so|since|though|although|yet|with|while)\b")
_NOT = re.compile(
    r"\b(?:no(?! (?:doubt|matter))|not(?! (?:only|just))|never|without|neither|nor|cannot|lack\w*"
    r"|nobody|no[- ]one|none)\b|\b\w{1,10}n't\b"
)
_NOT_AFTER = re.compile(
    r"[\w' ]{0,20}?(?:\b(?:is|are|do|does|would)(?: not|n't) |\b(?:not|hardly) |\bun)"
    r"(?:strictly |really |actually )?"
    r"(?:need|requir|necess|matter|import|a must|essential|critical|planned|an? issue)\w{0,6}"
    r"|[\w' ]{0,10}\b(?:optional|nice[- ]to[- ]have|irrelevant)\b"
)
_DOUBT = re.compile(
    r"\b(?:talk(?:ed|ing)? about|argu\w+ about|discuss\w*|brought up|workshop on|page on"
    r"|not sure|unsure|unclear|(?:do not|don't) know|no idea|maybe|perhaps|might|whether|tbd|depends|wonder\w*"
    r"|could|suppose|hypothetical\w*|imagine|if (?:we|i|they) (?:had"
    r"|were|got|needed|wanted)|what if|would (?:have|get))\b"
)


def asserted(text: str) -> str:
    """The text with what it asks blanked out; what a question takes as given stays ("… with 300 examples?").

    The length is unchanged. An asking clause runs to the next comma or subordinate; after it, only clauses tied to
    it ("if", "with", …) or about the asker ("our") are taken as given.
    """
    return SENTENCE.sub(lambda sentence: _without_questions(sentence[0]), text)


def _without_questions(sentence: str) -> str:
    is_question = "?" in sentence
    if not is_question and (not _ASKED.match(sentence) or _CLEFT.match(sentence)):
        return sentence
    asked, keep, kept = False, True, []
    for part in _split(sentence):
        asks = bool(_ASKS.match(part))
        goes_on = keep and part.lstrip().startswith("and ")
        asked = asked or asks
        keep = not asks and (not asked or goes_on or bool(_TIED.search(part)))
        kept.append(part if keep else re.sub(r"[^\n]", " ", part))
    return "".join(kept)


def _split(sentence: str) -> list[str]:
    cuts = [0, *(match.start() for match in _PART.finditer(sentence)), len(sentence)]
    return [sentence[a:b] for a, b in pairwise(cuts) if a < b]


def clause_before(text: str, position: int) -> str:
    """What stands before this position in the same clause; at most 80 characters."""
    near = text[max(0, position - 80) : position]
    breaks = list(_BREAK.finditer(near))
    return near[breaks[-1].end() :] if breaks else near


def denied(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span of the words `[start, end)` with the "not" that denies them, in their clause; None when none does."""
    said_from = start - len(clause_before(text, start))
    not_before = _NOT.search(text, said_from, end)
    if not_before:
        return min(start, not_before.start()), end
    not_after = _NOT_AFTER.match(text, end, end + 60)
    return (start, not_after.end()) if not_after else None


def doubtful(text: str, start: int) -> bool:
    """Whether the clause before this position speaks of what is not known or not so."""
    return bool(_DOUBT.search(clause_before(text, start)))
