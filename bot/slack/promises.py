"""What a click begins and Slack need not wait for: done after the acknowledgement, and told when it is done."""

import logging
from collections.abc import Callable

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.slack.blocks import apology
from bot.slack.clicks import Click, tell
from bot.slack.references import new_reference

log = logging.getLogger(__name__)


def acknowledged(ack: Ack) -> None:
    """Tells Slack at once that the click arrived; what it begins runs after it, as a lazy listener."""
    ack()


def kept_promise(client: WebClient, click: Click, work: Callable[[], str]) -> None:
    """Does the work and says to the one who clicked what came of it; "" when there is nothing to say."""
    try:
        said = work()
    except Exception:  # after the acknowledgement nobody else would tell them; the log holds the cause
        reference = new_reference()
        log.exception("a click came to nothing, reference %s", reference)
        said = apology(reference).text
    if said:
        tell(client, click, said)
