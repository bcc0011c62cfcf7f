"""Documents into chunks: on headings and sentence ends, never above the embedder's window, offsets exact."""

import hashlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from indexer.blocks import Block, BlockKind, blocks, is_markdown
from indexer.headings import question_of, wordings_at
from indexer.model import Chunk, Document
from indexer.sentences import sentence_spans

CHUNKING_VERSION = "5"
"""Part of an index's identity: another value means that every document is chunked again."""

TARGET_TOKENS = 128
"""Chunks are filled up to this many model tokens. See docs/decisions/0002-chunks-and-fusion.md for the measurement."""

ANSWER_TOKENS = 240
"""The same under a heading that is a question, as what answers it is told whole; the embedder reads 254."""

REACH = 2
"""How many chunks before and behind a chunk belong to its surroundings (same measurement)."""

MAX_CHARACTERS = 2_400
"""A chunk's length bound where tokens say little: a word of 10,000 letters is one unknown token."""

Span = tuple[int, int]
TokenOffsets = Callable[[str], Sequence[Span]]


@dataclass(frozen=True, slots=True)
class _Section:
    heading: tuple[str, ...]
    sentences: tuple[Span, ...]


def chunk_document(document: Document, token_offsets: TokenOffsets, target: int = TARGET_TOKENS) -> list[Chunk]:
    """The chunks of a document's body in order: disjoint, each at most `target` tokens, none crossing a heading.

    Under a heading that is a question they have up to `ANSWER_TOKENS`. A paragraph of other wordings has none: it is
    for the words' index alone. Every character of the body that is not white space lies in exactly one chunk.
    """
    ruler = _Ruler(document, token_offsets)
    pieces = [
        (section.heading, span)
        for section in _sections(document)
        for span in _pack(section.sentences, ruler, _target(section, document, target))
        if not document.text[slice(*span)].isspace()  # a cut through thousands of blanks leaves some without a word
    ]
    texts = [document.text[start:end] for _, (start, end) in pieces]
    seen: Counter[str] = Counter()
    chunks = []
    for place, (heading, (start, end)) in enumerate(pieces):
        identity = _identity(document, heading, texts[place], surroundings(texts, place))
        seen[identity] += 1
        key = hashlib.sha256(f"{identity}\x1f{seen[identity]}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
        chunks.append(Chunk(key, document.source, heading, start, end, texts[place]))
    return chunks


def _target(section: _Section, document: Document, target: int) -> int:
    return ANSWER_TOKENS if question_of(section.heading, document.title) else target


def surroundings(texts: Sequence[str], place: int) -> str:
    """The text at `place` in a document's chunks with those up to `REACH` before and behind it."""
    return "\n".join(texts[max(0, place - REACH) : place + REACH + 1])


def _identity(document: Document, heading: tuple[str, ...], text: str, around: str) -> str:
    """All that is stored under a chunk's id: what Chroma and the lexical index hold is never outdated."""
    place = (document.source, document.title, *sorted(document.audience), *heading)
    return "\x1f".join((*place, text, around))


class _Ruler:
    """Counts the model tokens of any span of one document, from one pass over it."""

    def __init__(self, document: Document, token_offsets: TokenOffsets) -> None:
        text, body = document.text, document.body
        starts = [body + start for start, _ in token_offsets(text[body:])]
        for start, end in reversed(wordings_at(text, body, markdown=is_markdown(document.source))):
            del starts[bisect_left(starts, start) : bisect_left(starts, end)]
        self._starts = starts

    def tokens(self, start: int, end: int) -> int:
        return bisect_left(self._starts, end) - bisect_left(self._starts, start)

    def fits(self, start: int, end: int, target: int) -> bool:
        return end - start <= MAX_CHARACTERS and self.tokens(start, end) <= target

    def reach(self, start: int, end: int, target: int) -> int:
        """The furthest offset up to `end` so that the span from `start` fits."""
        first = bisect_left(self._starts, start)
        limit = self._starts[first + target] if first + target < len(self._starts) else end
        return max(start + 1, min(end, limit, start + MAX_CHARACTERS))


def _sections(document: Document) -> Iterator[_Section]:
    path: list[tuple[int, str]] = []
    sentences: list[Span] = []
    only_heading = True
    for block in blocks(document.text, document.body, markdown=is_markdown(document.source)):
        if block.kind is BlockKind.HEADING:
            # A heading without text of its own stays with the section below it.
            if sentences and not only_heading:
                yield _Section(tuple(title for _, title in path), tuple(sentences))
                sentences = []
            path = [(level, title) for level, title in path if level < block.level]
            path.append((block.level, _heading_title(document.text, block)))
            only_heading = only_heading if sentences else True
        else:
            only_heading = False
        sentences.extend(_sentences(document.text, block))
    if sentences:
        yield _Section(tuple(title for _, title in path), tuple(sentences))


def _sentences(text: str, block: Block) -> list[Span]:
    if block.kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
        return sentence_spans(text, block.start, block.end)
    return [(block.start, block.end)]


def _heading_title(text: str, block: Block) -> str:
    return text[block.start : block.end].strip().strip("#").strip()


def _pack(sentences: Sequence[Span], ruler: _Ruler, target: int) -> Iterator[Span]:
    """Sentences joined greedily while they fit; a sentence that never fits is cut."""
    current: Span | None = None
    for start, end in sentences:
        if current and ruler.fits(current[0], end, target):
            current = (current[0], end)
            continue
        if current:
            yield current
        *cut, current = _cut(start, end, ruler, target)
        yield from cut
    if current:
        yield current


def _cut(start: int, end: int, ruler: _Ruler, target: int) -> list[Span]:
    pieces = []
    while not ruler.fits(start, end, target):
        reach = ruler.reach(start, end, target)
        pieces.append((start, reach))
        start = reach
    return [*pieces, (start, end)]
