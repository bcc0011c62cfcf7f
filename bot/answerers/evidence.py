"""Passages taken apart into the pieces that can answer: sentences, list items, table rows, each with its offsets."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.model import Quote
from indexer.blocks import Block, BlockKind, blocks
from indexer.model import Passage
from indexer.sentences import sentence_spans

_LEANS_BACK = re.compile(
    r"(?:this|that|these|those|it|its|they|their|them|such|here|both|either|neither|instead|otherwise|however|but|"
    r"so|then|also|and|or|yet|think of it)\b(?! (?:is|are) (?:usually )?(?:true|important))",
    re.IGNORECASE,
)
_MARKER = re.compile(r"^[ \t]*(?:(?:[-*+•–·]|\d{1,3}[.)])[ \t]+|>[ \t]*)+")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\s]*\)")
_EMPHASIS = re.compile(r"(\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w))")
_NUMBER_MARK = re.compile(r"\[(\d+)\]")
_RULE = re.compile(r"[|\s:–-]*")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of a passage that can be said: its words as prose, the exact quotes behind them, where it stands."""

    prose: str
    quotes: tuple[Quote, ...]
    passage: Passage
    is_question: bool = False


def evidence_of(passage: Passage) -> list[Evidence]:
    """Everything in a passage that can be said, in its order; headings and code are not."""
    markdown = not passage.source.lower().endswith(".txt")
    found = [block for block in blocks(passage.text, markdown=markdown) if block.kind is not BlockKind.CODE]
    pieces: list[Evidence] = []
    header: Sequence[str] = ()
    above: Block | None = None
    leads: Block | None = None  # the line that introduces the list we are in
    for block in found:
        if block.kind is BlockKind.ROW:
            if above is not None and _RULE.fullmatch(passage.text[block.start : block.end]):
                header = _cells(passage.text[above.start : above.end])
                pieces = [piece for piece in pieces if piece.quotes[0].start != passage.start + above.start]
            pieces += _row(passage, block, header)
            above = block
            continue
        header, above = (), None
        if block.kind is not BlockKind.HEADING:
            pieces += _sentences(passage, block, leads if block.kind is BlockKind.ITEM else None)
        if block.kind is not BlockKind.ITEM:
            leads = block if _introduces(passage.text, block) else None
    return pieces


def _sentences(passage: Passage, block: Block, leads: Block | None) -> Iterator[Evidence]:
    spans = sentence_spans(passage.text, block.start, block.end)
    for index, (start, end) in enumerate(spans):
        text = passage.text[start:end]
        if text.rstrip().endswith(":"):
            continue
        first = spans[index - 1][0] if index and _LEANS_BACK.match(_plain(text)) else start
        quotes: tuple[Quote, ...] = (_quote(passage, first, end),)
        prose = _plain(passage.text[first:end])
        if leads is not None and index == 0 and len(prose.split()) < 12:
            lead_start, lead_end = _last_sentence(passage.text, leads)
            quotes = (_quote(passage, lead_start, lead_end), *quotes)
            prose = f"{_plain(passage.text[lead_start:lead_end])} {prose}"
        yield Evidence(prose, quotes, passage, is_question=text.rstrip("\"'”’)").endswith("?"))


def _introduces(text: str, block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and text[block.start : block.end].rstrip().endswith(":")


def _last_sentence(text: str, block: Block) -> tuple[int, int]:
    return sentence_spans(text, block.start, block.end)[-1]


def _row(passage: Passage, block: Block, header: Sequence[str]) -> Iterator[Evidence]:
    line = passage.text[block.start : block.end]
    cells = _cells(line)
    if _RULE.fullmatch(line) or len(cells) < 2 or (len(cells) > 2 and len(header) != len(cells)):
        return  # cells whose columns are not known would be said of the wrong thing
    names = header[1:] if len(cells) > 2 else ("",)
    said = "; ".join(f"{name}: {cell}" if name else cell for name, cell in zip(names, cells[1:], strict=True) if cell)
    start = block.start + len(line) - len(line.lstrip())
    yield Evidence(f"{cells[0]} – {said}.", (_quote(passage, start, block.start + len(line.rstrip())),), passage)


def _cells(line: str) -> list[str]:
    return [_plain(cell) for cell in line.strip().strip("|").split("|")]


def _quote(passage: Passage, start: int, end: int) -> Quote:
    return Quote(passage.source, passage.start + start, passage.start + end, passage.text[start:end], passage.heading)


def _plain(markup: str) -> str:
    """The words without list marks, emphasis and link targets; a number in brackets must not pass for a citation."""
    text = _LINK.sub(r"\1", _MARKER.sub("", markup))
    text = _NUMBER_MARK.sub(r"(\1)", _EMPHASIS.sub("", text))
    return " ".join(text.split())
