"""The Slack face: builds the Bolt app and runs it in Socket Mode until it is told to stop."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

from pydantic import SecretStr
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.checks.checker import Checker
from bot.model import AdvisorError
from bot.records import Message, Records
from bot.settings import SlackSettings
from bot.slack import card_buttons, check_form, commands, errors, mentions, messages, shortcuts
from bot.slack.cards import Cards
from bot.slack.charts import Draw
from bot.slack.checks import Checks
from bot.slack.places import Places
from bot.slack.replies import Ask, Replies
from bot.slack.trouble import SLACK_ERRORS, code, quiet, retries
from bot.slack.worker import Workers

log = logging.getLogger(__name__)

TIMEOUT = 15  # seconds for one call to Slack
WORKERS = 8  # questions answered at a time

# The variable, and where its value is found.
BOT_TOKEN = ("SLACK_BOT_TOKEN", "xoxb-…: OAuth & Permissions > Bot User OAuth Token")
APP_TOKEN = ("SLACK_APP_TOKEN", "xapp-…: Basic Information > App-Level Tokens")


@dataclass(frozen=True, slots=True)
class Advice:
    """What Advisor does for Slack: answers questions, makes checks, draws the chart of a verdict's costs."""

    ask: Ask
    checker: Checker
    draw: Draw


def run_socket_mode(
    settings: SlackSettings,
    records: Records,
    advice: Advice,
    stop: Event,
    *,
    workers: int = WORKERS,
) -> None:
    """Answers Slack until `stop` is set; what was accepted and not answered by then stays in the inbox.

    Raises AdvisorError when a token is missing or Slack refuses one.
    """
    app_token = needed(settings.app_token, *APP_TOKEN)
    client = web_client(settings)
    checks = Checks(advice.checker, Cards(records.engine), advice.draw, client)
    places = Places(client, own_user_id(client), records, checks)
    pool = Workers(records, Replies(records, advice.ask, places.of, checks).answer, size=workers)
    handler = SocketModeHandler(build_app(client, records, checks, pool.wake), app_token, logger=quiet)
    pool.start()
    try:
        connect(handler)
        log.info("connected to Slack")
        stop.wait()
    finally:
        handler.close()  # type: ignore[no-untyped-call] # Bolt gives it no types
        pool.stop()


def build_app(client: WebClient, records: Records, checks: Checks, wake: Callable[[], None]) -> App:
    """The Bolt app: its listeners write each message down before Slack is told that it arrived, and no more."""

    def accept(message: Message) -> None:
        if records.accept(message):
            log.info("accepted %s %s", message.kind, message.event_id)
            wake()

    # process_before_response: Bolt otherwise acknowledges an event first, and a kill then loses it. Verification:
    # without it Bolt asks Slack who it is at the first event, and acknowledges that event even if it gets no answer.
    app = App(client=client, logger=quiet, process_before_response=True, token_verification_enabled=True)
    mentions.register(app, accept)
    messages.register(app, accept, records.takes_part)
    commands.register(app, accept, checks.cards)
    check_form.register(app, accept, checks.cards)
    card_buttons.register(app, checks)
    shortcuts.register(app, accept)
    errors.register(app)
    return app


def web_client(settings: SlackSettings) -> WebClient:
    """The one Web API client. Raises AdvisorError when the token is missing."""
    token = needed(settings.bot_token, *BOT_TOKEN)
    base = settings.api_url.rstrip("/") + "/"  # the SDK joins without looking
    return WebClient(token, base_url=base, timeout=TIMEOUT, logger=quiet, retry_handlers=retries())


def check_tokens(settings: SlackSettings) -> None:
    """Raises AdvisorError naming the token that is missing and where to get it."""
    needed(settings.bot_token, *BOT_TOKEN)
    needed(settings.app_token, *APP_TOKEN)


def needed(token: SecretStr | None, variable: str, where: str) -> str:
    """The token, or the error that names its variable and where to get it."""
    if token is None or not token.get_secret_value().strip():
        raise AdvisorError(f"{variable} is missing. Get it at https://api.slack.com/apps ({where}), put it in .env.")
    return token.get_secret_value().strip()


def own_user_id(client: WebClient) -> str:
    """Advisor's user id in the workspace that the token belongs to."""
    try:
        return str(client.auth_test()["user_id"])
    except SLACK_ERRORS as error:
        raise AdvisorError(
            f"Slack does not take SLACK_BOT_TOKEN ({code(error)} from {client.base_url}). "
            "Copy it again from OAuth & Permissions, or reinstall the app there."
        ) from error


def connect(handler: SocketModeHandler) -> None:
    """Opens the socket; from then on the SDK opens it again whenever it breaks."""
    try:
        handler.connect()  # type: ignore[no-untyped-call] # Bolt gives it no types
    except SLACK_ERRORS as error:
        raise AdvisorError(
            f"Slack opens no socket for SLACK_APP_TOKEN ({code(error)}). The app needs Socket Mode switched on, "
            "and an app-level token with connections:write."
        ) from error
