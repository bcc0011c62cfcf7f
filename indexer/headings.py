"""Headings that are questions, with the answer below them and other wordings of the question."""

from collections.abc import Sequence

from indexer.blocks import BlockKind, blocks

ALSO_ASKED = "Also asked:"
"""Begins a paragraph under such a heading that holds the same question in other wordings, each with its own "?"."""

Span = tuple[int, int]


def question_of(heading: Sequence[str], title: str) -> str:
    """The question that a section stands under and answers, "" where its last heading is none.

    A document's title is over all of its sections, and none of them answers it alone.
    """
    last = heading[-1] if heading else ""
    return last if last.rstrip().endswith("?") and last != title else ""


def wordings_at(text: str, start: int = 0, *, markdown: bool = True) -> list[Span]:
    """Where the paragraphs of other wordings stand in `text[start:]`: they serve to find what they stand with."""
    if ALSO_ASKED not in text:
        return []
    found = blocks(text, start, markdown=markdown)
    return [
        (block.start, block.end)
        for block in found
        if block.kind is BlockKind.PARAGRAPH and text.startswith(ALSO_ASKED, block.start)
    ]


def wordings_of(text: str, *, markdown: bool = True) -> list[str]:
    """The other wordings in a text, each with its "?"."""
    said = (text[start + len(ALSO_ASKED) : end] for start, end in wordings_at(text, markdown=markdown))
    return [f"{wording.strip()}?" for line in said for wording in line.split("?") if wording.strip()]


def without_wordings(text: str, *, markdown: bool = True) -> str:
    """The text without those paragraphs."""
    for start, end in reversed(wordings_at(text, markdown=markdown)):
        text = f"{text[:start].rstrip()}\n\n{text[end:].lstrip()}".strip()
    return text


def answer_of(text: str, *, markdown: bool = True) -> str:
    """The first paragraph of a section, without headings and other wordings; "" where it has none."""
    said = without_wordings(text, markdown=markdown)
    found = (block for block in blocks(said, markdown=markdown) if block.kind is not BlockKind.HEADING)
    first = next(found, None)
    return said[first.start : first.end] if first else ""
