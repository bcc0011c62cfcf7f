"""A judge of answers: Claude, asked through LlamaIndex's evaluators, whether an answer is faithful and relevant."""

import logging
import re
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from bot.answerers.claude.events import Block
from bot.answerers.claude.meter import Meter
from bot.answerers.claude.reading import read
from bot.answerers.claude.request import Request
from bot.answerers.claude.trouble import BECAUSE, BUDGET, Failure
from bot.answerers.claude.wire import Wire
from bot.evaluation.judge_bill import Bill
from bot.evaluation.model import EvaluationError, Judgement, Score
from bot.model import Answer
from bot.prompts import JUDGE, prompt
from bot.settings import ClaudeSettings
from bot.spending import Spending
from bot.watching import never

if TYPE_CHECKING:  # importing LlamaIndex takes four seconds
    from bot.evaluation.evaluators import Evaluators

log = logging.getLogger(__name__)

_ATTEMPTS = 3
_SECONDS = 60.0  # for one attempt
_MARK = re.compile(r"\s*\[\d+\]")

Complete = Callable[[str], str]
"""A model's reply to a prompt. Raises Failure."""


class ClaudeJudge:
    """Asks twice for each answer, until the day's budget is spent; an answer that could not be judged has no score.

    Raises EvaluationError when no answer can be judged: the key, the model or the account is at fault.
    """

    def __init__(self, complete: Complete, bill: Bill) -> None:
        self._complete = complete
        self._bill = bill

    def __call__(self, question: str, answer: Answer, texts: Sequence[str]) -> Judgement:
        """`faithful`: the texts support the answer. `relevant`: the answer is one to the question."""
        if self._bill.is_spent():
            log.warning("an answer was not judged: %s", BUDGET)
            return Judgement({})
        scores = self._scores(question, _MARK.sub("", answer.markdown), texts)
        return Judgement(scores, self._bill.settled())

    def _scores(self, question: str, said: str, texts: Sequence[str]) -> Mapping[str, Score]:
        try:
            verdict = self._evaluators.judge(question, said, texts)
        except Failure as failure:
            if failure.for_good:
                raise EvaluationError(
                    f"The judge cannot work: {BECAUSE[failure.kind]}. Mend that, or leave --judge out."
                ) from None
            log.warning("an answer was not judged: %s", failure)
            return {}
        return {"faithful": Score(float(verdict.faithful)), "relevant": Score(float(verdict.relevant))}

    @cached_property
    def _evaluators(self) -> "Evaluators":
        from bot.evaluation.evaluators import Evaluators

        return Evaluators(self._complete)


def open_judge(
    settings: ClaudeSettings,
    spending: Callable[[], Spending],
    pause: Callable[[float], None] = time.sleep,
    patience: float = _SECONDS,
) -> ClaudeJudge:
    """The judge that these settings give. Raises EvaluationError without a key.

    `pause` waits between attempts; `patience` is in seconds, for each of them.
    """
    if settings.api_key is None or not settings.api_key.get_secret_value().strip():
        raise EvaluationError(
            "--judge asks Claude and needs a key: put ANTHROPIC_API_KEY into the environment or .env "
            "(https://console.anthropic.com > API keys), or leave --judge out."
        )
    wire = Wire(settings.model, settings.api_key, settings.base_url)
    bill = Bill(spending, settings.model)
    return ClaudeJudge(lambda text: _patiently(lambda: _reply(wire, text, bill, patience), pause), bill)


def _patiently(reply: Callable[[], str], pause: Callable[[float], None]) -> str:
    """The reply, asked for again when asking again may help."""
    for attempt in range(1, _ATTEMPTS):
        try:
            return reply()
        except Failure as failure:
            if failure.for_good:
                raise
            pause(2.0**attempt)
    return reply()


def _reply(wire: Wire, text: str, bill: Bill, patience: float) -> str:
    meter, said = Meter(), ""
    wire.open()  # not Claude's time
    try:
        for event in read(wire, Request(prompt(JUDGE), (), text), time.monotonic() + patience, never, attempts=1):
            meter.take(event)
            said += event.text if isinstance(event, Block) else ""
    finally:
        if meter.tokens is not None:
            bill.add(meter.tokens)
    return said
