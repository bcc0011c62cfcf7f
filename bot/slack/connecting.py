"""How Slack is reached: the tokens, the Web API client, the socket."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pydantic import SecretStr
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.model import AdvisorError
from bot.settings import SlackSettings
from bot.slack.trouble import SLACK_ERRORS, code, quiet, retries

log = logging.getLogger(__name__)

TIMEOUT = 15  # seconds for one call to Slack

# The variable, and where its value is found.
BOT_TOKEN = ("SLACK_BOT_TOKEN", "xoxb-…: OAuth & Permissions > Bot User OAuth Token")
APP_TOKEN = ("SLACK_APP_TOKEN", "xapp-…: Basic Information > App-Level Tokens")
SIGNING_SECRET = ("SLACK_SIGNING_SECRET", "Basic Information > App Credentials > Signing Secret")


@contextmanager
def open_socket(app: App, settings: SlackSettings) -> Iterator[Callable[[], bool]]:
    """The door of Socket Mode; gives what tells whether the socket is open now. Raises AdvisorError."""
    handler = SocketModeHandler(app, needed(settings.app_token, *APP_TOKEN), logger=quiet)
    try:
        connect(handler)
        log.info("connected to Slack")
        yield handler.client.is_connected
    finally:
        handler.close()  # type: ignore[no-untyped-call] # Bolt gives it no types


def web_client(settings: SlackSettings) -> WebClient:
    """The one Web API client. Raises AdvisorError when the token is missing."""
    token = needed(settings.bot_token, *BOT_TOKEN)
    base = settings.api_url.rstrip("/") + "/"  # the SDK joins without looking
    return WebClient(token, base_url=base, timeout=TIMEOUT, logger=quiet, retry_handlers=retries())


def check_tokens(settings: SlackSettings) -> None:
    """Raises AdvisorError naming the token, or in HTTP mode the secret, that is missing and where to get it."""
    needed(settings.bot_token, *BOT_TOKEN)
    if settings.mode == "http":
        needed(settings.signing_secret, *SIGNING_SECRET)
    else:
        needed(settings.app_token, *APP_TOKEN)


def revealed(secret: SecretStr | None) -> str:
    """The secret in the clear, "" when it is not set."""
    return secret.get_secret_value().strip() if secret is not None else ""


def needed(token: SecretStr | None, variable: str, where: str) -> str:
    """The token, or the error that names its variable and where to get it."""
    if not revealed(token):
        raise AdvisorError(f"{variable} is missing. Get it at https://api.slack.com/apps ({where}), put it in .env.")
    return revealed(token)


def connect(handler: SocketModeHandler) -> None:
    """Opens the socket; from then on the SDK opens it again whenever it breaks."""
    try:
        handler.connect()  # type: ignore[no-untyped-call] # Bolt gives it no types
    except SLACK_ERRORS as error:
        raise AdvisorError(
            f"Slack opens no socket for SLACK_APP_TOKEN ({code(error)}). The app needs Socket Mode switched on, "
            "and an app-level token with connections:write."
        ) from error
