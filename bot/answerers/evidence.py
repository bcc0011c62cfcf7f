"""Passages taken apart into the pieces that can answer: sentences, list items, table rows, each with its offsets."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.answerers.rows import Row
from bot.model import Quote
from indexer.blocks import Block, BlockKind, blocks, is_markdown
from indexer.headings import wordings_at
from indexer.model import Passage
from indexer.sentences import sentence_spans

_LEANS_BACK = re.compile(
    r"(?:this|that|these|those|it|its|they|their|them|such|here|both|either|neither|instead|otherwise|however|but|"
    r"so|then|also|and|or|yet|for example|for instance|in short|as a result|therefore|the same|the (?:former|latter)|"
    r"the (?:two|three|four|five|six|seven) \w+|the others?|another|in (?:that|this|such)|with (?:that|this|such)|"
    r"for (?:that|this|such)|think of it)\b(?! (?:is|are) (?:usually )?(?:true|important))"
    r"|(?:[\w'’-]+ ){1,5}(?:also|therefore|then|too)\b",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(r"\b(?P<count>two|three|four|five)\s+(?:\w+\s+)?\w+s\.$", re.IGNORECASE)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5}
_MOST_WORDS_TO_ANNOUNCE = 8
_MARKER = re.compile(r"^[ \t]*(?:(?:[-*+•–·]|\d{1,3}[.)])[ \t]+|>[ \t]*)+")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*\)")
_EMPHASIS = re.compile(r"(\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w))")
_NUMBER_MARK = re.compile(r"\[(\d+)\]")
_RULE = re.compile(r"[|\s:–-]*")
_SHORT_ITEM = 12  # words: a longer item of a list stands by itself


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of a passage that can be said: its words as prose, the exact quotes behind them, where it stands.

    `place` counts the pieces of a passage from 0. `paragraph` is what it is a sentence of, None for an item of a list
    or a row of a table. `alone` is the same without the sentence that it leans on, for when
    that one has just been said; None when it leans on none. `is_item` tells the first sentence of an item of a list;
    `row` is set for a row of a table.
    """

    prose: str
    quotes: tuple[Quote, ...]
    passage: Passage
    is_question: bool = False
    place: int = 0
    paragraph: Quote | None = None
    alone: "Evidence | None" = None
    is_item: bool = False
    row: Row | None = None


def evidence_of(passage: Passage) -> list[Evidence]:
    """Everything in a passage that can be said, in its order; not headings, code and other wordings of questions."""
    return [replace(piece, place=place) for place, piece in enumerate(_pieces(passage))]


def _pieces(passage: Passage) -> list[Evidence]:
    markdown = is_markdown(passage.source)
    wordings = {start for start, _ in wordings_at(passage.text, markdown=markdown)}
    found = [block for block in blocks(passage.text, markdown=markdown) if block.start not in wordings]
    pieces: list[Evidence] = []
    header: Sequence[str] = ()
    above: Block | None = None
    table = 0
    leads: Block | None = None  # the line that introduces the list we are in
    for block in found:
        if block.kind is BlockKind.CODE:
            continue
        if block.kind is BlockKind.ROW:
            if above is not None and _RULE.fullmatch(passage.text[block.start : block.end]):
                header, table = _cells(passage.text[above.start : above.end]), passage.start + above.start
                pieces = [piece for piece in pieces if piece.quotes[0].start != table]
            pieces += _row(passage, block, header, table)
            above = block
            continue
        header, above = (), None
        if block.kind is not BlockKind.HEADING:
            found_here = _sentences(passage, block, leads if block.kind is BlockKind.ITEM else None)
            paragraph = _quote(passage, block.start, block.end) if block.kind is BlockKind.PARAGRAPH else None
            pieces += (replace(piece, paragraph=paragraph) for piece in found_here)
        if block.kind is not BlockKind.ITEM:
            leads = block if _introduces(passage.text, block) else None
    return pieces


def _sentences(passage: Passage, block: Block, leads: Block | None) -> Iterator[Evidence]:
    spans = sentence_spans(passage.text, block.start, block.end)
    for index, (start, end) in enumerate(spans):
        text = passage.text[start:end]
        if text.rstrip().endswith(":"):
            continue
        if index and _LEANS_BACK.match(plain(text)):
            yield replace(_said(passage, spans[index - 1][0], end), alone=_said(passage, start, end))
        elif index == 0 and block.kind is BlockKind.ITEM and leads is None:
            yield replace(_said(passage, start, end), is_item=True)
        elif leads is not None and index == 0 and len(plain(text).split()) < _SHORT_ITEM:
            yield _led(passage, _last_sentence(passage.text, leads), (start, end))
        else:
            yield _said(passage, start, spans[min(index + _announced(text), len(spans) - 1)][1])


def _said(passage: Passage, start: int, end: int) -> Evidence:
    text = passage.text[start:end]
    asks = text.rstrip("\"'”’) \n").endswith("?")
    return Evidence(plain(text), (_quote(passage, start, end),), passage, is_question=asks)


def _led(passage: Passage, lead: tuple[int, int], item: tuple[int, int]) -> Evidence:
    """A short item with the line that introduces it; alone when an item of the same list has just brought the line."""
    alone = _said(passage, *item)
    prose = f"{plain(passage.text[slice(*lead)])} {alone.prose}"
    quotes = (_quote(passage, *lead), *alone.quotes)
    return replace(alone, prose=prose, quotes=quotes, alone=alone, is_item=True)


def _announced(text: str) -> int:
    """How many sentences a short one such as "RAG has two steps." promises."""
    found = _ANNOUNCES.search(text) if len(text.split()) <= _MOST_WORDS_TO_ANNOUNCE else None
    return _COUNTS[found["count"].lower()] if found else 0


def _introduces(text: str, block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and text[block.start : block.end].rstrip().endswith(":")


def _last_sentence(text: str, block: Block) -> tuple[int, int]:
    return sentence_spans(text, block.start, block.end)[-1]


def _row(passage: Passage, block: Block, header: Sequence[str], table: int) -> Iterator[Evidence]:
    line = passage.text[block.start : block.end]
    cells = _cells(line)
    if _RULE.fullmatch(line) or len(cells) < 2 or (len(cells) > 2 and len(header) != len(cells)):
        return  # cells whose columns are not known would be said of the wrong thing
    names = header[1:] if len(cells) > 2 else ("",)
    row = Row(cells[0], tuple(pair for pair in zip(names, cells[1:], strict=True) if pair[1]), table)
    if not row.cells:
        return
    start = block.start + len(line) - len(line.lstrip())
    yield Evidence(row.prose, (_quote(passage, start, block.start + len(line.rstrip())),), passage, row=row)


def _cells(line: str) -> list[str]:
    return [plain(cell) for cell in line.strip().strip("|").split("|")]


def _quote(passage: Passage, start: int, end: int) -> Quote:
    return Quote(passage.source, passage.start + start, passage.start + end, passage.text[start:end], passage.heading)


def plain(markup: str) -> str:
    """The words without list marks, emphasis and link targets; a number in brackets must not pass for a citation."""
    text = _LINK.sub(r"\1", _MARKER.sub("", markup))
    text = _NUMBER_MARK.sub(r"(\1)", _EMPHASIS.sub("", text))
    return " ".join(text.split())
