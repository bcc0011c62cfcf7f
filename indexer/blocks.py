"""The lines of a document, grouped into the blocks that a reader sees: headings, paragraphs, items, rows, code."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto


class BlockKind(Enum):
    """What a block is; a heading opens a section."""

    HEADING = auto()
    PARAGRAPH = auto()
    ITEM = auto()
    ROW = auto()
    CODE = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """`text[start:end]` without the line break behind it. `level` is 1 to 6 for headings, else 0."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0


_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_ATX = re.compile(r"(#{1,6})[ \t]+\S")
_ITEM = re.compile(r"[ \t]*(?:[-*+•–·]|\d{1,3}[.)])[ \t]+\S")
_LONE_MARK = re.compile(r"[ \t]*(?:[-*+•])[ \t]*$")
_FENCE = re.compile(r"[ \t]{0,3}(```|~~~)")
_SOFT_WRAP_LIMIT = 120  # characters; wider lines are paragraphs of their own, not wrapped prose


def is_markdown(source: str) -> bool:
    """Whether a document has Markdown in it: all but plain text files."""
    return not source.lower().endswith(".txt")


def blocks(text: str, start: int = 0, *, markdown: bool = True) -> Iterator[Block]:
    """The blocks of `text[start:]` in order; together they hold every character but line breaks and blank lines.

    In plain text (`markdown=False`) a short line that reads like a title counts as a level 2 heading.
    """
    lines = [m.span() for m in _LINE.finditer(text, start) if not m.group().isspace()]
    width = max((end - begin for begin, end in lines), default=0)
    paragraph: list[tuple[int, int]] = []
    fenced = False
    for index, (begin, end) in enumerate(lines):
        line = text[begin:end]
        kind, level = _kind(line, fenced=fenced, markdown=markdown)
        if _FENCE.match(line):
            fenced = not fenced
        if kind is BlockKind.PARAGRAPH and not markdown and _reads_like_a_title(text, lines, index):
            kind, level = BlockKind.HEADING, 2
        if kind is not BlockKind.PARAGRAPH:
            yield from _close(paragraph)
            paragraph = []
            yield Block(kind, begin, end, level)
            continue
        if paragraph and not _continues(text, paragraph[-1], (begin, end), width):
            yield from _close(paragraph)
            paragraph = []
        paragraph.append((begin, end))
    yield from _close(paragraph)


def _close(paragraph: list[tuple[int, int]]) -> Iterator[Block]:
    if paragraph:
        yield Block(BlockKind.PARAGRAPH, paragraph[0][0], paragraph[-1][1])


def _kind(line: str, *, fenced: bool, markdown: bool) -> tuple[BlockKind, int]:
    if fenced or _FENCE.match(line):
        return BlockKind.CODE, 0
    if markdown and (atx := _ATX.match(line)):
        return BlockKind.HEADING, len(atx.group(1))
    if line.lstrip().startswith("|"):
        return BlockKind.ROW, 0
    if _ITEM.match(line) or _LONE_MARK.match(line):
        return BlockKind.ITEM, 0
    return BlockKind.PARAGRAPH, 0


def _continues(text: str, before: tuple[int, int], here: tuple[int, int], width: int) -> bool:
    """Whether the line break between two lines is a soft wrap: the next word would not have fitted."""
    between = text[before[1] : here[0]]
    if len(between.replace("\r\n", "\n")) > 1 or width > _SOFT_WRAP_LIMIT:
        return False
    first_word = text[here[0] : here[1]].split(maxsplit=1)[0]
    return before[1] - before[0] + 1 + len(first_word) > 0.8 * width


def _reads_like_a_title(text: str, lines: list[tuple[int, int]], index: int) -> bool:
    begin, end = lines[index]
    line = text[begin:end].strip()
    if not (3 <= len(line) <= 80 and len(line.split()) <= 12 and line[-1] not in ".,;:!|") or index + 1 == len(lines):
        return False
    alone = index == 0 or "\n" in text[lines[index - 1][1] : begin]
    next_line = text[slice(*lines[index + 1])].strip()
    return alone and (line[0].isupper() or line[0].isdigit()) and len(next_line) > len(line)
