"""Serves the one workspace that the app is installed in; what belongs to another is passed over in silence.

In a channel shared with another company, that company's people speak too. What they say is delivered for our
workspace, and answered from what everyone may read (`bot.slack.people`).
"""

import logging
from collections.abc import Callable

from slack_bolt import App, BoltContext, BoltResponse

log = logging.getLogger(__name__)


def register(app: App, team: str) -> None:
    """Lets through what Slack delivers for this workspace, and acknowledges the rest."""

    @app.middleware
    def only_ours(context: BoltContext, next_: Callable[[], BoltResponse]) -> BoltResponse:
        # Bolt takes the workspace from the delivery's authorisation, not from where its author comes from.
        if context.team_id == team:
            return next_()
        log.info("passed over: a delivery for workspace %s", context.team_id)
        return BoltResponse(status=200)
