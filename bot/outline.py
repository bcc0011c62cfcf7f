"""The headings of a document, and which of them a place stands under."""

from bisect import bisect_right
from dataclasses import dataclass

from indexer.blocks import BlockKind, blocks, is_markdown
from indexer.model import Document


@dataclass(frozen=True, slots=True)
class Section:
    """A heading's path, outermost first, and the text under it up to the next heading: `document.text[start:end]`."""

    path: tuple[str, ...]
    start: int
    end: int


def sections(document: Document) -> tuple[Section, ...]:
    """The document's sections in order; what stands before the first heading has an empty path."""
    markdown = is_markdown(document.source)
    found: list[Section] = []
    path: list[tuple[int, str]] = []
    begin = document.body
    for block in blocks(document.text, document.body, markdown=markdown):
        if block.kind is BlockKind.HEADING:
            found.append(Section(tuple(title for _, title in path), begin, block.start))
            title = document.text[block.start : block.end].strip().strip("#").strip()
            path = [(level, name) for level, name in path if level < block.level] + [(block.level, title)]
            begin = block.end
    return (*found, Section(tuple(title for _, title in path), begin, len(document.text)))


def heading_at(outline: tuple[Section, ...], position: int) -> tuple[str, ...]:
    """The path of the heading that this place stands under."""
    index = bisect_right([section.start for section in outline], position) - 1
    return outline[max(index, 0)].path
