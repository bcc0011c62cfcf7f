"""What every message is made of: a few sentences, a section, a small grey line, within Slack's limits."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bot.slack.controls import plain_text
from bot.slack.mrkdwn import fitted, from_markdown, pieces, shortened

Block = dict[str, object]

# Slack refuses a section over 3,000 characters, a message over 50 blocks and, by experience, about 13,000
# characters over all blocks (bolt-js#2509): no message of ours has over 10,000.
SECTION = 2_900
FALLBACK = 3_000  # the `text` beside the blocks: chat.update refuses over 4,000

PLACEHOLDER = "Looking in the knowledge folder…"
STATUS = "is reading the knowledge folder…"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message: its blocks, and the same in one text for notifications, screen readers and search.

    Of an answer or a decline also the two parts that a stream shows: `markdown`, then the blocks `below` it. None for
    what is never streamed.
    """

    text: str
    blocks: tuple[Block, ...]
    markdown: str | None = None
    below: tuple[Block, ...] = ()


def apology(reference: str) -> Rendered:
    """What an asker sees when Advisor failed; the reference is in the log beside the cause."""
    return note(f"Sorry, something went wrong on my side. Reference: {reference}.")


def help_text(trouble: str = "") -> Rendered:
    """How to ask, after what was wrong with the way somebody asked."""
    return note(
        f"{trouble}\n\n"
        "I answer questions about prompting, RAG and fine-tuning, and about whatever else is in the knowledge "
        "folder, with the exact passages.\n"
        "- In a channel: `@Advisor We have 300 labelled examples. Fine-tune or RAG?`\n"
        "- In a thread where I answered, or in a direct message: just ask.\n"
        "- Only for you: `/advisor ask What is LoRA?`\n"
        "- To check a decision: `@Advisor check We have 300 examples, docs change weekly`, in its thread too; only for "
        "you: `/advisor check`, which opens a form.\n"
        "- On any message: More actions > *Ask Advisor about this* or *Check this decision*.\n"
        "- What I know, and how old it is: `/advisor status`\n"
        "- For admins: `/advisor gaps` (what people asked in vain), `/advisor settings` (this channel's settings)\n"
        "- This help: `/advisor help`"
    )


def note(markdown: str) -> Rendered:
    """A message of a few sentences."""
    return Rendered(fitted(markdown, FALLBACK, from_markdown), tuple(sections(markdown, SECTION)))


def sections(markdown: str, limit: int) -> Iterator[Block]:
    """The Markdown in sections, in about `limit` characters over all."""
    short = shortened(markdown.strip(), limit, from_markdown)
    return (section(piece) for piece in pieces(short, SECTION, from_markdown) if piece)


def minute(moment: datetime) -> str:
    """A moment as people read it, in UTC."""
    when = moment.astimezone(UTC)
    return f"{day(when)}, {when:%H:%M} UTC"


def day(of: date) -> str:
    """A day as people read it: 3 Mar 2026."""
    return f"{of.day} {of:%b %Y}"


def age(of: date | None) -> str:
    """How old a document is, by its own date: it was checked, else published, then."""
    return f"as of {day(of)}" if of else "no date given"


def header(text: str) -> Block:
    """A heading of our own words, at most 150 characters."""
    return {"type": "header", "text": plain_text(text)}


def section(mrkdwn: str) -> Block:
    """A paragraph of finished mrkdwn, at most 3,000 characters."""
    return {"type": "section", "expand": True, "text": mrkdwn_text(mrkdwn)}


def context(mrkdwn: str) -> Block:
    """A small grey line of finished mrkdwn."""
    return {"type": "context", "elements": [mrkdwn_text(mrkdwn)]}


def mrkdwn_text(mrkdwn: str) -> Block:
    """A text object of finished mrkdwn."""
    # verbatim: Slack is to find no links or channel names of its own in a document's words.
    return {"type": "mrkdwn", "text": mrkdwn, "verbatim": True}
