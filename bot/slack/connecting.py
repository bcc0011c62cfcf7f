"""How Slack is reached: the tokens, the Web API client, the socket."""

import logging
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache

from pydantic import SecretStr
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

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
        _hang_up(handler)


def web_client(settings: SlackSettings) -> WebClient:
    """The one Web API client. Raises AdvisorError when the token is missing."""
    token = needed(settings.bot_token, *BOT_TOKEN)
    base = settings.api_url.rstrip("/") + "/"  # the SDK joins without looking
    return WebClient(token, base_url=base, timeout=TIMEOUT, ssl=_trust(), logger=quiet, retry_handlers=retries())


def webhook(url: str, *, again: bool = True, timeout: int = TIMEOUT) -> WebhookClient:
    """A client for one `response_url`; `again` says whether it waits out a rate limit."""
    return WebhookClient(url, timeout, _trust(), logger=quiet, retry_handlers=retries()[:1] if again else [])


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


def _hang_up(handler: SocketModeHandler) -> None:
    """Closes the socket at once: the SDK alone first waits for the next frame (3 s), and for its own queue (1 s)."""
    client = handler.client
    client.closed = True
    client.message_queue.put(None)  # wakes who waits for messages, and is none
    connection = client.current_session
    if connection is not None and connection.sock is not None:
        with suppress(OSError):  # it broke meanwhile
            connection.sock.shutdown(socket.SHUT_RD)  # wakes who waits for frames
    handler.close()  # type: ignore[no-untyped-call] # Bolt gives it no types


class _Trust(ssl.SSLContext):
    """Whom a connection to Slack trusts, the same for each copy of a client."""

    def __deepcopy__(self, _memo: object) -> "_Trust":
        return self  # Bolt copies the client for each lazy listener, and a context cannot be copied


@cache
def _trust() -> _Trust:
    """The machine's root certificates, read once: the SDK alone reads them for each call (50 ms)."""
    trust = _Trust(ssl.PROTOCOL_TLS_CLIENT)  # asks for a certificate, and that it names the host
    trust.load_default_certs()
    return trust
