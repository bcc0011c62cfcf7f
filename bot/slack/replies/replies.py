"""Answers one message of the inbox, whatever happens: with an answer, a decline, or an apology."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from bot.message import Kind, Message, Pending
from bot.model import AdvisorError, Answer, Declined, Question, Turn
from bot.readers import may_still_see
from bot.records import Records
from bot.slack.answers.answers import Answers
from bot.slack.blocks import Rendered, apology, help_text, note
from bot.slack.checks.checks import Checks, is_check
from bot.slack.places.place import Place
from bot.slack.plain import MAX_QUESTION, was_cut
from bot.slack.references import new_reference
from bot.slack.replies.courtesies import ANY_TIME, Courtesy, courtesy
from bot.slack.replies.unasked import Unasked
from bot.slack.trouble import SLACK_ERRORS, code, passing
from bot.watching import Stopped, Watcher

log = logging.getLogger(__name__)

Ask = Callable[[Question, Watcher], Answer | Declined]

MAX_ATTEMPTS = 12
"""Claims of one message, the first included: with these pauses Slack may be away for a quarter of an hour."""
LONGEST_PAUSE = 300.0

CUT = f"Your message has more than {MAX_QUESTION:,} characters: I read only the beginning."
STOPPED = "You stopped this answer, so I did not finish it. Ask again whenever you like."
STOPPED_CHECK = "You stopped this check, so there is no verdict. Ask for it again whenever you like."


@dataclass(frozen=True, slots=True)
class Replies:
    """Turns claimed messages into replies, and records what became of each."""

    records: Records
    ask: Ask
    question: Callable[[Message, Iterable[Turn]], Question]
    place: Callable[[Pending], Place]
    checks: Checks
    answers: Answers
    unasked: Unasked
    refused: Callable[[str, str], None]  # told the channel and Slack's word, when a reply cannot be shown for good

    def answer(self, pending: Pending) -> None:
        """Answers the message; when Slack cannot be reached, puts it back for later."""
        try:
            answer = self.unasked.answer if pending.message.kind == Kind.AUTO else self._answer
            answer(pending, self.place(pending))
        except SLACK_ERRORS as error:
            if passing(error) and pending.attempts < MAX_ATTEMPTS:
                log.warning("%s: Slack failed (%s), trying again", pending.id, code(error))
                self.records.later(pending.id, min(2.0 ** (pending.attempts - 1), LONGEST_PAUSE))
            else:
                self._failed(pending, f"Slack refused the reply ({code(error)})")
                self.refused(pending.message.channel, code(error))

    def _answer(self, pending: Pending, place: Place) -> None:
        place.begin()
        polite = _in_return(pending.message)
        if polite is not None:
            place.show(polite)
            self.records.answered(pending.id)
            return
        try:
            shown, reply = self._made(pending, place)
        except Stopped:
            place.show(note(STOPPED_CHECK if is_check(pending.message) else STOPPED))
            self.records.answered(pending.id)
            log.info("%s: stopped", pending.id)
            return
        except Exception:  # whatever failed, the asker is told so and the log holds the cause
            reference = new_reference()
            log.exception("%s: no answer, reference %s", pending.id, reference)
            place.show(apology(reference))
            self.records.failed(pending.id, reference)
            return
        place.show(shown)
        self.records.answered(pending.id)
        log.info("%s: replied by %s", pending.id, reply.answerer if reply else "a check")
        if reply is None:
            self._hang_chart(pending, place)

    def _made(self, pending: Pending, place: Place) -> tuple[Rendered, Answer | Declined | None]:
        """The message to show, and the reply when it was to a question."""
        if pending.attempts > MAX_ATTEMPTS:
            raise AdvisorError(f"{pending.attempts - 1} attempts to answer ended the process; see the log before")
        message = pending.message
        if is_check(message):
            return self.checks.made(pending, place), None
        watcher = place.watcher
        if watcher.stopped:
            raise Stopped
        reply = self._replied_before(pending) or self.ask(self.question(message, place.turns(message.ts)), watcher)
        if was_cut(message.text) and CUT not in reply.notice:
            reply = replace(reply, notice=" ".join(filter(None, [CUT, reply.notice])))
        return self.answers.shown(pending, reply, private=place.spot is None), reply

    def _replied_before(self, pending: Pending) -> Answer | Declined | None:
        """The reply that an earlier attempt made and could not show: it is not made, and paid for, twice.

        None too when who sees it may not read all of it any more: a group, or a document, may have closed meanwhile.
        """
        kept = self.answers.journal.find(pending.id) if pending.attempts > 1 else None
        if kept is None:
            return None
        reader = self.question(pending.message, ()).asker
        return kept.reply if may_still_see(kept.reply, self.answers.library, reader) else None

    def _hang_chart(self, pending: Pending, place: Place) -> None:
        try:
            self.checks.hang_chart(pending, place)
        except Exception:  # the verdict has been shown and recorded: no chart is worth an apology under it
            log.exception("%s: no chart", pending.id)

    def _failed(self, pending: Pending, why: str) -> None:
        reference = new_reference()
        log.error("%s: %s, reference %s", pending.id, why, reference)
        self.records.failed(pending.id, reference)


def _in_return(message: Message) -> Rendered | None:
    """What is said to a message that asks nothing."""
    if is_check(message):
        return None
    said = courtesy(message.text)
    if said is Courtesy.THANKS:
        return note(ANY_TIME)
    return help_text() if said is Courtesy.GREETING or not message.text else None
