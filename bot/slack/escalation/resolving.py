"""*Resolved*: who could answer an escalated question says so, with a note if they like, and its asker is told."""

import logging

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.journal import Kept
from bot.slack.answers.answers import Answers
from bot.slack.blocks import Rendered
from bot.slack.clicks import Click, click_of, tell_in_channel
from bot.slack.escalation.blocks import FORM, LONGEST_NOTE, NOTE, RESOLVED, closed, form, news, shown_to_helpers
from bot.slack.escalation.escalating import draft_for
from bot.slack.escalation.escalations import Escalation
from bot.slack.incoming import Body, part_of, team_of, text_of, user_of
from bot.slack.modals import given, open_modal
from bot.slack.places.direct import Sent, change, send
from bot.slack.posting import post
from bot.slack.promises import acknowledged, kept_promise
from bot.slack.trouble import SLACK_ERRORS, code

log = logging.getLogger(__name__)

NOT_KNOWN = "I do not find this question any more, so there is nothing to resolve."
BEFORE_YOU = "Somebody resolved this question before you. Thank you all the same."
TOLD = "Thank you. Whoever asked was told that you resolved it."
NOT_TOLD = "I noted that you resolved it, but could not reach whoever asked. Please tell them yourself."


def register(app: App, answers: Answers) -> None:
    """The button asks for a note; the form, or without one the click itself, resolves the question."""

    def pressed(body: Body, client: WebClient) -> None:
        click = click_of(body)
        kept_promise(client, click, lambda: _pressed(answers, client, click))

    def write_down(ack: Ack, body: Body) -> None:
        found, user = _submitted(answers, body), user_of(body)
        if found is None:
            _refused(answers, team_of(body), user)
            ack(response_action="errors", errors={NOTE: NOT_KNOWN})
            return
        values = part_of(part_of(part_of(body, "view"), "state"), "values")
        answers.escalations.resolve(found.id, user, text_of(given(values, NOTE), "value")[:LONGEST_NOTE])
        ack()

    def spread(body: Body, client: WebClient) -> None:
        found, user = _submitted(answers, body), user_of(body)
        if found is not None:
            said = announced(answers, client, found)
            any(tell_in_channel(client, at.channel, user, said) for at in found.posts)  # in the first where they are

    app.action(RESOLVED)(ack=acknowledged, lazy=[pressed])
    app.view(FORM)(ack=write_down, lazy=[spread])


def _pressed(answers: Answers, client: WebClient, click: Click) -> str:
    """What to tell the one who pressed the button; "" once the form is open."""
    found = answers.escalations.seen(click.value, click.team, click.user, click.channel)
    if found is None:
        _refused(answers, click.team, click.user)
        return NOT_KNOWN
    if not found.resolved_by:
        answers.escalations.helped_by(found.id, click.user)
        if open_modal(client, click.trigger, form(found), "") is None:
            return ""
        answers.escalations.resolve(found.id, click.user)  # without the form, the click says what the button says
    return announced(answers, client, found)


def announced(answers: Answers, client: WebClient, found: Escalation) -> str:
    """Tells the asker that it is resolved and shows it in every post, once; what to tell the one who resolved it.

    Whoever presses the button of one that is resolved finishes what a process left undone that was killed.
    """
    if not answers.escalations.claim_telling(found.id):
        return BEFORE_YOU
    done = answers.escalations.find(found.id) or found
    kept = answers.journal.find(done.reply_id)
    told = kept is not None and _told(client, kept, news(done, kept))
    for at in done.posts:
        shown = shown_to_helpers(done, kept, draft_for(answers, kept, at.target)) if kept else closed(done)
        if at.ts:
            change(client, Sent(at.channel, at.ts), shown)
    return TOLD if told else NOT_TOLD


def _told(client: WebClient, kept: Kept, message: Rendered) -> bool:
    """Whether the asker was told: in the thread where they asked, else in a direct message."""
    asked = kept.asked
    if kept.private or not asked.thread_ts:
        return send(client, asked.user, message) is not None
    try:
        post(client, asked.channel, message, asked.thread_ts)
    except SLACK_ERRORS as error:
        log.warning("%s: not told in the thread (%s), trying a direct message", asked.id, code(error))
        return send(client, asked.user, message) is not None
    return True


def _submitted(answers: Answers, body: Body) -> Escalation | None:
    """The escalation of a submitted form, if this person pressed its button where they see it."""
    team, user = team_of(body), user_of(body)
    return answers.escalations.helper(text_of(part_of(body, "view"), "private_metadata"), team, user)


def _refused(answers: Answers, team: str, user: str) -> None:
    answers.audit.refused(team, user, "to resolve a question that is unknown or not theirs to see")
