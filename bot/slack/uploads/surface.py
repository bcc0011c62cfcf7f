"""The ways by which a file is offered, and the buttons under its preview. Each is written down before Slack is told."""

import uuid
from collections.abc import Callable, Iterator, Mapping

from slack_bolt import Ack, App, BoltContext

from bot.keeping.names import suffix_of
from bot.records import Kind, Message
from bot.slack.clicks import click_of, tell
from bot.slack.incoming import Body, event_of, from_event, part_of, text_of
from bot.slack.uploads.offering import GONE, NOT_ADMIN, Offering
from bot.slack.uploads.offers import Offer
from bot.slack.uploads.pages import ADD, ASK, DISCARD, MODAL, SURE, SURE_BLOCK, fetching

ADD_TO_KNOWLEDGE = "add_to_knowledge"
"""The callback_id of the shortcut in the manifest."""
MOST_FILES = 5  # of one message
NO_FILE = "This message has no `.md` or `.txt` file. Use *Add to knowledge* on one that has."
NOT_SURE = "Tick the box if these are no secrets, or press Discard."
ASKED = "I am looking it up: the answer comes under *Messages*."


def register(app: App, offering: Offering, accept: Callable[[Message], None]) -> None:
    """Takes files from direct messages and from the shortcut; `accept` takes questions."""

    @app.event("message", matchers=[_brings_a_file])
    def sent_directly(body: Body, context: BoltContext) -> None:
        event = event_of(body)
        for file in _files(event):
            offer = offering.offers.open(_from_direct(body, file))
            if offer is not None:
                offering.soon(offer, offering.fetch)
        said = from_event(body, Kind.DM, context.bot_user_id)
        if said is not None and said.text:  # a question beside the file is answered as any other
            accept(said)

    @app.shortcut({"type": "message_action", "callback_id": ADD_TO_KNOWLEDGE})
    def add_to_knowledge(ack: Ack, body: Body) -> None:
        ack()
        files = list(_files(part_of(body, "message")))
        if not files:
            tell(offering.workspace.client, click_of(body), NO_FILE)
        for number, file in enumerate(files):
            offer = offering.offers.open(_from_shortcut(body, file))
            if offer is not None:
                if number == 0:  # one modal at a time; the others come as direct messages
                    offering.stage.open_modal(offer, fetching(offer.name), text_of(body, "trigger_id"))
                offering.soon(offer, offering.fetch)

    @app.action(ADD)
    def add(ack: Ack, body: Body) -> None:
        ack()
        _on_click(offering, body, offering.add)

    @app.action(DISCARD)
    def discard(ack: Ack, body: Body) -> None:
        ack()
        _on_click(offering, body, offering.discard)

    @app.action(ASK)
    def ask(ack: Ack, body: Body) -> None:
        ack()

        def asked(offer: Offer) -> None:
            question = offering.question(offer)
            if question is not None:
                accept(question)
            tell(offering.workspace.client, click_of(body), ASKED if question is not None else GONE)

        _on_click(offering, body, asked)

    @app.view(MODAL)
    def submitted(ack: Ack, body: Body) -> None:
        offer = _of_view(offering, body)
        values = part_of(part_of(part_of(body, "view"), "state"), "values")
        if offer is None:
            _note_forged(offering, body)
            ack(response_action="clear")
        elif offer.risky and not _is_sure(values):
            ack(response_action="errors", errors={SURE_BLOCK: NOT_SURE})
        else:
            # It closes, and the rest is told directly: a modal that this answer changed could hide what comes after it.
            offering.offers.change(offer.id, view_id="")
            ack()
            offering.soon(offer, offering.add)

    @app.view_closed(MODAL)
    def closed(ack: Ack, body: Body) -> None:
        ack()
        offer = _of_view(offering, body)
        if offer is not None:
            offering.soon(offer, offering.forget)


def _on_click(offering: Offering, body: Body, work: Callable[[Offer], None]) -> None:
    """Does the work for an offer that is the clicker's own; refuses anybody else in a sentence."""
    click = click_of(body)
    offer = offering.offers.own(click.value, click.team, click.user)
    if offer is None:
        _note_forged(offering, body)
        tell(offering.workspace.client, click, NOT_ADMIN if offering.offers.find(click.value) else GONE)
    else:
        offering.soon(offer, work)


def _note_forged(offering: Offering, body: Body) -> None:
    user, team = text_of(part_of(body, "user"), "id"), text_of(part_of(body, "team"), "id")
    offering.workspace.audit.refused(team, user, "to decide on a file that they did not offer")


def _of_view(offering: Offering, body: Body) -> Offer | None:
    user, team = text_of(part_of(body, "user"), "id"), text_of(part_of(body, "team"), "id")
    return offering.offers.own(text_of(part_of(body, "view"), "private_metadata"), team, user)


def _is_sure(values: Body) -> bool:
    return bool(part_of(part_of(values, SURE_BLOCK), SURE).get("selected_options"))


def _brings_a_file(event: Body) -> bool:
    """A person's direct message with a file that can be added."""
    direct = event.get("channel_type") == "im" and event.get("subtype") == "file_share"
    return direct and "bot_id" not in event and any(_files(event))


def _files(holder: Body) -> Iterator[Mapping[str, object]]:
    """The files of a message that can be added, by their names; the first few."""
    files = holder.get("files")
    known = [file for file in files if isinstance(file, Mapping)] if isinstance(files, list) else []
    named = [file for file in known if suffix_of(text_of(file, "name")) and text_of(file, "id")]
    yield from named[:MOST_FILES]


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
        team=text_of(part_of(body, "team"), "id"),
        user=text_of(part_of(body, "user"), "id"),
        file=text_of(file, "id"),
        name=text_of(file, "name"),
        asked_in=text_of(part_of(body, "channel"), "id"),
    )
