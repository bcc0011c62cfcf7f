"""The settings of a channel: the form opened for admins, a channel chosen in it, its submission kept."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.slack.blocks import note
from bot.slack.channel_form import (
    AUTO,
    CALLBACK,
    CHANNEL,
    NO_CHANNEL,
    NOTHING_CHOSEN,
    OPEN,
    chosen,
    form,
    is_channel,
)
from bot.slack.channels import Choices
from bot.slack.check_form import NotOpened, open_modal
from bot.slack.incoming import Body, part_of, text_of
from bot.slack.thread import NO_PREVIEWS
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
        self.workspace.audit.done(self.workspace.team, user, f"changed the settings of {channel}")
        return {}

    def _of(self, channel: str) -> Choices:
        return self.workspace.channels.of(channel)


def register(app: App, settings: ChannelSettings) -> None:
    """Answers the form, each within Slack's three seconds."""

    @app.action(OPEN)
    def wanted(ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        user = text_of(part_of(body, "user"), "id")
        if settings.workspace.admits(user, WHAT):
            failed = settings.open(client, text_of(body, "trigger_id"), "")
            if failed:
                _tell(client, user, failed.said)

    @app.action(CHANNEL)
    def channel_chosen(ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        actions = body.get("actions")
        action = actions[0] if isinstance(actions, list) and actions and isinstance(actions[0], dict) else {}
        user = text_of(part_of(body, "user"), "id")
        settings.chose(client, user, part_of(body, "view"), text_of(action, "selected_conversation"))

    @app.view(CALLBACK)
    def submitted(ack: Ack, body: Body) -> None:
        wrong = settings.submitted(text_of(part_of(body, "user"), "id"), part_of(body, "view"))
        if wrong:
            ack(response_action="errors", errors=wrong)
        else:
            ack()


def _tell(client: WebClient, user: str, said: str) -> None:
    """Says a sentence in the person's direct messages: a Home tab has no place for it."""
    message = note(said)
    try:
        client.chat_postMessage(channel=user, text=message.text, blocks=list(message.blocks), **NO_PREVIEWS)
    except SLACK_ERRORS as error:
        log.warning("a click got no explanation (%s)", code(error))
