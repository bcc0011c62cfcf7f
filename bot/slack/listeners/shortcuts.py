"""Message shortcuts: *Ask Advisor about this* and *Check this decision*."""

from collections.abc import Callable

from slack_bolt import Ack, App, BoltContext

from bot.message import Kind, Message
from bot.slack.incoming import Body, from_shortcut

ASK_ABOUT, CHECK_DECISION = "ask_about", "check_decision"
"""The callback_ids in the manifest."""


def register(app: App, accept: Callable[[Message], None]) -> None:
    """Writes the message that a shortcut was used on down; a worker replies in its thread."""

    def used(kind: Kind) -> Callable[[Ack, Body, BoltContext], None]:
        def write_down(ack: Ack, body: Body, context: BoltContext) -> None:
            message = from_shortcut(body, kind, context.bot_user_id)
            if message is not None:
                accept(message)
            ack()

        return write_down

    for callback_id, kind in ((ASK_ABOUT, Kind.ASK_ABOUT), (CHECK_DECISION, Kind.SHORTCUT)):
        app.shortcut({"type": "message_action", "callback_id": callback_id})(used(kind))
