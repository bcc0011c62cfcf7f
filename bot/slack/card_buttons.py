"""The buttons of a verdict card: correct the facts, show the details, share it in the channel."""

import logging
from dataclasses import dataclass

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.slack.blocks import note
from bot.slack.cards import Card, public_copy
from bot.slack.check_form import NOT_YOURS, open_form, open_modal
from bot.slack.checks import Checks
from bot.slack.elsewhere import CLOSED
from bot.slack.incoming import Body, part_of, text_of
from bot.slack.thread import NO_PREVIEWS
from bot.slack.trouble import SLACK_ERRORS, code, passing, quiet, retries
from bot.slack.verdict_blocks import CORRECT, DETAILS, SHARE
from bot.slack.verdict_blocks import card as render_card
from bot.slack.verdict_details import details

log = logging.getLogger(__name__)

NOT_SEEN = "I do not find this check any more. Make a new one: `/advisor check`."
SHARED = "It is shared: you find it in the channel."
CANNOT_POST = (
    "I may not write in that channel. Invite me there (`/invite @Advisor`) and press *Share in channel* again."
)
NOT_SHARED = "Slack did not take the message. Please press *Share in channel* again in a minute."


@dataclass(frozen=True, slots=True)
class Click:
    """A click as Slack reports it; `card_id` is what the button carried, to be looked up and not believed."""

    card_id: str
    team: str
    user: str
    channel: str
    trigger: str
    response_url: str


def register(app: App, checks: Checks) -> None:
    """Answers the clicks. Each takes well under Slack's three seconds, and a second click does nothing twice."""

    @app.action(CORRECT)
    def correct(ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        click = click_of(body)
        card = checks.cards.own(click.card_id, click.team, click.user)
        if card is None:
            tell(click, NOT_YOURS)
            return
        if card.private and card.reply_ts is None and click.response_url:
            checks.cards.change(card.id, response_url=click.response_url, replaces=True)
        failed = open_form(client, click.trigger, card, card.facts)
        if failed:
            tell(click, failed.said)

    @app.action(DETAILS)
    def show_details(ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        click = click_of(body)
        card = checks.cards.seen(click.card_id, click.team, click.user, click.channel)
        if card is None:
            tell(click, NOT_SEEN)
            return
        instead = "The same in a terminal: `advisor check`."
        failed = open_modal(client, click.trigger, details(checks.again(card)), instead)
        if failed:
            tell(click, failed.said)

    @app.action(SHARE)
    def share(ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        click = click_of(body)
        card = checks.cards.own(click.card_id, click.team, click.user)
        tell(click, NOT_YOURS if card is None else shared(checks, client, card))


def click_of(body: Body) -> Click:
    """What a `block_actions` payload says of a click."""
    actions = body.get("actions")
    action = actions[0] if isinstance(actions, list) and actions and isinstance(actions[0], dict) else {}
    return Click(
        card_id=text_of(action, "value"),
        team=text_of(part_of(body, "team"), "id"),
        user=text_of(part_of(body, "user"), "id"),
        channel=text_of(part_of(body, "channel"), "id"),
        trigger=text_of(body, "trigger_id"),
        response_url=text_of(body, "response_url"),
    )


def shared(checks: Checks, client: WebClient, card: Card) -> str:
    """Posts the card to its channel, once; what to tell the one who shared it."""
    if not card.private or not checks.cards.claim(card.id, shared=True):
        return SHARED
    public = checks.cards.open(public_copy(card))
    shown = render_card(checks.again(card), public.id)
    try:
        posted = client.chat_postMessage(
            channel=public.channel, text=shown.text, blocks=list(shown.blocks), **NO_PREVIEWS
        )
    except SLACK_ERRORS as error:
        log.warning("%s: not shared (%s)", card.id, code(error))
        if isinstance(error, SlackApiError) and not passing(error):
            checks.cards.change(card.id, shared=False)  # refused for certain; else it may be there
        return CANNOT_POST if code(error) in CLOSED else NOT_SHARED
    checks.cards.change(public.id, reply_ts=str(posted["ts"]))
    return SHARED


def tell(click: Click, said: str) -> None:
    """Says a sentence to the one who clicked, and to nobody else."""
    if not click.response_url:
        return
    body = {"text": note(said).text, "response_type": "ephemeral", "replace_original": False}
    try:
        WebhookClient(click.response_url, logger=quiet, retry_handlers=retries()[:1]).send_dict(body | NO_PREVIEWS)
    except SLACK_ERRORS as error:
        log.warning("a click got no explanation (%s)", code(error))
