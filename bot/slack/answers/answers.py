"""Replies to questions in Slack: written into the journal, then shown; found again when somebody clicks under one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.journal import Asked, Journal, Kept
from bot.message import Pending
from bot.model import Answer, Declined
from bot.slack.answers.blocks import render
from bot.slack.answers.buttons import Buttons
from bot.slack.audit import Audit
from bot.slack.blocks import Rendered
from bot.slack.clicks import Click
from bot.slack.escalation.escalations import Escalations
from bot.today import utc_today
from indexer.model import Audience, Library

UNKNOWN = "I do not find this answer any more, or it is not one that you can see. Ask the question again."


@dataclass(frozen=True, slots=True)
class Answers:
    """The replies of one workspace.

    `audience` is what a person may read, by user id; `escalate_to` gives the ids of people and channels that questions
    of a channel are escalated to, () for nobody.
    """

    journal: Journal
    escalations: Escalations
    library: Library
    audit: Audit
    audience: Callable[[str], Audience]
    escalate_to: Callable[[str], tuple[str, ...]]
    today: Callable[[], date] = utc_today

    def shown(self, pending: Pending, reply: Answer | Declined, *, private: bool) -> Rendered:
        """The message that shows the reply, which is written down first; `private` when only its asker sees it."""
        self.journal.keep(_asked(pending), reply, private=private)
        channel = pending.message.channel
        escalatable = bool(self.escalate_to(channel))
        shareable = private and not channel.startswith("D")  # a direct message has nobody to share with
        return render(reply, Buttons(pending.id, escalatable, shareable))

    def seen(self, click: Click, reply_id: str) -> Kept | None:
        """The reply of this id if the one who clicked sees it, else None, which is noted in the audit."""
        kept = self.journal.seen(reply_id, click.team, click.user, click.channel)
        if kept is None:
            self.audit.refused(click.team, click.user, "to use a reply that is unknown or not theirs to see")
        return kept


def _asked(pending: Pending) -> Asked:
    message = pending.message
    return Asked(
        id=pending.id,
        team=message.team,
        channel=message.channel,
        thread_ts=message.thread_ts,
        user=message.user,
        kind=message.kind,
        text=message.text,
        asked_at=pending.received_at,
    )
