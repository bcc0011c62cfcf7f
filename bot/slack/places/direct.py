"""A direct message to one person."""

import logging
from dataclasses import dataclass

from slack_sdk import WebClient

from bot.slack.blocks import Rendered
from bot.slack.posting import post, repost
from bot.slack.trouble import SLACK_ERRORS, code

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sent:
    """Where a message stands."""

    channel: str
    ts: str


def opened_channel(client: WebClient, user: str) -> str:
    """The channel of the person's direct messages with Advisor. Raises SLACK_ERRORS, and KeyError for no channel."""
    return str((client.conversations_open(users=user).get("channel") or {})["id"])


def direct_channel(client: WebClient, user: str) -> str | None:
    """The channel of the person's direct messages with Advisor; None when Slack does not tell."""
    try:
        return opened_channel(client, user)
    except (*SLACK_ERRORS, KeyError) as error:
        log.warning("no direct messages with somebody (%s)", code(error))
        return None


def send(client: WebClient, user: str, message: Rendered) -> Sent | None:
    """Where the message stands now in the person's direct messages; None when Slack did not take it."""
    channel = direct_channel(client, user)
    if channel is None:
        return None
    try:
        return Sent(channel, post(client, channel, message))
    except SLACK_ERRORS as error:
        log.warning("a direct message was not sent (%s): %s", code(error), message.text.split("\n", 1)[0][:80])
        return None


def change(client: WebClient, where: Sent, message: Rendered) -> bool:
    """Whether the message there now says this."""
    try:
        repost(client, where.channel, where.ts, message)
    except SLACK_ERRORS as error:
        log.warning("a direct message was not changed (%s)", code(error))
        return False
    return True
