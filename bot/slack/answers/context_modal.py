"""Pure rendering: a source in its context, in a modal: the quote between the words that stand round it."""

from collections.abc import Iterator
from datetime import date, datetime

from bot.model import Citation
from bot.slack.blocks import Block, age, context, day, minute, section
from bot.slack.modals import window
from bot.slack.mrkdwn import fitted, link, literal, one_line, shortened, words
from bot.standing import Standing, after, before

ROUND = 900  # characters on either side: a paragraph or two, which a phone shows on a screen and a half
QUOTE, TITLE, PATH = 2_400, 200, 300

MOVED = "The document was changed after this answer. The passage still says the same."
CHANGED = (
    "The document was changed after this answer, and does not say this any more in these words. "
    "What was quoted is below. Ask again for an answer from what it says now."
)
GONE = (
    "I cannot show this document: it is not in the knowledge folder any more, or not among those that you may read. "
    "Ask again for an answer from what is there now."
)


def in_context(citation: Citation, found: Standing, today: date) -> Block:
    """The passage where it stands in the document as it is indexed now."""
    document = found.document
    expires = document.expires
    marks = [age(document.as_of or document.published)]
    if expires and document.expired(today):
        marks.append(f"*Expired on {day(expires)}*: check before you rely on it")
    return _modal(
        _title(document.title, document.url),
        *_lines(" › ".join(part for part in citation.heading if part != document.title), *marks),
        *([context(MOVED)] if found.moved else []),
        _passage(found),
        *_lines(document.source),
    )


def changed(citation: Citation, index_as_of: datetime | None) -> Block:
    """What was quoted from a document that says something else now; the clicker may read the document."""
    quoted = _rich(_quote(citation.quote))
    return _modal(_title(citation.title, citation.url), section(CHANGED), quoted, *_version(citation, index_as_of))


def gone(citation: Citation, index_as_of: datetime | None) -> Block:
    """That a document is gone, or not for the one who clicked: the two look the same, and show no word of it."""
    return _modal(section(GONE), *_version(citation, index_as_of))


def _modal(*blocks: Block) -> Block:
    """A modal that only shows."""
    return window("Source in context", blocks)


def _title(title: str, url: str | None) -> Block:
    return section(f"*{link(url, shortened(title, TITLE))}*")


def _lines(path: str, *marks: str) -> Iterator[Block]:
    parts = [part for part in (fitted(path, PATH, one_line), *marks) if part]
    if parts:
        yield context(" · ".join(parts))


def _passage(found: Standing) -> Block:
    """The words before, the quote marked, the words after. Rich text: nothing in it is markup to Slack."""
    leading, following = words(before(found, ROUND)).strip(), words(after(found, ROUND)).strip()
    return _rich(*_plain(leading), _quote(found.quote), *_plain(following))


def _quote(text: str) -> Block:
    """The passage: behind a bar and bold, as Slack has no marker pen."""
    return {"type": "rich_text_quote", "elements": [_text(words(text[:QUOTE]), bold=True)]}


def _plain(text: str) -> Iterator[Block]:
    if text:
        yield {"type": "rich_text_section", "elements": [_text(text)]}


def _rich(*parts: Block) -> Block:
    return {"type": "rich_text", "elements": list(parts)}


def _text(text: str, *, bold: bool = False) -> Block:
    element: Block = {"type": "text", "text": literal(text)}
    return element | {"style": {"bold": True}} if bold else element


def _version(citation: Citation, index_as_of: datetime | None) -> Iterator[Block]:
    """Which version the answer was made from."""
    parts = [f"The answer was made from the index as of {minute(index_as_of)}"] if index_as_of else []
    if citation.as_of:
        parts.append(f"the document as of {day(citation.as_of)}")
    if parts:
        yield context(", ".join(parts) + ".")
