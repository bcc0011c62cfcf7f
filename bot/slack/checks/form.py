"""The form of a check: opened by `/advisor check` or a card's button, submitted into the inbox."""

from collections.abc import Callable

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.facts import Facts
from bot.message import Kind, Message
from bot.slack.checks.cards import Card, Cards
from bot.slack.checks.checks import form_text
from bot.slack.checks.facts_form import CALLBACK, entered, form
from bot.slack.checks.kept_reading import found
from bot.slack.incoming import Body, part_of, team_of, text_of
from bot.slack.modals import NotOpened, open_modal

NOT_YOURS = "I do not know this check as one of yours. Make your own: `/advisor check`."
FIRST = "need"  # the form's first input, where a message about the whole form stands


def register(app: App, accept: Callable[[Message], None], cards: Cards) -> None:
    """Writes submitted facts down; a worker shows the verdict."""

    @app.view(CALLBACK)
    def submitted(ack: Ack, body: Body) -> None:
        view, user = part_of(body, "view"), part_of(body, "user")
        card = cards.own(text_of(view, "private_metadata"), team_of(body), text_of(user, "id"))
        if card is None:
            ack(response_action="errors", errors={FIRST: NOT_YOURS.replace("`", "")})
            return
        facts = entered(part_of(view, "state").get("values"))
        if not isinstance(facts, Facts):
            ack(response_action="errors", errors=facts)
            return
        accept(_message(card, text_of(view, "id"), facts))
        ack()


def open_form(client: WebClient, trigger: str, card: Card) -> NotOpened | None:
    """Opens the form with what the card knows filled in; what to tell the person when Slack does not."""
    notice = found(card.reading, card.text).notice
    return open_modal(
        client, trigger, form(card.id, card.facts, notice), "Write the facts instead: `/advisor check we have …`."
    )


def _message(card: Card, view_id: str, facts: Facts) -> Message:
    """One submission of one view is one message, however often Slack delivers it."""
    return Message(
        event_id=f"form:{view_id}",
        kind=Kind.FORM,
        team=card.team,
        channel=card.channel,
        ts=f"form:{view_id}",
        thread_ts="",
        user=card.user,
        text=form_text(card.id, facts),
    )
