"""Answers one message of the inbox, whatever happens: with an answer, a decline, or an apology."""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from bot.model import AdvisorError, Answer, Declined, Question, Turn
from bot.records import Pending, Records
from bot.slack.blocks import Rendered, apology, help_text, render
from bot.slack.trouble import SLACK_ERRORS, code, passing

log = logging.getLogger(__name__)

Ask = Callable[[Question], Answer | Declined]

MAX_ATTEMPTS = 12
"""Claims of one message, the first included: with these pauses Slack may be away for a quarter of an hour."""
LONGEST_PAUSE = 300.0


class Place(Protocol):
    """Where an answer goes.

    `begin` shows that work has begun, `turns` gives what the thread said before that ts (oldest first, nothing
    when it cannot be read), `show` shows the message. All may be repeated, by another process too; `begin` and
    `show` raise SLACK_ERRORS.
    """

    def begin(self) -> None: ...  # noqa: D102 - the contract is the class's

    def turns(self, before: str) -> tuple[Turn, ...]: ...  # noqa: D102 - the contract is the class's

    def show(self, message: Rendered) -> None: ...  # noqa: D102 - the contract is the class's


@dataclass(frozen=True, slots=True)
class Replies:
    """Turns claimed messages into replies, and records what became of each."""

    records: Records
    ask: Ask
    place: Callable[[Pending], Place]

    def answer(self, pending: Pending) -> None:
        """Answers the message; when Slack cannot be reached, puts it back for later."""
        try:
            self._answer(pending, self.place(pending))
        except SLACK_ERRORS as error:
            if passing(error) and pending.attempts < MAX_ATTEMPTS:
                log.warning("%s: Slack failed (%s), trying again", pending.id, code(error))
                self.records.later(pending.id, min(2.0 ** (pending.attempts - 1), LONGEST_PAUSE))
            else:
                self._failed(pending, f"Slack refused the reply ({code(error)})")

    def _answer(self, pending: Pending, place: Place) -> None:
        place.begin()
        message = pending.message
        if not message.text:
            place.show(help_text())
            self.records.answered(pending.id)
            return
        try:
            reply = self._asked(pending, place)
            shown = render(reply)
        except Exception:  # whatever failed, the asker is told so and the log holds the cause
            reference = new_reference()
            log.exception("%s: no answer, reference %s", pending.id, reference)
            place.show(apology(reference))
            self.records.failed(pending.id, reference)
            return
        place.show(shown)
        self.records.answered(pending.id, reply)
        log.info("%s: replied by %s", pending.id, reply.answerer)

    def _asked(self, pending: Pending, place: Place) -> Answer | Declined:
        if pending.attempts > MAX_ATTEMPTS:
            raise AdvisorError(f"{pending.attempts - 1} attempts to answer ended the process; see the log before")
        message = pending.message
        return self.ask(Question(message.text, thread=place.turns(message.ts)))

    def _failed(self, pending: Pending, why: str) -> None:
        reference = new_reference()
        log.error("%s: %s, reference %s", pending.id, why, reference)
        self.records.failed(pending.id, reference)


def new_reference() -> str:
    """What an asker can quote and an operator can search for: six hexadecimal digits."""
    return secrets.token_hex(3)
