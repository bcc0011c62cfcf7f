"""The blocks that both halves of the Home tab are made of."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from bot.slack.blocks import Block, mrkdwn_text

ROOM = 2_700  # characters of lines in a section, of which Slack takes 3,000
DIVIDER: Block = {"type": "divider"}
_USER = re.compile(r"[UW][A-Z0-9]{2,20}")


def header(text: str) -> Block:
    """A heading of our own words."""
    return {"type": "header", "text": {"type": "plain_text", "text": text, "emoji": False}}


def line(mrkdwn: str, accessory: Block | None = None) -> Block:
    """A paragraph of finished mrkdwn, with a button or a menu to its right."""
    block: Block = {"type": "section", "text": mrkdwn_text(mrkdwn)}
    return block if accessory is None else block | {"accessory": accessory}


def actions(*buttons: Block) -> Block:
    """A row of buttons."""
    return {"type": "actions", "elements": list(buttons)}


def button(label: str, action_id: str, value: str, *, style: str = "", confirm: Block | None = None) -> Block:
    """A button; `value` is an id and nothing else, `style` primary or danger."""
    made: Block = {"type": "button", "text": _plain(label), "action_id": action_id, "value": value}
    if style:
        made["style"] = style
    return made if confirm is None else made | {"confirm": confirm}


def menu(label: str, action_id: str, value: str, confirm: Block) -> Block:
    """A quiet menu of one entry, for what is there beside every line and seldom wanted."""
    option: Block = {"text": _plain(label), "value": value}
    return {"type": "overflow", "action_id": action_id, "options": [option], "confirm": confirm}


def confirm(title: str, text: str, yes: str) -> Block:
    """The question that a button asks before it does something; all are plain text, the title at most 100."""
    words = {"title": _plain(title), "text": _plain(text), "confirm": _plain(yes), "deny": _plain("Cancel")}
    return {**words, "style": "danger"}


def moment(seconds: float) -> str:
    """A moment, given in seconds since the epoch, as people read it, in UTC: 3 Mar, 09:41."""
    when = datetime.fromtimestamp(seconds, UTC)
    return f"{when.day} {when:%b, %H:%M}"


def person(user: str) -> str:
    """A person by name. Slack notifies nobody from a Home tab; what is no user id is shown as nothing of the kind."""
    return f"<@{user}>" if _USER.fullmatch(user) else "somebody"


def folded(lines: Sequence[str], most: int) -> Iterator[str]:
    """The first lines, as many as a section has room for, and how many more there are."""
    room = ROOM
    for shown, one in enumerate(lines):
        room -= len(one) + 1
        if shown == most or room < 0:
            yield f"_and {len(lines) - shown:,} more_"
            return
        yield one


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}
