"""The line to Slack: made once, for the surfaces and for whoever has something to tell the admins."""

from dataclasses import dataclass

from slack_sdk import WebClient

from bot.settings import SlackSettings
from bot.slack.admin_news import AdminNews
from bot.slack.connecting import web_client


@dataclass(frozen=True, slots=True)
class Line:
    """The settings, the patient client that they make, and the admins' ear at its other end."""

    settings: SlackSettings
    client: WebClient
    news: AdminNews


def open_line(settings: SlackSettings) -> Line:
    """The line for these settings; nothing is sent yet. Raises AdvisorError when the bot token is missing."""
    client = web_client(settings)
    return Line(settings, client, AdminNews(client, settings.admin_channel, settings.admins))
