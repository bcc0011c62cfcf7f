"""The parts of the Slack face: what listeners and workers work with in the one workspace that is served, made once.

A surface that needs something new adds a field here and a line to `open_parts`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from slack_sdk import WebClient

from bot.checks.checker import Checker
from bot.journal import Journal
from bot.keeping.keeper import Keeper
from bot.model import Answer, Declined
from bot.records import Records
from bot.settings import SlackSettings
from bot.slack.allowance import Allowance
from bot.slack.answers.answers import Answers
from bot.slack.channels.settings import ChannelSettings
from bot.slack.checks.cards import Cards
from bot.slack.checks.charts import Draw
from bot.slack.checks.checks import Checks
from bot.slack.errands import Errands
from bot.slack.escalation.escalations import Escalations
from bot.slack.home.home import Home
from bot.slack.line import Line
from bot.slack.places.reading import Reader
from bot.slack.replies.replies import Ask
from bot.slack.streaming.stops import Stops
from bot.slack.uploads.downloads import Downloads
from bot.slack.uploads.offering import Offering
from bot.slack.uploads.offers import Offers
from bot.slack.uploads.stage import Stage
from bot.slack.workspace import Workspace, open_workspace
from bot.status import Condition


def nothing_offered() -> Sequence[str]:
    """No questions to begin with."""
    return ()


@dataclass(frozen=True, slots=True)
class Advice:
    """What Advisor does for Slack: answers questions, makes checks, draws the chart of a verdict's costs.

    `offered` gives questions that the knowledge folder can answer, for people who do not know what to ask;
    `condition` who writes the answers, and what is wrong; `keeper` keeps the folder, None where Slack may not.
    """

    ask: Ask
    checker: Checker
    draw: Draw
    offered: Callable[[], Sequence[str]] = nothing_offered
    condition: Callable[[], Condition] = Condition
    keeper: Keeper | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts, by what they are for."""

    workspace: Workspace
    records: Records
    journal: Journal
    advice: Advice
    answers: Answers
    checks: Checks
    stops: Stops
    allowance: Allowance
    channel_settings: ChannelSettings
    errands: Errands
    home: Home | None
    offering: Offering | None

    @property
    def client(self) -> WebClient:
        """The patient client: it waits out rate limits, and repeats what can be repeated."""
        return self.workspace.client

    @property
    def reader(self) -> Reader:
        """Who reads threads, Advisor's own replies with all that they rested on."""
        return Reader(self.client, self.workspace.advisor, self._said)

    def _said(self, reply_id: str) -> Answer | Declined | None:
        kept = self.journal.find(reply_id)
        return kept.reply if kept else None


def open_parts(line: Line, records: Records, advice: Advice) -> Parts:
    """The parts for the workspace at the end of the line. Raises AdvisorError when Slack refuses the bot token."""
    settings, workspace = line.settings, open_workspace(line, records.engine)
    journal = Journal(records.engine)
    checks = Checks(advice.checker, Cards(records.engine), advice.draw, line.client, workspace.people.audience)
    errands = Errands()
    return Parts(
        workspace=workspace,
        records=records,
        journal=journal,
        advice=advice,
        answers=Answers(
            journal=journal,
            escalations=Escalations(records.engine),
            library=advice.checker.library,
            audit=workspace.audit,
            audience=workspace.people.audience,
            escalate_to=lambda channel: workspace.channels.escalate_to(channel) or settings.escalate_to,
        ),
        checks=checks,
        stops=Stops(records.engine),
        allowance=Allowance(line.client, records),
        channel_settings=ChannelSettings(workspace, advice.checker.library.folders),
        errands=errands,
        home=Home(workspace, advice.keeper, records, journal, checks, errands) if advice.keeper else None,
        offering=_offering(workspace, settings, records, advice.keeper, errands) if advice.keeper else None,
    )


def _offering(
    workspace: Workspace, settings: SlackSettings, records: Records, keeper: Keeper, errands: Errands
) -> Offering:
    offers = Offers(records.engine)
    downloads = Downloads(workspace.client.token or "", settings.api_url, keeper.max_bytes)
    return Offering(workspace, keeper, downloads, offers, Stage(workspace.client, offers), errands)
