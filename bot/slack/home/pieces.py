"""The blocks that both halves of the Home tab are made of."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from bot.slack.blocks import Block, mrkdwn_text

ROOM = 2_700  # characters of lines in a section, of which Slack takes 3,000
DIVIDER: Block = {"type": "divider"}


def line(mrkdwn: str, accessory: Block | None = None) -> Block:
    """A paragraph of finished mrkdwn, with a button or a menu to its right."""
    block: Block = {"type": "section", "text": mrkdwn_text(mrkdwn)}
    return block if accessory is None else block | {"accessory": accessory}


def moment(seconds: float) -> str:
    """A moment, given in seconds since the epoch, as people read it, in UTC: 3 Mar, 09:41."""
    when = datetime.fromtimestamp(seconds, UTC)
    return f"{when.day} {when:%b, %H:%M}"


def folded(lines: Iterable[str], of: int, most: int) -> Iterator[str]:
    """The first of so many lines, as many as a section has room for, and how many more there are."""
    room = ROOM
    for shown, one in enumerate(lines):
        room -= len(one) + 1
        if shown == most or room < 0:
            yield f"_and {of - shown:,} more_"
            return
        yield one
