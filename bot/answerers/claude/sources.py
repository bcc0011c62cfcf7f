"""The passages as Claude may cite them, and the way back: from a citation to the document's own characters."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.model import Quote
from indexer.blocks import blocks, is_markdown
from indexer.headings import wordings_at
from indexer.model import Passage
from indexer.sentences import sentence_spans

_HEADINGS = re.compile(r"(?:\s*#{1,6}[ \t][^\n]*(?:\n|$))*\s*")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as Claude made it, unverified: the blocks `start` to `end` (half-open) of one search result."""

    result: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """A passage cut into what can be cited: sentences, items and rows. Together the spans hold the whole passage."""

    passage: Passage
    spans: tuple[Span, ...]

    def texts(self) -> list[str]:
        """The text of each block, in order."""
        return [self.passage.text[start:end] for start, end in self.spans]

    def named(self) -> tuple[str, ...]:
        """All that Claude is given of it: the text, and what it is called by."""
        return self.passage.source, self.passage.title, *self.passage.heading, self.passage.text


def sources(passages: Sequence[Passage], room: int) -> tuple[Source, ...]:
    """The passages, best first, as many as fit into `room` characters; the first is cut when it alone does not."""
    kept: list[Source] = []
    for passage in passages:
        most = _answering(passage)
        if most > room and kept:
            continue
        end = min(room, most)
        fitting = replace(passage, text=passage.text[:end], end=passage.start + end)
        spans = _citable(fitting)
        if spans:
            kept.append(Source(fitting, spans))
            room -= len(fitting.text)
    return tuple(kept)


def _answering(passage: Passage) -> int:
    """How much of a passage is to be answered from: other wordings of its question at its end are not."""
    wordings = wordings_at(passage.text, markdown=is_markdown(passage.source))
    start, end = wordings[-1] if wordings else (0, 0)
    return start if wordings and not passage.text[end:].strip() else len(passage.text)


def located(cited: Cited, given: Sequence[Source]) -> Quote | None:
    """The quote that a citation stands for; None when it points at nothing or its text is not what stands there.

    The offsets are computed from what was sent; of what Claude says, the text only has to agree, white space aside.
    """
    if not 0 <= cited.result < len(given):
        return None
    source = given[cited.result]
    if not 0 <= cited.start < cited.end <= len(source.spans):
        return None
    start, end = source.spans[cited.start][0], source.spans[cited.end - 1][1]
    text = source.passage.text[start:end]
    begin = _leading(text, source.passage)
    said = text[begin:].rstrip()
    if not said or text.split() != cited.text.split():
        return None
    at = source.passage.start + start + begin
    return Quote(source.passage.source, at, at + len(said), said, source.passage.heading)


def every(given: Sequence[Source]) -> Iterator[tuple[Passage, Quote]]:
    """All that can be cited: each sentence, item and row with its passage."""
    for result, source in enumerate(given):
        for at, text in enumerate(source.texts()):
            quote = located(Cited(result, at, at + 1, text), given)
            if quote is not None:
                yield source.passage, quote


def _leading(text: str, passage: Passage) -> int:
    """How much of the text is white space and headings: a heading alone is evidence for nothing."""
    headings = _HEADINGS.match(text) if is_markdown(passage.source) else None
    return headings.end() if headings else len(text) - len(text.lstrip())


def _citable(passage: Passage) -> tuple[Span, ...]:
    """Spans that begin at each sentence, item or row and end where the next begins; none is blank."""
    text = passage.text
    markdown = is_markdown(passage.source)
    found = [span for block in blocks(text, markdown=markdown) for span in sentence_spans(text, block.start, block.end)]
    if not found:
        return ()
    starts = [0, *(start for start, _ in found[1:])]
    return tuple(zip(starts, [*starts[1:], len(text)], strict=True))
