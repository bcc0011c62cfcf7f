"""`/advisor ask`, `check`, `status`, `gaps`, `settings` and `help`: one subcommand, one entry in `SUBCOMMANDS`."""

import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.message import Kind, Message
from bot.slack.blocks import PLACEHOLDER, Rendered, help_text, note
from bot.slack.channels.settings import FOR_ADMINS, WHAT
from bot.slack.checks.cards import Card
from bot.slack.checks.form import open_form
from bot.slack.incoming import Body, from_command, text_of
from bot.slack.listeners.gaps import DAYS, gaps_message
from bot.slack.listeners.status import status
from bot.slack.parts import Parts
from bot.slack.posting import NO_PREVIEWS
from bot.wording import listed

CHECKING = "Reading the facts, then asking each guide…"
ADMINS_SEE = "Only Advisor's admins may see this. Ask one of them."


@dataclass(frozen=True, slots=True)
class Desk:
    """What a subcommand works with."""

    client: WebClient
    accept: Callable[[Message], None]
    parts: Parts


Subcommand = Callable[[Body, str, Desk], Rendered | None]
"""What to say to the person at once; None for nothing."""


def register(app: App, accept: Callable[[Message], None], parts: Parts) -> None:
    """Answers what can be said at once, and writes the rest down for a worker."""

    @app.command("/advisor")
    def advisor(ack: Ack, body: Body, client: WebClient) -> None:
        name, _, rest = text_of(body, "text").strip().partition(" ")
        run = SUBCOMMANDS.get(name.lower())
        desk = Desk(client, accept, parts)
        reply = run(body, rest.strip(), desk) if run is not None else _unknown(name)
        if reply is None:
            ack()
        else:
            ack(text=reply.text, blocks=list(reply.blocks), response_type="ephemeral", **NO_PREVIEWS)


def _ask(body: Body, question: str, desk: Desk) -> Rendered:
    message = from_command(body, question)
    if message is None or not message.text:
        return help_text("What is your question? Write it after `ask`: `/advisor ask What is LoRA?`")
    desk.accept(message)
    return note(PLACEHOLDER)


def _check(body: Body, proposal: str, desk: Desk) -> Rendered | None:
    message = from_command(body, proposal, Kind.CHECK)
    if message is None:
        return help_text()
    if message.text:
        desk.accept(message)
        return note(CHECKING)
    card = desk.parts.checks.cards.open(_blank(message))
    failed = open_form(desk.client, message.ts, card)
    return note(failed.said) if failed else None


def _blank(message: Message) -> Card:
    """The private card that the form's verdict will be."""
    return Card(
        id=uuid.uuid4().hex,
        origin=message.event_id,
        team=message.team,
        user=message.user,
        channel=message.channel,
        private=True,
        response_url=message.response_url,
    )


def _status(body: Body, _rest: str, desk: Desk) -> Rendered:
    user, people = text_of(body, "user_id"), desk.parts.workspace.people
    admin = people.is_admin(user)
    library = desk.parts.advice.checker.library
    state = library.state(None if admin else people.audience(user))
    return status(state, desk.parts.advice.condition(), admin=admin)


def _gaps(body: Body, _rest: str, desk: Desk) -> Rendered:
    workspace = desk.parts.workspace
    if not workspace.admits(text_of(body, "user_id"), "to see what people asked in vain"):
        return note(ADMINS_SEE)
    return gaps_message(desk.parts.journal.gaps(workspace.team, time.time() - DAYS * 86_400))


def _settings(body: Body, _rest: str, desk: Desk) -> Rendered | None:
    if not desk.parts.workspace.admits(text_of(body, "user_id"), WHAT):
        return note(FOR_ADMINS)
    settings = desk.parts.channel_settings
    failed = settings.open(desk.client, text_of(body, "trigger_id"), text_of(body, "channel_id"))
    return note(failed.said) if failed else None


def _help(_body: Body, _rest: str, _desk: Desk) -> Rendered:
    return help_text()


def _unknown(name: str) -> Rendered:
    known = listed(f"`/advisor {subcommand}`" for subcommand in SUBCOMMANDS if subcommand)
    return help_text(f"I do not know `{name.replace('`', '')[:40]}`. I know {known}.")


SUBCOMMANDS: Mapping[str, Subcommand] = {
    "": _help,
    "ask": _ask,
    "check": _check,
    "status": _status,
    "gaps": _gaps,
    "settings": _settings,
    "help": _help,
}
