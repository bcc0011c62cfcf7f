"""How far a prompt has come, as a share, and outputs that people have approved."""

from bot.facts.phrases import Phrase, number, phrase

_NOW = r"(?:currently|today|right now|so far|at the moment|for now|until now)"
_PERCENT = r" ?(?:%|percent\b|per cent\b)"
_TEXTS = (
    r"(?:newsletters?|descriptions?|letters?|replies|answers|articles?|summaries|texts|posts|emails?|reports?|documents?"
    r"|examples?|outputs?|translations?|contracts?|tickets?)"
)

MEASURED: tuple[Phrase, ...] = (
    phrase(
        "prompting_tried",
        r"\b(?:our|the|my) (?:\w+ )?prompt (?:is|has|got) (?:now |already |grown )"
        r"|\balready (?:have|has) [^.!?;\n]{0,40}? in (?:the|our) (?:system )?prompt\b",
        True,
    ),
    phrase(
        "labelled_examples",
        rf"N (?:[\w-]{{1,20}} ){{0,2}}?(?:cases?|narratives|{_TEXTS})(?: ?,)? (?:that (?:are|were) )?(?:already |all )?"
        r"(?:coded|labell?ed|classified|tagged|annotated|scored|graded)"
        r" by (?:humans?|hand|people|experts?|staff|our \w+)\b",
        number,
    ),
    phrase("prompting_tried", rf"\b{_NOW}\b[^.!?;\n]{{0,25}}?\bprompt(?:ing)?\b", True),
    phrase(
        "prompting_tried",
        r"\bprompt(?:ing|s)?\b[^.!?;\n]{0,30}?\b(?:gets?|got|reach\w*|gives?|scores?|works|is at)\b"
        rf"[^.!?;\n]{{0,25}}?N{_PERCENT}",
        True,
    ),
    phrase(
        "few_shot_suffices",
        rf"\bprompt\b[^!?;\n]{{0,60}}?N{_PERCENT} (?:accura\w+|right|correct|quality|precision|recall|f1)"
        r"[^.!?;\n]{0,30}?\b(?:wants?|needs?|requires?|demands?|target|goal)\b[^.!?;\n]{0,15}?M",
        False,
    ),
    phrase("labelled_examples", rf"N (?:[\w-]{{1,20}} ){{0,2}}?(?:approved|accepted|signed[- ]off) {_TEXTS}\b", number),
    phrase(
        "labelled_examples",
        rf"N {_TEXTS} (?:that )?(?:we|our|the) (?:\w+ ){{0,2}}?(?:are|is) (?:\w+ )?(?:happy|satisfied|pleased) with\b",
        number,
    ),
)
