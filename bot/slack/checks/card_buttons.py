"""The buttons of a verdict card: correct the facts, show the details, share it in the channel."""

import logging

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack.checks.cards import Card, public_copy
from bot.slack.checks.checks import Checks
from bot.slack.checks.form import NOT_YOURS, open_form
from bot.slack.checks.verdict_blocks import CORRECT, DETAILS, SHARE
from bot.slack.checks.verdict_blocks import card as render_card
from bot.slack.checks.verdict_details import details
from bot.slack.clicks import click_of, tell
from bot.slack.incoming import Body
from bot.slack.modals import open_modal
from bot.slack.places.elsewhere import CLOSED
from bot.slack.posting import post
from bot.slack.trouble import SLACK_ERRORS, code, passing

log = logging.getLogger(__name__)

NOT_SEEN = "I do not find this check any more. Make a new one: `/advisor check`."
SHARED = "It is shared: you find it in the channel."
CANNOT_POST = (
    "I may not write in that channel. Invite me there (`/invite @Advisor`) and press *Share in channel* again."
)
NOT_SHARED = "Slack did not take the message. Please press *Share in channel* again in a minute."


def register(app: App, checks: Checks) -> None:
    """Answers the clicks. Each takes well under Slack's three seconds, and a second click does nothing twice."""

    @app.action(CORRECT)
    def correct(ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        click = click_of(body)
        card = checks.cards.own(click.value, click.team, click.user)
        if card is None:
            tell(client, click, NOT_YOURS)
            return
        if card.private and card.reply_ts is None and click.response_url:
            checks.cards.change(card.id, response_url=click.response_url, replaces=True)
        failed = open_form(client, click.trigger, card)
        if failed:
            tell(client, click, failed.said)

    @app.action(DETAILS)
    def show_details(ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        click = click_of(body)
        card = checks.cards.seen(click.value, click.team, click.user, click.channel)
        if card is None:
            tell(client, click, NOT_SEEN)
            return
        instead = "The same in a terminal: `advisor check`."
        failed = open_modal(client, click.trigger, details(checks.again(card)), instead)
        if failed:
            tell(client, click, failed.said)

    @app.action(SHARE)
    def share(ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        click = click_of(body)
        card = checks.cards.own(click.value, click.team, click.user)
        tell(client, click, NOT_YOURS if card is None else shared(checks, client, card))


def shared(checks: Checks, client: WebClient, card: Card) -> str:
    """Posts the card to its channel, once; what to tell the one who shared it."""
    if not card.private or not checks.cards.claim(card.id, shared=True):
        return SHARED
    public = checks.cards.open(public_copy(card))
    shown = render_card(checks.again(public), public.id)
    try:
        ts = post(client, public.channel, shown)
    except SLACK_ERRORS as error:
        log.warning("%s: not shared (%s)", card.id, code(error))
        if isinstance(error, SlackApiError) and not passing(error):
            checks.cards.change(card.id, shared=False)  # refused for certain; else it may be there
        return CANNOT_POST if code(error) in CLOSED else NOT_SHARED
    checks.cards.change(public.id, reply_ts=ts)
    return SHARED
