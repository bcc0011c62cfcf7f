"""Direct messages, and messages without a mention in threads that Advisor takes part in."""

from collections.abc import Callable
from dataclasses import replace

from slack_bolt import App, BoltContext

from bot.message import Kind, Message
from bot.slack.incoming import Body, event_of, from_event, text_of
from bot.slack.listeners.follow_ups import asks_advisor
from bot.slack.plain import mentions

TakesPart = Callable[[str, str, str], bool]  # team, channel, thread_ts


def register(
    app: App, accept: Callable[[Message], None], takes_part: TakesPart, unasked: Callable[[Body], bool]
) -> None:
    """Writes down the messages that are for Advisor, and those that it may answer unasked; a worker answers them."""

    @app.event("message")
    def message(body: Body, context: BoltContext) -> None:
        event = event_of(body)
        if not _said_by_a_person(event):
            return
        direct = event.get("channel_type") == "im"
        said = from_event(body, Kind.DM if direct else Kind.FOLLOW_UP, context.bot_user_id)
        if said is None:
            return
        if direct or (_follows_up(event) and takes_part(*_thread(said))):
            if direct or asks_advisor(said.text):
                accept(said)
        elif unasked(event):
            accept(replace(said, kind=Kind.AUTO))


def _said_by_a_person(event: Body) -> bool:
    """Not a bot, an edit, a deletion, a broadcast copy or the like."""
    return "bot_id" not in event and event.get("subtype") in (None, "file_share")


def _follows_up(event: Body) -> bool:
    """In a thread, and addressed to nobody: a mention of Advisor comes as `app_mention`, others mean others."""
    return bool(text_of(event, "thread_ts")) and not mentions(text_of(event, "text"))


def _thread(message: Message) -> tuple[str, str, str]:
    return message.team, message.channel, message.thread_ts
