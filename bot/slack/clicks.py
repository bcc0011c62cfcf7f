"""What a click says, and how the one who clicked is answered: in a sentence that nobody else sees."""

import logging
from dataclasses import dataclass

from slack_sdk import WebClient

from bot.slack.blocks import note
from bot.slack.connecting import webhook
from bot.slack.incoming import Body, action_of, part_of, team_of, text_of, user_of
from bot.slack.places.direct import send
from bot.slack.posting import NO_PREVIEWS
from bot.slack.trouble import SLACK_ERRORS, code

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Click:
    """A click as Slack reports it; `value` is what the control carried, to be looked up and not believed."""

    value: str
    team: str
    user: str
    channel: str
    thread_ts: str
    trigger: str
    response_url: str


def click_of(body: Body) -> Click:
    """What a `block_actions` payload says of a click or of a choice in a menu."""
    action = action_of(body)
    return Click(
        value=text_of(action, "value") or text_of(part_of(action, "selected_option"), "value"),
        team=team_of(body),
        user=user_of(body),
        channel=text_of(part_of(body, "channel"), "id"),
        thread_ts=text_of(part_of(body, "container"), "thread_ts"),
        trigger=text_of(body, "trigger_id"),
        response_url=text_of(body, "response_url"),
    )


def tell(client: WebClient, click: Click, said: str) -> None:
    """Says a sentence to the one who clicked, and to nobody else, by the first way that works."""
    if _by_response_url(click, said):
        return
    if click.channel:
        tell_in_channel(client, click.channel, click.user, said, click.thread_ts)
    else:  # in a Home tab, which is no channel
        send(client, click.user, note(said))


def tell_in_channel(client: WebClient, channel: str, user: str, said: str, thread_ts: str = "") -> bool:
    """Whether a sentence reached one person, in this channel."""
    try:
        client.chat_postEphemeral(channel=channel, user=user, text=note(said).text, thread_ts=thread_ts or None)
    except SLACK_ERRORS as error:
        log.warning("a sentence did not reach its reader (%s)", code(error))
        return False
    return True


def _by_response_url(click: Click, said: str) -> bool:
    if not click.response_url.startswith(("https://", "http://")):
        return False
    body = {"text": note(said).text, "response_type": "ephemeral", "replace_original": False}
    where = {"thread_ts": click.thread_ts} if click.thread_ts else {}
    try:
        answer = webhook(click.response_url).send_dict(body | where | NO_PREVIEWS)
    except SLACK_ERRORS as error:
        log.info("a response_url failed (%s)", code(error))
        return False
    return answer.status_code == 200
