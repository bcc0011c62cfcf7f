"""Whether a reply helped: two small buttons under each, and a form that asks why when it did not.

One row for each person and reply: clicking again changes it, and the form shows what was said before.
"""

from collections.abc import Mapping

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.journal import Rating, Reason
from bot.slack.answers.answers import UNKNOWN, Answers
from bot.slack.answers.buttons import DID_NOT_HELP, HELPED, RATE, read_value
from bot.slack.blocks import Block, context
from bot.slack.clicks import Click, click_of, tell_in_channel
from bot.slack.controls import option, plain_text
from bot.slack.incoming import Body, part_of, team_of, text_of, user_of
from bot.slack.modals import asking, entry, given, open_modal, window
from bot.slack.mrkdwn import fitted, one_line
from bot.slack.promises import kept_promise

FORM = "answer_reason"
"""The form's callback_id."""
REASON, REMARK = "reason", "remark"
LONGEST_REMARK = 1_000
_QUESTION = 200

THANKS = "Thank you. I noted that this helped."
NOTED = "Thank you. I noted why this did not help; admins see it beside the questions that found no answer."
WITHOUT_FORM = "I noted that this did not help. To say why, press the button again."
NOT_RATED = "I do not find this answer any more, so nothing was noted. Please ask again and rate the new answer."

_REASONS = {
    Reason.WRONG: "It is wrong",
    Reason.OUTDATED: "It is out of date",
    Reason.WRONG_SOURCE: "It quotes the wrong source",
    Reason.INCOMPLETE: "Something is missing",
    Reason.OTHER: "Something else",
}


def register(app: App, answers: Answers) -> None:
    """Writes down what people think before Slack is told that it arrived; asks and thanks afterwards."""

    def note_down(ack: Ack, body: Body) -> None:
        _note_down(answers, click_of(body))
        ack()

    def respond(body: Body, client: WebClient) -> None:
        click = click_of(body)
        kept_promise(client, click, lambda: _response(answers, client, click))

    def give_reason(ack: Ack, body: Body) -> None:
        reply_id, team, user = _sender(body)
        if answers.journal.rating(reply_id, team, user) is None:  # only a click on the reply itself makes one
            answers.audit.refused(team, user, "to say why a reply did not help that is unknown or not theirs to see")
            ack(response_action="errors", errors={REASON: NOT_RATED})
            return
        state = part_of(part_of(body, "view"), "state")
        answers.journal.rate(reply_id, team, user, entered(part_of(state, "values")))
        ack()

    def thank(body: Body, client: WebClient) -> None:
        reply_id, team, user = _sender(body)
        kept, rating = answers.journal.find(reply_id), answers.journal.rating(reply_id, team, user)
        if kept is not None and rating is not None:
            tell_in_channel(client, kept.asked.channel, user, NOTED, kept.asked.thread_ts)

    app.action(RATE)(ack=note_down, lazy=[respond])
    app.view(FORM)(ack=give_reason, lazy=[thank])


def form(reply_id: str, question: str, earlier: Rating) -> Block:
    """The form that asks why, with what the person said earlier filled in."""
    choices = [option(label, reason) for reason, label in _REASONS.items()]
    chosen = [choice for choice in choices if choice["value"] == earlier.reason]
    reason = {"type": "radio_buttons", "action_id": REASON, "options": choices}
    remark = {
        "type": "plain_text_input",
        "action_id": REMARK,
        "multiline": True,
        "max_length": LONGEST_REMARK,
        "placeholder": plain_text("For example: what it should have said, and where that is written"),
    }
    already = {"initial_value": earlier.remark} if earlier.remark else {}
    blocks = [
        context(f"About: {fitted(question, _QUESTION, one_line)}"),
        entry(REASON, "What is wrong with it?", reason | ({"initial_option": chosen[0]} if chosen else {})),
        entry(REMARK, "Anything to add?", remark | already, optional=True),
    ]
    return asking(FORM, reply_id, "Send", window("Why did it not help?", blocks, close="Cancel"))


def entered(values: Mapping[str, object]) -> Rating:
    """What a submitted form says; a reason that the form does not have counts as another."""
    chosen = text_of(part_of(given(values, REASON), "selected_option"), "value")
    reason = chosen if chosen in set(Reason) else Reason.OTHER
    return Rating(False, str(reason), text_of(given(values, REMARK), "value")[:LONGEST_REMARK])


def _note_down(answers: Answers, click: Click) -> None:
    """Writes a click down; one that says again that it did not help leaves the reason that was given."""
    reply_id, word = read_value(click.value)
    if answers.journal.seen(reply_id, click.team, click.user, click.channel) is None:
        return
    earlier = answers.journal.rating(reply_id, click.team, click.user)
    if word == HELPED:
        answers.journal.rate(reply_id, click.team, click.user, Rating(True))
    elif word == DID_NOT_HELP and (earlier is None or earlier.positive):
        answers.journal.rate(reply_id, click.team, click.user, Rating(False))


def _response(answers: Answers, client: WebClient, click: Click) -> str:
    """What to tell the one who clicked; "" once the form is open."""
    reply_id, word = read_value(click.value)
    kept = answers.seen(click, reply_id) if word in (HELPED, DID_NOT_HELP) else None
    if kept is None:
        return UNKNOWN
    if word == HELPED:
        return THANKS
    earlier = answers.journal.rating(reply_id, click.team, click.user) or Rating(False)
    return WITHOUT_FORM if open_modal(client, click.trigger, form(reply_id, kept.asked.text, earlier), "") else ""


def _sender(body: Body) -> tuple[str, str, str]:
    """The id that a form carries, and the team and the user who sent it."""
    reply_id = text_of(part_of(body, "view"), "private_metadata")
    return reply_id, team_of(body), user_of(body)
