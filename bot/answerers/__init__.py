"""Those who write: each takes a question and its passages and gives an unverified draft."""

from collections.abc import Sequence
from typing import Protocol

from bot.model import Draft, Question, Statement
from indexer.model import Passage


class Listener(Protocol):
    """Told of a draft while it is written, so that what has been verified can be shown before the rest is there.

    `wrote` takes each statement once, in the order of the draft; it may take fewer than the draft will have, and
    none at all. After `begin_again` the draft starts from nothing. `said` are statements that stand above the draft
    and that it need not repeat. No call raises.
    """

    @property
    def said(self) -> Sequence[Statement]: ...  # noqa: D102 - the contract is the class's

    @property
    def stopped(self) -> bool: ...  # noqa: D102 - the contract is the class's

    def wrote(self, statement: Statement) -> None: ...  # noqa: D102 - the contract is the class's

    def begin_again(self) -> None: ...  # noqa: D102 - the contract is the class's


class NoListener:
    """Hears nothing."""

    said: Sequence[Statement] = ()
    stopped = False

    def wrote(self, statement: Statement) -> None:
        """Nothing."""

    def begin_again(self) -> None:
        """Nothing."""


NO_LISTENER = NoListener()


class Answerer(Protocol):
    """Writes a draft from passages and nothing else.

    Every statement names the quotes it rests on, as exact slices of the passages' documents; `bot.citations` checks
    them. A draft without statements says that the passages do not answer the question. What the listener `wrote` is
    the beginning of the draft that is returned. Raises `Stopped` once the listener is stopped.
    """

    def answer(self, question: Question, passages: Sequence[Passage], listener: Listener = NO_LISTENER) -> Draft:
        """See the class."""
        ...
