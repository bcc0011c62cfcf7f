"""Checks of the way to Slack: tokens by their shape and by asking, scopes, the socket or the secret of HTTP mode."""

from collections.abc import Iterator, Mapping
from json import loads
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot.doctor.finding import Finding, Setup, fix, note, ok
from bot.settings import SlackSettings

if TYPE_CHECKING:
    from slack_sdk import WebClient

TIMEOUT = 10  # seconds for one call
MANIFEST = Path(__file__).parents[2] / "manifest.json"
_PAGES = "https://api.slack.com/apps > your app"
_BOT_PAGE = f"{_PAGES} > OAuth & Permissions > Bot User OAuth Token"
_APP_PAGE = f"{_PAGES} > Basic Information > App-Level Tokens"
_SECRET_PAGE = f"{_PAGES} > Basic Information > App Credentials > Signing Secret"
_OTHER_TOKENS = ("xoxp-", "xoxb-", "xapp-", "xoxe", "xoxa-", "xoxr-")


def slack(setup: Setup) -> Iterator[Finding]:
    """Whether Slack takes the tokens and lets Advisor do all it does. Nobody is asked when none is set."""
    settings = setup.slack
    if not any(map(_text, (settings.bot_token, settings.app_token, settings.signing_secret))):
        yield note("Slack", "not set up; the terminal works without. To set it up: README, In Slack")
        return
    wrong = _shape("SLACK_BOT_TOKEN", _text(settings.bot_token), "xoxb-", _BOT_PAGE)
    if wrong is not None:
        yield wrong
    else:
        yield from _asked(setup, _client(settings))
    yield _signing_secret(settings) if settings.mode == "http" else _socket(settings)
    yield _events()


def _asked(setup: Setup, client: "WebClient") -> Iterator[Finding]:
    from bot.doctor.people import people
    from bot.slack.trouble import SLACK_ERRORS

    try:
        said = client.auth_test()
    except SLACK_ERRORS as error:
        yield fix("Slack bot token", f"{client.base_url} {_trouble(error, f'copy it again: {_BOT_PAGE}')}")
        return
    yield ok("Slack bot token", f"{said.get('user')} in {said.get('team')}")
    yield _scopes(said.headers)
    yield from people(setup.slack, client)


def _scopes(headers: Mapping[str, str]) -> Finding:
    """What the manifest asks for and this installation was not given."""
    granted = next((value for name, value in headers.items() if name.lower() == "x-oauth-scopes"), None)
    if granted is None or not MANIFEST.exists():
        return note("Slack scopes", "cannot be compared: Slack or this installation does not name them")
    wanted = set(loads(MANIFEST.read_text(encoding="utf-8"))["oauth_config"]["scopes"]["bot"])
    missing = wanted - {scope.strip() for scope in granted.split(",")}
    if missing:
        again = "paste manifest.json again under App Manifest, and reinstall the app"
        return fix("Slack scopes", f"{', '.join(sorted(missing))} missing; {again}")
    return ok("Slack scopes", f"all {len(wanted)} of the manifest")


def _trouble(error: Exception, needed: str) -> str:
    """What Slack's answer means, or that there is none: a token is not to be changed for a broken network."""
    from bot.slack.trouble import code, passing

    if passing(error):
        return f"does not answer ({code(error)}); look at the network and SLACK_API_URL, then try again"
    return f"does not take it ({code(error)}); {needed}"


def _events() -> Finding:
    """What only a person can compare: no method of Slack names the events that an app is subscribed to."""
    said = (
        "Slack does not tell which are on; if mentions, direct messages or Stop do nothing, paste manifest.json again"
    )
    return note("Slack events", f"{said}: {_PAGES} > App Manifest")


def _socket(settings: SlackSettings) -> Finding:
    """Whether Slack opens a socket for the app token, that is, whether events will come."""
    from bot.slack.trouble import SLACK_ERRORS

    about = "Slack Socket Mode"
    wrong = _shape("SLACK_APP_TOKEN", _text(settings.app_token), "xapp-", _APP_PAGE)
    if wrong is not None:
        return wrong
    try:
        _client(settings).apps_connections_open(app_token=_text(settings.app_token))
    except SLACK_ERRORS as error:
        needed = f"it needs Socket Mode switched on, and an app-level token with connections:write: {_APP_PAGE}"
        return fix(about, f"{settings.api_url} {_trouble(error, needed)}")
    return ok(about, "Slack opens a socket")


def _signing_secret(settings: SlackSettings) -> Finding:
    secret, about = _text(settings.signing_secret), "Slack signing secret"
    if not secret:
        return fix(about, f"SLACK_SIGNING_SECRET is missing; copy it from {_SECRET_PAGE}")
    if secret.startswith(_OTHER_TOKENS):
        return fix(about, f"SLACK_SIGNING_SECRET holds a token; copy the secret from {_SECRET_PAGE}")
    return ok(about, f"set; Slack is to post to https://your.host/slack/events, which leads to port {settings.port}")


def _shape(variable: str, token: str, prefix: str, page: str) -> Finding | None:
    """What is wrong with a token at first sight."""
    if not token:
        return fix("Slack", f"{variable} is missing; copy it from {page}")
    if not token.startswith(prefix):
        kind = next((f"begins with {known}" for known in _OTHER_TOKENS if token.startswith(known)), "is something else")
        return fix("Slack", f"{variable} {kind}, it must begin with {prefix}; copy it from {page}")
    return None


def _client(settings: SlackSettings) -> "WebClient":
    from slack_sdk import WebClient

    from bot.slack.trouble import quiet

    base = settings.api_url.rstrip("/") + "/"
    return WebClient(_text(settings.bot_token), base_url=base, timeout=TIMEOUT, logger=quiet, retry_handlers=[])


def _text(secret: SecretStr | None) -> str:
    return secret.get_secret_value().strip() if secret is not None else ""
