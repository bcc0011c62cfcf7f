"""Settings of the bot: read once from the environment and `.env`, frozen, passed down."""

from typing import Annotated, Literal

from pydantic import Field, SecretStr
from pydantic.functional_validators import BeforeValidator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


def _listed(value: object) -> object:
    """The ids in a comma-separated text."""
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


Ids = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]
"""Slack ids, separated by commas."""


class SlackSettings(BaseSettings):
    """What the Slack app needs. `advisor run` checks that its tokens are there and says where to get them."""

    model_config = SettingsConfigDict(env_file=".env", env_prefix="SLACK_", extra="ignore", frozen=True)

    bot_token: SecretStr | None = Field(None, description="xoxb-…: Slack app > OAuth & Permissions")
    app_token: SecretStr | None = Field(None, description="xapp-…: Slack app > Basic Information > App-Level Tokens")
    signing_secret: SecretStr | None = Field(
        None, description="Slack app > Basic Information > App Credentials > Signing Secret; for HTTP mode"
    )
    mode: Literal["socket", "http"] = Field("socket", description="socket (Socket Mode) or http (a public address)")
    host: str = Field("127.0.0.1", description="the address that HTTP mode and /healthz listen on")
    port: int = Field(3000, ge=1, le=65_535, description="the port of HTTP mode, 1 to 65535")
    admins: Ids = Field((), description="user ids (U…) and user group ids (S…), separated by commas")
    admin_channel: str | None = Field(None, description="the id of the channel (C…) that hears of syncs and troubles")
    escalate_to: Ids = Field((), description="user ids (U…) or channel ids (C…) that escalated questions go to")
    api_url: str = Field("https://slack.com/api/", description="Base URL of the Web API; tests point it at a fake")


class ClaudeSettings(BaseSettings):
    """How Claude is reached. Without a key, answers are extractive."""

    model_config = SettingsConfigDict(env_file=".env", env_prefix="ANTHROPIC_", extra="ignore", frozen=True)

    api_key: SecretStr | None = Field(None, description="sk-ant-…: https://console.anthropic.com > API keys")
    base_url: str = Field("https://api.anthropic.com", description="the address of the API, without /v1")
    model: str = Field("claude-sonnet-5-5", description="a model's name, for example claude-haiku-5-5")
    deadline_seconds: float = Field(
        20, gt=0, le=240, description="seconds from question to whole answer, at most 240; later, it is extractive"
    )
    daily_budget_usd: float = Field(
        20,
        ge=0,
        allow_inf_nan=False,
        description="US dollars a day for one workspace; 0 for none. Spent, answers are extractive",
    )
