"""Calls to Slack that no answer depends on: the line under a thread, an agent session, the growth of a stream.

They are made once, and not waited for long: what they show is gone in seconds, and the answer comes without them.
"""

import logging
from collections.abc import Callable

from slack_sdk import WebClient

from bot.slack.trouble import SLACK_ERRORS, code, one_more, quiet

log = logging.getLogger(__name__)

PATIENCE = 3
"""Seconds for one such call: what a person waits before wondering."""


def hasty(client: WebClient) -> WebClient:
    """A client like this one that neither waits nor tries again."""
    return WebClient(
        client.token,
        base_url=client.base_url,
        timeout=PATIENCE,
        ssl=client.ssl,
        logger=quiet,
        retry_handlers=[],
    )


def prompt(client: WebClient) -> WebClient:
    """A client like this one for what answers a click, whose trigger dies in three seconds: it tries once more."""
    quick = hasty(client)
    quick.retry_handlers = one_more()
    return quick


def politely(call: Callable[[], object], what: str) -> bool:
    """Whether the call went through; that it did not is only noted."""
    try:
        call()
    except SLACK_ERRORS as error:
        log.debug("%s failed (%s)", what, code(error))
        return False
    return True
