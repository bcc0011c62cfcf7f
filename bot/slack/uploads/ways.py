"""The ways by which a file is offered, sent directly or by *Add to knowledge*: written down before Slack is told."""

import uuid
from collections.abc import Callable, Mapping

from slack_bolt import Ack, App, BoltContext

from bot.keeping.names import suffix_of
from bot.message import Kind, Message
from bot.slack.clicks import click_of, tell
from bot.slack.incoming import Body, event_of, from_event, part_of, team_of, text_of, user_of
from bot.slack.uploads.offering import Offering
from bot.slack.uploads.offers import Offer
from bot.slack.uploads.pages import fetching

ADD_TO_KNOWLEDGE = "add_to_knowledge"
"""The callback_id of the shortcut in the manifest."""
MOST_FILES = 5  # of one message
NO_FILE = "This message has no `.md` or `.txt` file. Use *Add to knowledge* on one that has."


def register(app: App, offering: Offering, accept: Callable[[Message], None]) -> None:
    """Takes files from direct messages and from the shortcut; `accept` takes the questions beside them."""

    @app.event("message", matchers=[_brings_a_file])
    def sent_directly(body: Body, context: BoltContext) -> None:
        event = event_of(body)
        for file in _named(event):  # also of a kind that cannot be added: the person is told which can
            offer = offering.offers.open(_from_direct(body, file))
            if offer is not None:
                offering.soon(offer, offering.fetch)
        said = from_event(body, Kind.DM, context.bot_user_id)
        if said is not None and said.text:  # a question beside the file is answered as any other
            accept(said)

    @app.shortcut({"type": "message_action", "callback_id": ADD_TO_KNOWLEDGE})
    def add_to_knowledge(ack: Ack, body: Body) -> None:
        ack()
        files = _files(part_of(body, "message"))
        if not files:
            tell(offering.workspace.client, click_of(body), NO_FILE)
        for number, file in enumerate(files):
            offer = offering.offers.open(_from_shortcut(body, file))
            if offer is not None:
                if number == 0:  # one modal at a time; the others come as direct messages
                    offering.stage.open_modal(offer, fetching(offer.name), text_of(body, "trigger_id"))
                offering.soon(offer, offering.fetch)


def _brings_a_file(event: Body) -> bool:
    """A person's direct message with a file."""
    direct = event.get("channel_type") == "im" and event.get("subtype") == "file_share"
    return direct and "bot_id" not in event and bool(_named(event))


def _files(holder: Body) -> list[Body]:
    """The files of a message that can be added, by their names; the first few."""
    return [file for file in _named(holder) if suffix_of(text_of(file, "name"))][:MOST_FILES]


def _named(holder: Body) -> list[Body]:
    """The files of a message of which Slack says the name and the id; those that can be added come first."""
    files = holder.get("files")
    known = [file for file in files if isinstance(file, Mapping)] if isinstance(files, list) else []
    named = [file for file in known if text_of(file, "name") and text_of(file, "id")]
    return sorted(named, key=lambda file: suffix_of(text_of(file, "name")) is None)[:MOST_FILES]


def _from_direct(body: Body, file: Body) -> Offer:
    event = event_of(body)
    channel, ts = text_of(event, "channel"), text_of(event, "ts")
    return Offer(
        id=uuid.uuid4().hex,
        origin=f"message:{channel}:{ts}:{text_of(file, 'id')}",
        team=text_of(body, "team_id"),
        user=text_of(event, "user"),
        file=text_of(file, "id"),
        name=text_of(file, "name"),
        asked_in=channel,
        channel=channel,
        thread_ts=text_of(event, "thread_ts") or ts,
    )


def _from_shortcut(body: Body, file: Body) -> Offer:
    return Offer(
        id=uuid.uuid4().hex,
        origin=f"shortcut:{text_of(body, 'trigger_id')}:{text_of(file, 'id')}",
        team=team_of(body),
        user=user_of(body),
        file=text_of(file, "id"),
        name=text_of(file, "name"),
        asked_in=text_of(part_of(body, "channel"), "id"),
    )
