"""From what Slack delivers to a message in the inbox; what is malformed or not for Advisor becomes None."""

from collections.abc import Mapping

from bot.message import Kind, Message
from bot.slack.plain import plain

Body = Mapping[str, object]


def event_of(body: Body) -> Body:
    """The event inside an Events API delivery, empty when there is none."""
    return part_of(body, "event")


def part_of(body: Body, field: str) -> Body:
    """The object in a field, empty when it is missing or something else."""
    value = body.get(field)
    return value if isinstance(value, Mapping) else {}


def text_of(body: Body, field: str) -> str:
    """The string in a field, "" when it is missing or something else."""
    value = body.get(field)
    return value if isinstance(value, str) else ""


def user_of(body: Body) -> str:
    """The id of who clicked or submitted, as interactions tell it."""
    return text_of(part_of(body, "user"), "id")


def team_of(body: Body) -> str:
    """The id of the workspace where somebody clicked or submitted, as interactions tell it."""
    return text_of(part_of(body, "team"), "id")


def action_of(body: Body) -> Body:
    """What was clicked or chosen, empty for what is malformed."""
    actions = body.get("actions")
    first = actions[0] if isinstance(actions, list) and actions else None
    return first if isinstance(first, Mapping) else {}


def workspace_of(body: Body) -> str:
    """The id of the workspace that an event was delivered for; its author may be from another."""
    authorized = body.get("authorizations")
    first = authorized[0] if isinstance(authorized, list) and authorized else None
    return text_of(first if isinstance(first, Mapping) else {}, "team_id") or text_of(body, "team_id")


def from_event(body: Body, kind: Kind, advisor: str | None) -> Message | None:
    """The message of an `app_mention` or `message` event; `advisor` is Advisor's own user id."""
    event = event_of(body)
    ts = text_of(event, "ts")
    message = Message(
        event_id=text_of(body, "event_id"),
        kind=kind,
        team=workspace_of(body),
        channel=text_of(event, "channel"),
        ts=ts,
        thread_ts=text_of(event, "thread_ts") or ts,
        user=text_of(event, "user"),
        text=plain(text_of(event, "text"), advisor=advisor),
    )
    needed = (message.event_id, message.team, message.channel, message.ts, message.user)
    return message if all(needed) else None


def from_command(body: Body, question: str, kind: Kind = Kind.COMMAND) -> Message | None:
    """The message of a slash command; its trigger is what makes it one of a kind."""
    trigger = text_of(body, "trigger_id")
    message = Message(
        event_id=f"command:{trigger}",
        kind=kind,
        team=text_of(body, "team_id"),
        channel=text_of(body, "channel_id"),
        ts=trigger,
        thread_ts="",
        user=text_of(body, "user_id"),
        text=plain(question),
        response_url=text_of(body, "response_url") or None,
    )
    return message if all((trigger, message.team, message.channel, message.user)) else None


def from_shortcut(body: Body, kind: Kind, advisor: str | None) -> Message | None:
    """The message that a shortcut was used on; the one who used it is who asks."""
    on, trigger = part_of(body, "message"), text_of(body, "trigger_id")
    message = Message(
        event_id=f"shortcut:{trigger}",
        kind=kind,
        team=team_of(body),
        channel=text_of(part_of(body, "channel"), "id"),
        ts=f"shortcut:{trigger}",
        thread_ts=text_of(on, "thread_ts") or text_of(on, "ts"),
        user=user_of(body),
        text=plain(text_of(on, "text"), advisor=advisor),
        response_url=text_of(body, "response_url") or None,
    )
    return message if all((trigger, message.team, message.channel, message.thread_ts, message.user)) else None
