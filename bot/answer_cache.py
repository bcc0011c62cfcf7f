"""Answers given before: the same question, by people who may read the same, of the same index, is answered at once."""

import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple, Protocol

from bot.model import Answer, Declined, Question, Turn
from bot.today import utc_today
from bot.watching import NOBODY, Watcher
from indexer.model import Audience

MOST = 500  # answers kept, of a few kB each: the least recently asked goes first
_SPACES = re.compile(r"\s+")


class Ask(Protocol):
    """Answers a question, telling the watcher of each step."""

    def __call__(self, question: Question, watcher: Watcher = NOBODY) -> Answer | Declined: ...  # noqa: D102 - the contract is the class's


class _Key(NamedTuple):
    """What an answer depends on. The audience is in it: nobody is given what was found for somebody else."""

    team: str
    text: str
    thread: tuple[Turn, ...]
    asker: Audience
    within: tuple[str, ...]
    language: str
    version: datetime | None  # of the index
    day: date  # documents expire by the day


class AnswerCache:
    """Asks, and keeps what was answered; safe in any thread.

    A reply with a notice (the model failed, the budget is spent) is not kept: the next try may be the better one. A
    kept one is given without its usage, because it cost nothing this time, and without its timings.
    """

    def __init__(
        self,
        ask: Ask,
        index_as_of: Callable[[], datetime | None],
        today: Callable[[], date] = utc_today,
        most: int = MOST,
    ) -> None:
        self._ask = ask
        self._index_as_of = index_as_of
        self._today = today
        self._most = most
        self._kept: OrderedDict[_Key, Answer | Declined] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, question: Question, watcher: Watcher = NOBODY) -> Answer | Declined:
        """The kept reply, else a new one."""
        key = self._key(question)
        kept = self._found(key)
        if kept is not None:
            if isinstance(kept, Answer):
                watcher.wrote(kept.markdown)
            as_asked = kept.searched_for == kept.question  # it did not lean on its thread
            return replace(kept, question=question.text, searched_for=question.text if as_asked else kept.searched_for)
        reply = self._ask(question, watcher)
        if not reply.notice and reply.index_as_of == key.version:
            self._keep(key, replace(reply, usage=None, timings_ms={"total": 0.0}))
        return reply

    def _key(self, question: Question) -> _Key:
        return _Key(
            question.team,
            normalised(question.text),
            question.thread,
            question.asker,
            question.within,
            question.language,
            self._index_as_of(),
            self._today(),
        )

    def _found(self, key: _Key) -> Answer | Declined | None:
        with self._lock:
            kept = self._kept.get(key)
            if kept is not None:
                self._kept.move_to_end(key)
            return kept

    def _keep(self, key: _Key, reply: Answer | Declined) -> None:
        with self._lock:
            self._kept[key] = reply
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


def normalised(text: str) -> str:
    """The question without what never changes its answer: capitals, spaces, the mark at its end.

    Capitals are kept where a word has more than one: "IT" is not "it".
    """
    words = _SPACES.sub(" ", text.strip().rstrip("?!. ")).split(" ")
    return " ".join(word if sum(map(str.isupper, word)) > 1 else word.lower() for word in words)
