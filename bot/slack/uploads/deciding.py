"""What is decided on an offered file: *Add*, *Discard*, *Ask about it*, under its preview or in its modal."""

from collections.abc import Callable

from slack_bolt import Ack, App

from bot.message import Message
from bot.slack.clicks import click_of, tell
from bot.slack.incoming import Body, part_of, team_of, text_of, user_of
from bot.slack.uploads.offering import GONE, NOT_ADMIN, Offering
from bot.slack.uploads.offers import Offer
from bot.slack.uploads.pages import ADD, ASK, DISCARD, MODAL, SURE, SURE_BLOCK

NOT_SURE = "Tick the box if these are no secrets, or press Discard."
ASKED = "I am looking it up: the answer comes under *Messages*."


def register(app: App, offering: Offering, accept: Callable[[Message], None]) -> None:
    """Does what whoever offered a file decides, and refuses anybody else; `accept` takes questions."""
    _register_buttons(app, offering, accept)
    _register_modal(app, offering)


def _register_buttons(app: App, offering: Offering, accept: Callable[[Message], None]) -> None:
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


def _register_modal(app: App, offering: Offering) -> None:
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
            offering.forget(offer)  # at once: an errand could come after one that adds it


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
    user, team = user_of(body), team_of(body)
    offering.workspace.audit.refused(team, user, "to decide on a file that they did not offer")


def _of_view(offering: Offering, body: Body) -> Offer | None:
    user, team = user_of(body), team_of(body)
    return offering.offers.own(text_of(part_of(body, "view"), "private_metadata"), team, user)


def _is_sure(values: Body) -> bool:
    return bool(part_of(part_of(values, SURE_BLOCK), SURE).get("selected_options"))
