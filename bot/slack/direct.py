"""A direct message to one person."""

import logging
from dataclasses import dataclass

from slack_sdk import WebClient

from bot.slack.blocks import Rendered
from bot.slack.thread import NO_PREVIEWS
from bot.slack.trouble import SLACK_ERRORS, code

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sent:
    """Where a message stands."""

    channel: str
    ts: str


def direct_channel(client: WebClient, user: str) -> str | None:
    """The channel of the person's direct messages with Advisor; None when Slack does not tell."""
    try:
        return str((client.conversations_open(users=user).get("channel") or {})["id"])
    except (*SLACK_ERRORS, KeyError) as error:
        log.warning("no direct messages with somebody (%s)", code(error))
        return None


def send(client: WebClient, user: str, message: Rendered) -> Sent | None:
    """Where the message stands now in the person's direct messages; None when Slack did not take it."""
    channel = direct_channel(client, user)
    if channel is None:
        return None
    try:
        posted = client.chat_postMessage(channel=channel, text=message.text, blocks=list(message.blocks), **NO_PREVIEWS)
    except SLACK_ERRORS as error:
        log.warning("a direct message was not sent (%s): %s", code(error), message.text.split("\n", 1)[0][:80])
        return None
    return Sent(channel, str(posted["ts"]))


def change(client: WebClient, where: Sent, message: Rendered) -> bool:
    """Whether the message there now says this."""
    try:
        client.chat_update(
            channel=where.channel, ts=where.ts, text=message.text, blocks=list(message.blocks), **NO_PREVIEWS
        )
    except SLACK_ERRORS as error:
        log.warning("a direct message was not changed (%s)", code(error))
        return False
    return True
