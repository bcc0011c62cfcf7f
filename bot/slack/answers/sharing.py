"""*Share in channel*: a private reply, posted once where it was asked, if everybody there may read what it quotes."""

import logging

from slack_bolt import App
from slack_sdk import WebClient

from bot.journal import Kept
from bot.model import Answer, Declined
from bot.readers import as_read_by
from bot.slack.answers.answers import UNKNOWN, Answers
from bot.slack.answers.blocks import render
from bot.slack.answers.buttons import SHARE, Buttons
from bot.slack.blocks import Rendered, section
from bot.slack.clicks import Click, click_of
from bot.slack.incoming import Body
from bot.slack.mrkdwn import fitted, one_line, person
from bot.slack.places.elsewhere import CLOSED
from bot.slack.posting import post
from bot.slack.promises import acknowledged, kept_promise
from bot.slack.trouble import SLACK_ERRORS, code, refused
from indexer.model import PUBLIC

log = logging.getLogger(__name__)

QUESTION = 500

SHARED = "It is shared: you find it in the channel."
RESTRICTED = (
    "I did not share it: it quotes a document that not everybody in a channel may read. "
    "Ask in the channel, and I answer there from what everybody may read."
)
CANNOT_POST = (
    "I may not write in that channel. Invite me there (`/invite @Advisor`) and press *Share in channel* again."
)
NOT_SHARED = "Slack did not take the message. Please press *Share in channel* again in a minute."
UNSURE = (
    "Slack did not say whether it took the message. Please look in the channel; if it is not there, ask in the channel."
)


def register(app: App, answers: Answers) -> None:
    """Shares after the acknowledgement; a second click does nothing twice."""

    def share(body: Body, client: WebClient) -> None:
        click = click_of(body)
        kept_promise(client, click, lambda: shared(answers, client, click))

    app.action(SHARE)(ack=acknowledged, lazy=[share])


def shared(answers: Answers, client: WebClient, click: Click) -> str:
    """Posts the reply to the channel it was asked in, once; what to tell the one who shared it."""
    kept = answers.seen(click, click.value)
    if kept is None or kept.asked.user != click.user:
        return UNKNOWN
    if not kept.private:
        return SHARED
    reply = as_read_by(kept.reply, answers.library, PUBLIC, answers.audience(click.user))
    if reply is None:
        return RESTRICTED
    if not answers.journal.claim_share(kept.asked.id):
        return SHARED
    message = shared_message(kept, reply, escalatable=bool(answers.escalate_to(kept.asked.channel)))
    return _posted(answers, client, kept, message)


def shared_message(kept: Kept, reply: Answer | Declined, *, escalatable: bool = False) -> Rendered:
    """The reply under the question, which nobody else in the channel has seen."""
    asked = f"{person(kept.asked.user)} asked:\n> {fitted(kept.asked.text, QUESTION, one_line)}"
    shown = render(reply, Buttons(kept.asked.id, escalatable=escalatable))
    return Rendered(shown.text, (section(asked), *shown.blocks))


def _posted(answers: Answers, client: WebClient, kept: Kept, message: Rendered) -> str:
    try:
        ts = post(client, kept.asked.channel, message)
    except SLACK_ERRORS as error:
        log.warning("%s: not shared (%s)", kept.asked.id, code(error))
        if not refused(error):
            return UNSURE
        answers.journal.unshare(kept.asked.id)
        return CANNOT_POST if code(error) in CLOSED else NOT_SHARED
    answers.journal.placed(kept.asked.id, ts)
    return SHARED
