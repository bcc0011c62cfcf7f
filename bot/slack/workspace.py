"""The one workspace that Advisor serves: who Advisor is in it, its people, its channels, its admins' ear."""

from dataclasses import dataclass

from slack_sdk import WebClient
from sqlalchemy import Engine

from bot.model import AdvisorError
from bot.slack.admin_news import AdminNews
from bot.slack.audit import Audit
from bot.slack.channels.auto_answer import AutoAnswers
from bot.slack.channels.choices import Channels
from bot.slack.courtesy import hasty
from bot.slack.line import Line
from bot.slack.people import People
from bot.slack.trouble import SLACK_ERRORS, code, passing


@dataclass(frozen=True, slots=True)
class Workspace:
    """What the surfaces in Slack share; `team` is the workspace's id, `advisor` Advisor's own user id in it."""

    client: WebClient
    team: str
    advisor: str
    people: People
    channels: Channels
    auto_answers: AutoAnswers
    audit: Audit
    news: AdminNews

    def admits(self, user: str, what: str) -> bool:
        """Whether this person may do what only admins do; a refusal is written down (`what`: "to see …")."""
        admitted = self.people.is_admin(user)
        if not admitted:
            self.audit.refused(self.team, user, what)
        return admitted


def open_workspace(line: Line, engine: Engine) -> Workspace:
    """The workspace at the end of the line. Raises AdvisorError when Slack is away or does not take the bot token."""
    client = line.client
    try:
        known = client.auth_test()
    except SLACK_ERRORS as error:
        raise AdvisorError(_refused(error, client.base_url)) from error
    team = str(known["team_id"])
    channels = Channels(engine, team)
    return Workspace(
        client=client,
        team=team,
        advisor=str(known["user_id"]),
        # hasty: a click waits for what they are, and Slack waits 3 s for a click
        people=People(hasty(client), line.settings.admins, team),
        channels=channels,
        auto_answers=AutoAnswers(engine, team, channels),
        audit=Audit(engine),
        news=line.news,
    )


def _refused(error: Exception, asked: str) -> str:
    """Why there is no workspace: a token is not to be changed for a broken network."""
    if passing(error):
        said = f"Slack does not answer ({code(error)} from {asked})"
        return f"{said}. Look at the network and SLACK_API_URL, then try again."
    return (
        f"Slack does not take SLACK_BOT_TOKEN ({code(error)} from {asked}). "
        "Copy it again from OAuth & Permissions, or reinstall the app there."
    )
