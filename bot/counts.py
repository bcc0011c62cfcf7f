"""What this process did since it started, counted for `/metrics`."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec

from bot.model import Answer, Declined, Usage
from bot.watching import Stopped

P = ParamSpec("P")

BUCKETS = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 60.0)
"""Seconds up to which answers are told apart: from a search of a few chunks to a model that hangs."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A copy of the counts. `within` has, for each of `BUCKETS`, how many questions took so long at most."""

    questions: dict[tuple[str, str], int]  # outcome and answerer ("" when none came so far)
    within: tuple[int, ...]
    seconds: float  # what all questions took together
    input_tokens: int
    output_tokens: int
    usd: float

    @property
    def all_questions(self) -> int:
        """How many there were, whatever became of them."""
        return sum(self.questions.values())


class Counts:
    """Counts questions by outcome: answered, declined, stopped or failed. Safe in any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._questions: Counter[tuple[str, str]] = Counter()
        self._within = [0] * len(BUCKETS)
        self._seconds = 0.0
        self._used = Usage(0, 0, 0, 0.0)

    def counted(self, ask: Callable[P, Answer | Declined]) -> Callable[P, Answer | Declined]:
        """The same, with each call counted."""

        def asked(*args: P.args, **kwargs: P.kwargs) -> Answer | Declined:
            began = time.monotonic()
            outcome, answerer, usage = "failed", "", None
            try:
                reply = ask(*args, **kwargs)
                outcome = "answered" if isinstance(reply, Answer) else "declined"
                answerer, usage = reply.answerer, reply.usage
            except Stopped:
                outcome = "stopped"
                raise
            finally:
                self._add(outcome, answerer, time.monotonic() - began, usage)
            return reply

        return asked

    def read(self) -> Counted:
        """The counts now."""
        with self._lock:
            used = self._used
            return Counted(
                dict(self._questions), tuple(self._within), self._seconds,
                used.input_tokens, used.output_tokens, used.usd or 0.0,
            )  # fmt: skip

    def _add(self, outcome: str, answerer: str, seconds: float, usage: Usage | None) -> None:
        with self._lock:
            self._questions[outcome, answerer] += 1
            self._seconds += seconds
            self._within = [n + (seconds <= most) for n, most in zip(self._within, BUCKETS, strict=True)]
            if usage is not None:
                self._used = _sum(self._used, usage)


def _sum(one: Usage, other: Usage) -> Usage:
    return Usage(
        one.input_tokens + other.input_tokens,
        one.output_tokens + other.output_tokens,
        one.cached_tokens + other.cached_tokens,
        (one.usd or 0.0) + (other.usd or 0.0),  # a model without a known price counts as nothing
    )
