"""`@Advisor …` in a channel."""

from collections.abc import Callable

from slack_bolt import App, BoltContext

from bot.message import Kind, Message
from bot.slack.incoming import Body, event_of, from_event


def register(app: App, accept: Callable[[Message], None]) -> None:
    """Writes mentions down; a worker answers them."""

    @app.event("app_mention")
    def mention(body: Body, context: BoltContext) -> None:
        if "bot_id" in event_of(body) or "edited" in event_of(body):
            return  # other bots would talk to it for ever; an edit brings the mention a second time
        message = from_event(body, Kind.MENTION, context.bot_user_id)
        if message is not None:
            accept(message)
