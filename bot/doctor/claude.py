"""Checks of the way to Claude: the key's shape, then one request that costs nothing."""

from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from pydantic import SecretStr

from bot.doctor.finding import Finding, Setup, fix, note, ok
from bot.settings import ClaudeSettings

VERSION = "2026-10-21"  # the version of the API that the anthropic SDK 2.x speaks
TIMEOUT = 10.0  # seconds
_PREFIX = "sk-ant-"
_CONSOLE = "https://console.anthropic.com > API keys"


def claude(setup: Setup) -> Iterator[Finding]:
    """Whether Claude will write the answers."""
    key = setup.claude.api_key
    if key is None or not key.get_secret_value().strip():
        yield note("Claude", "no ANTHROPIC_API_KEY: answers are extractive, put together from the documents' sentences")
    elif urlsplit(setup.claude.base_url).scheme not in ("http", "https"):
        yield fix("Claude", "ANTHROPIC_BASE_URL must begin with https:// (or http:// for a server of your own)")
    elif _is_odd(key, setup.claude):
        yield fix("Claude", f"ANTHROPIC_API_KEY does not begin with {_PREFIX}; copy it again from {_CONSOLE}")
    else:
        yield _asked(setup.claude, key)


def _is_odd(key: SecretStr, settings: ClaudeSettings) -> bool:
    """Whether the key has another shape than Anthropic's own; a proxy may have keys of its own."""
    own = settings.base_url == ClaudeSettings.model_fields["base_url"].default
    return own and not key.get_secret_value().strip().startswith(_PREFIX)


def _asked(settings: ClaudeSettings, key: SecretStr) -> Finding:
    """What the API says about the model of the settings: asking that needs a good key and costs nothing."""
    from bot.doctor.request import FAILURES, status_of

    url = f"{settings.base_url.rstrip('/')}/v1/models/{quote(settings.model, safe='')}"
    headers = {"Authorization": f"Bearer {key.get_secret_value().strip()}", "anthropic-version": VERSION}
    try:
        status = status_of(url, headers, TIMEOUT)
    except FAILURES as error:
        said = f"{settings.base_url} does not answer as Claude does ({type(error).__name__})"
        return fix("Claude", f"{said}; look at the network and ANTHROPIC_BASE_URL. Until then answers are extractive")
    return ok("Claude", f"{settings.model} answers to this key") if status == 200 else _refused(status, settings)


def _refused(status: int, settings: ClaudeSettings) -> Finding:
    if status in (401, 403):
        return fix("Claude", f"ANTHROPIC_API_KEY is refused (HTTP {status}); make a new one at {_CONSOLE}")
    if status == 404:
        return fix("Claude", f"there is no model {settings.model} at {settings.base_url}; correct ANTHROPIC_MODEL")
    return fix(
        "Claude", f"{settings.base_url} answers HTTP {status}; try again later. Until then answers are extractive"
    )
