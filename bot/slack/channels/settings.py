"""The settings of a channel: the form opened for admins, a channel chosen in it, its submission kept."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.slack.blocks import note
from bot.slack.channels.choices import Choices
from bot.slack.channels.form import (
    AUTO,
    CALLBACK,
    CHANGED,
    CHANNEL,
    NO_CHANNEL,
    NOTHING_CHOSEN,
    OPEN,
    chosen,
    form,
    is_channel,
)
from bot.slack.incoming import Body, action_of, part_of, text_of, user_of
from bot.slack.modals import NotOpened, open_modal
from bot.slack.places.direct import send
from bot.slack.trouble import SLACK_ERRORS, code
from bot.slack.workspace import Workspace

log = logging.getLogger(__name__)

FOR_ADMINS = "Only Advisor's admins may change this. Ask one of them."
INSTEAD = "Nothing was changed."
WHAT = "to change the settings of a channel"


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """The settings of the channels of one workspace; `folders` are those of the knowledge folder, ending in "/"."""

    workspace: Workspace
    folders: Callable[[], Sequence[str]]

    def open(self, client: WebClient, trigger_id: str, channel: str) -> NotOpened | None:
        """Opens the form for this channel, or with "" to choose one; what to say when Slack does not.

        Whoever calls it has checked that the person is an admin; what they send is checked once more.
        """
        view = form(channel, self._of(channel), self.folders()) if is_channel(channel) else NOTHING_CHOSEN
        return open_modal(client, trigger_id, view, INSTEAD)

    def chose(self, client: WebClient, user: str, view: Body, channel: str) -> None:
        """Shows the settings of the channel that was chosen in the form."""
        if not is_channel(channel) or not self.workspace.admits(user, WHAT):
            return
        try:
            client.views_update(
                view_id=text_of(view, "id"),
                hash=text_of(view, "hash"),
                view=form(channel, self._of(channel), self.folders()),
            )
        except SLACK_ERRORS as error:
            log.warning("the settings of %s are not shown (%s)", channel, code(error))

    def submitted(self, user: str, view: Body) -> dict[str, str]:
        """What is wrong with a submitted form, by block; nothing when it holds from now on."""
        channel = text_of(view, "private_metadata")
        if not self.workspace.admits(user, WHAT):
            return {AUTO if channel else CHANNEL: FOR_ADMINS}
        if not is_channel(channel):
            return {CHANNEL: NO_CHANNEL}
        choices = chosen(part_of(view, "state").get("values"), self._of(channel), self.folders())
        if not isinstance(choices, Choices):
            return choices
        self.workspace.channels.choose(channel, choices, user)
        self.workspace.audit.done(self.workspace.team, user, f"{CHANGED}{channel}")
        return {}

    def _of(self, channel: str) -> Choices:
        return self.workspace.channels.of(channel)


def register(app: App, settings: ChannelSettings) -> None:
    """Answers the form, each within Slack's three seconds."""

    @app.action(OPEN)
    def wanted(ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        user = user_of(body)
        if settings.workspace.admits(user, WHAT):
            failed = settings.open(client, text_of(body, "trigger_id"), "")
            if failed:
                send(client, user, note(failed.said))  # a Home tab has no place for a sentence

    @app.action(CHANNEL)
    def channel_chosen(ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        channel = text_of(action_of(body), "selected_conversation")
        settings.chose(client, user_of(body), part_of(body, "view"), channel)

    @app.view(CALLBACK)
    def submitted(ack: Ack, body: Body) -> None:
        wrong = settings.submitted(user_of(body), part_of(body, "view"))
        if wrong:
            ack(response_action="errors", errors=wrong)
        else:
            ack()
