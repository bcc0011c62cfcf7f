"""Puts together what turns a claimed message into a reply."""

from bot.slack.parts import Parts
from bot.slack.places.places import Places
from bot.slack.replies.questions import Questions
from bot.slack.replies.replies import Replies
from bot.slack.replies.unasked import Unasked


def open_replies(parts: Parts) -> Replies:
    """Who answers what is in the inbox."""
    workspace, records, ask = parts.workspace, parts.records, parts.advice.ask
    places = Places(parts.client, parts.reader, records, parts.checks, parts.stops)
    questions = Questions(workspace.people.audience, workspace.channels)
    unasked = Unasked(records, ask, questions.of, parts.answers, workspace.auto_answers)
    return Replies(
        records=records,
        ask=ask,
        question=questions.of,
        place=places.of,
        checks=parts.checks,
        answers=parts.answers,
        unasked=unasked,
        refused=workspace.news.slack_failed,
    )
