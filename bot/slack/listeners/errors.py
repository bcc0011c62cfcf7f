"""When a listener fails, that is, when a message could not be written down."""

import logging

from slack_bolt import App, BoltResponse

from bot.slack.blocks import apology
from bot.slack.incoming import Body, text_of
from bot.slack.references import new_reference

log = logging.getLogger(__name__)


def register(app: App) -> None:
    """Leaves an event unacknowledged, so that Slack sends it again; tells who typed a command."""

    @app.error
    def failed(error: Exception, body: Body) -> BoltResponse:
        reference = new_reference()
        log.error("%s not accepted, reference %s", text_of(body, "event_id") or "command", reference, exc_info=error)
        if text_of(body, "command"):
            return BoltResponse(status=200, body=apology(reference).text)
        return BoltResponse(status=500)
