"""Message shortcuts: *Check this decision*."""

from collections.abc import Callable

from slack_bolt import Ack, App, BoltContext

from bot.records import Message
from bot.slack.incoming import Body, from_shortcut

CHECK_DECISION = "check_decision"
"""The callback_id in the manifest."""


def register(app: App, accept: Callable[[Message], None]) -> None:
    """Writes the message that the shortcut was used on down; a worker replies in its thread."""

    @app.shortcut({"type": "message_action", "callback_id": CHECK_DECISION})
    def check_decision(ack: Ack, body: Body, context: BoltContext) -> None:
        message = from_shortcut(body, context.bot_user_id)
        if message is not None:
            accept(message)
        ack()
