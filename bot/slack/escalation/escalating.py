"""*Escalate to a person*: a question goes to the people or channels that admins chose, with the answer so far."""

import logging
from collections.abc import Sequence

from slack_bolt import App
from slack_sdk import WebClient

from bot.journal import Kept
from bot.model import Answer, Declined
from bot.readers import as_read_by
from bot.slack.addresses import address_of
from bot.slack.answers.answers import UNKNOWN, Answers
from bot.slack.answers.buttons import ESCALATE
from bot.slack.blocks import Rendered
from bot.slack.clicks import Click, click_of
from bot.slack.escalation.blocks import shown_to_helpers
from bot.slack.escalation.escalations import Post
from bot.slack.incoming import Body
from bot.slack.places.direct import opened_channel
from bot.slack.posting import post
from bot.slack.promises import acknowledged, kept_promise
from bot.slack.trouble import SLACK_ERRORS, code, refused
from indexer.model import PUBLIC

log = logging.getLogger(__name__)

MOST_TARGETS = 10

NOBODY = "Nobody is set to take questions of this channel any more. An admin can change that in the settings."
ALREADY = "This question was passed on before. Whoever asked is told when somebody resolves it."
PASSED_ON = "I passed the question on. Whoever asked is told when somebody resolves it."
NOT_TO_ALL = (
    "I passed the question on, but reached {reached} of {all}. Whoever asked is told when somebody resolves it."
)
UNSURE = (
    "I passed the question on, but Slack did not say whether it took the message. If nobody answers, "
    "please ask a colleague directly."
)
NOT_PASSED_ON = (
    "I could not pass the question on: Slack did not take the message. Please try again in a minute, "
    "or ask a colleague directly."
)


def register(app: App, answers: Answers) -> None:
    """Posts after the acknowledgement: there may be several people to reach."""

    def escalate(body: Body, client: WebClient) -> None:
        click = click_of(body)
        kept_promise(client, click, lambda: escalated(answers, client, click))

    app.action(ESCALATE)(ack=acknowledged, lazy=[escalate])


def escalated(answers: Answers, client: WebClient, click: Click) -> str:
    """Passes a question on, once; what to tell the one who clicked."""
    kept = answers.seen(click, click.value)
    if kept is None:
        return UNKNOWN
    targets = answers.escalate_to(kept.asked.channel)[:MOST_TARGETS]
    if not targets:
        return NOBODY
    begun = answers.escalations.begin(kept.asked.id, click.team, click.user, targets)
    if begun is None:
        return ALREADY
    link_to = _conversation(client, kept)
    messages = {target: shown_to_helpers(begun, kept, draft_for(answers, kept, target), link_to) for target in targets}
    posts = []
    for target, message in messages.items():
        posted = _posted(client, target, message)
        if posted is not None:
            answers.escalations.posted(begun.id, posted)
            posts.append(posted)
    if not posts:
        answers.escalations.give_up(begun.id)
    return _outcome(posts, len(messages))


def _outcome(posts: Sequence[Post], targets: int) -> str:
    if not posts:
        return NOT_PASSED_ON
    if not all(post.ts for post in posts):
        return UNSURE
    return PASSED_ON if len(posts) == targets else NOT_TO_ALL.format(reached=len(posts), all=targets)


def draft_for(answers: Answers, kept: Kept, target: str) -> Answer | Declined | None:
    """The reply as whoever sees this target may read it now; None when it quotes what they may not."""
    reader = answers.audience(target) if is_person(target) else PUBLIC  # others read along in a channel
    return as_read_by(kept.reply, answers.library, reader, answers.audience(kept.asked.user))


def is_person(target: str) -> bool:
    """Whether the id is a user's and not a channel's."""
    return target.startswith(("U", "W"))


def _posted(client: WebClient, target: str, message: Rendered) -> Post | None:
    """Where the message stands; None when Slack surely did not take it."""
    channel = ""
    try:
        channel = opened_channel(client, target) if is_person(target) else target
        return Post(target, channel, post(client, channel, message))
    except SLACK_ERRORS as error:
        log.warning("a question was not passed on to %s (%s)", target, code(error))
        return None if refused(error) or not channel else Post(target, channel, "")


def _conversation(client: WebClient, kept: Kept) -> str:
    """The address of the thread; "" for what only its asker can open, and when Slack does not say."""
    if kept.private or not kept.asked.thread_ts or kept.asked.channel.startswith("D"):
        return ""
    return address_of(client, kept.asked.channel, kept.asked.thread_ts)
