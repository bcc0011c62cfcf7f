"""Settings of the bot: read once from the environment and `.env`, frozen, passed down."""

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class SlackSettings(BaseSettings):
    """What the Slack app needs. `advisor run` checks that both tokens are there and says where to get them."""

    model_config = SettingsConfigDict(env_file=".env", env_prefix="SLACK_", extra="ignore", frozen=True)

    bot_token: SecretStr | None = Field(None, description="xoxb-…: Slack app > OAuth & Permissions")
    app_token: SecretStr | None = Field(None, description="xapp-…: Slack app > Basic Information > App-Level Tokens")
    api_url: str = Field("https://slack.com/api/", description="Base URL of the Web API; tests point it at a fake")
