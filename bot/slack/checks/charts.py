"""Hangs a check's chart under its card. A nicety: whatever fails here, the verdict has been shown."""

import logging
from collections.abc import Callable

from slack_sdk import WebClient
from slack_sdk.errors import SlackRequestError

from bot.checks.verdict import Verdict
from bot.model import AdvisorError
from bot.slack.places.thread import Spot
from bot.slack.trouble import SLACK_ERRORS, code

log = logging.getLogger(__name__)

Draw = Callable[[Verdict], bytes]
"""The chart of a verdict's costs as PNG; AdvisorError when there is nothing to draw."""

ALT = "Monthly cost of each option against queries a month, with the break-even marked"


def upload(client: WebClient, draw: Draw, verdict: Verdict, spot: Spot) -> None:
    """Posts the chart at this spot, or logs why not."""
    channel, thread_ts = spot
    try:
        png = draw(verdict)
        client.files_upload_v2(
            content=png,
            filename="costs.png",
            title="Cost by volume",
            alt_txt=ALT,
            channel=channel,
            thread_ts=thread_ts,
            request_file_info=False,
        )
    except AdvisorError as error:
        log.info("no chart: %s", error)
    except (*SLACK_ERRORS, SlackRequestError) as error:
        log.warning("no chart: Slack did not take it (%s)", code(error))
    except Exception:  # drawing is a library's work on any figures: the verdict stands without its picture
        log.exception("no chart: it could not be drawn")
