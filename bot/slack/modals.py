"""A window over Slack: how one is made of blocks, and opened."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from slack_sdk import WebClient

from bot.slack.blocks import Block
from bot.slack.controls import plain_text
from bot.slack.courtesy import prompt
from bot.slack.incoming import Body
from bot.slack.trouble import SLACK_ERRORS, code

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class NotOpened:
    """A modal that Slack did not open, and how to go on without it."""

    said: str


def window(title: str, blocks: Sequence[Block], *, close: str = "Close") -> Block:
    """A modal that only shows; its title and what stands on its button have at most 24 characters."""
    return {"type": "modal", "title": plain_text(title), "close": plain_text(close), "blocks": list(blocks)}


def asking(callback_id: str, about: str, submit: str, shown: Block) -> Block:
    """The window with a button that sends what was entered; `about` is the id of what it is about, and no content."""
    return shown | {"callback_id": callback_id, "private_metadata": about, "submit": plain_text(submit)}


def entry(name: str, label: str, element: Block, *, hint: str = "", optional: bool = False) -> Block:
    """A labelled input, whose block has the id `name` as its element has."""
    made: Block = {"type": "input", "block_id": name, "label": plain_text(label), "element": element}
    return made | ({"hint": plain_text(hint)} if hint else {}) | ({"optional": True} if optional else {})


def given(values: object, name: str) -> Body:
    """What a submitted form's state has under this name; empty for a state that is not as Slack makes it."""
    block = values.get(name) if isinstance(values, Mapping) else None
    element = block.get(name) if isinstance(block, Mapping) else None
    return element if isinstance(element, Mapping) else {}


def open_modal(client: WebClient, trigger: str, view: Block, instead: str) -> NotOpened | None:
    """Opens the modal; None when it is open, else what to tell the person."""
    try:
        prompt(client).views_open(trigger_id=trigger, view=view)
    except SLACK_ERRORS as error:
        log.warning("a modal was not opened (%s)", code(error))
        return NotOpened(f"Slack did not open the window this time. Please try once more. {instead}")
    return None
