"""Answers a question that nobody asked Advisor, or stays silent: nobody sees that it was tried."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from bot.message import Message, Pending
from bot.model import Answer, Declined, Question, Turn
from bot.records import Records
from bot.slack.answers.answers import Answers
from bot.slack.blocks import Rendered, context
from bot.slack.channels.auto_answer import WHY, AutoAnswers
from bot.slack.mrkdwn import from_markdown
from bot.slack.places.place import Place
from bot.watching import NOBODY, Watcher

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Unasked:
    """Tries messages of kind AUTO."""

    records: Records
    ask: Callable[[Question, Watcher], Answer | Declined]
    question: Callable[[Message, Iterable[Turn]], Question]
    answers: Answers
    auto_answers: AutoAnswers

    def answer(self, pending: Pending, place: Place) -> None:
        """Shows an answer if there is one and it may be shown now. Raises SLACK_ERRORS."""
        reply = self._reply(pending)
        if reply is None or not self.auto_answers.claim(pending.message.channel, pending.id):
            self.records.passed_over(pending.id)
            return
        place.begin()
        place.show(_explained(self.answers.shown(pending, reply, private=False)))
        self.records.answered(pending.id)
        log.info("%s: replied unasked by %s", pending.id, reply.answerer)

    def _reply(self, pending: Pending) -> Answer | None:
        try:
            reply = self.ask(self.question(pending.message, ()), NOBODY)
        except Exception:  # nobody waits for this answer: the log is told, and nobody else
            log.exception("%s: no answer, and nobody had asked for one", pending.id)
            return None
        return reply if isinstance(reply, Answer) else None


def _explained(message: Rendered) -> Rendered:
    return replace(message, blocks=(*message.blocks, context(from_markdown(WHY))))
