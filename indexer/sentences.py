"""Sentence boundaries with exact offsets; abbreviations and decimals do not end a sentence."""

import re

_END = re.compile(r"""[.!?…。！？]+["'”’)\]*_]*(?=\s+["'“‘(\[*_]*[^\W_]|\s*$)|[。！？]""")
_ABBREVIATIONS = frozenset(
    (
        *("e.g", "i.e", "etc", "vs", "cf", "al", "approx", "resp", "dr", "mr", "mrs", "ms", "prof", "inc", "ltd"),
        *("co", "corp", "st", "no", "fig", "eq", "sec", "ch", "vol", "pp", "u.s", "u.k", "bzw", "z.b", "ca", "bspw"),
        *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"),
    )
)
_LAST_WORD = re.compile(r"([^\s(\[\"“]+)$")


def sentence_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Half-open spans of the sentences of `text[start:end]`, trimmed of white space, in order."""
    spans: list[tuple[int, int]] = []
    begin = start
    for match in _END.finditer(text, start, end):
        if _is_abbreviation(text, begin, match, end):
            continue
        _append_trimmed(spans, text, begin, match.end())
        begin = match.end()
    _append_trimmed(spans, text, begin, end)
    return spans


def _append_trimmed(spans: list[tuple[int, int]], text: str, begin: int, end: int) -> None:
    piece = text[begin:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    if left < right:
        spans.append((begin + left, begin + right))


def _is_abbreviation(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    if match.group() != "." or match.end() >= end:
        return False
    # 40 characters back hold any abbreviation; a longer look would make long unbroken text quadratic.
    word = _LAST_WORD.search(text[max(begin, match.start() - 40) : match.start()])
    if word is None:
        return False
    last = word.group(1).lower()
    return last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha()) or _numbers_an_item(text, begin, match)


def _numbers_an_item(text: str, begin: int, match: re.Match[str]) -> bool:
    """`1. Prompting first` is one sentence, not the sentence `1.` and another."""
    head = text[begin : match.start()].strip()
    return head.isdigit() and len(head) <= 3
