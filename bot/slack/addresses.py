"""Where a message stands, as an address that people can open."""

import logging
import re

from slack_sdk import WebClient

from bot.slack.trouble import SLACK_ERRORS, code

log = logging.getLogger(__name__)

_ADDRESS = re.compile(r"https?://[^\s<>|]+")


def address_of(client: WebClient, channel: str, ts: str) -> str:
    """The address of the message, fit to stand in a link; "" when Slack does not say."""
    try:
        found = client.chat_getPermalink(channel=channel, message_ts=ts)
    except SLACK_ERRORS as error:
        log.info("no address of a message in %s (%s)", channel, code(error))
        return ""
    address = str(found.get("permalink") or "")
    return address if _ADDRESS.fullmatch(address) else ""
