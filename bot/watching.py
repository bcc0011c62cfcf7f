"""Whoever looks on while an answer is made: a stream in Slack, a terminal, nobody."""

from collections.abc import Callable, Sequence
from typing import Protocol

from indexer.model import Passage


class Stopped(Exception):
    """Raised out of the making of an answer once its watcher says that nobody waits for it any more."""


Stopping = Callable[[], bool]
"""Whether the work should end, asked while somebody else is waited for."""


def never() -> bool:
    """`Stopping` of work that nobody can stop."""
    return False


class Watcher(Protocol):
    """Told of each step as it happens. No call may raise, or take long: the answer waits for it.

    What `wrote` is given has been verified, carries its `[1]` marks, and is to be appended as it is. After
    `begun_again` all that was written before is void: another answerer starts from nothing.
    """

    def searching(self, query: str) -> None: ...  # noqa: D102 - the contract is the class's

    def reading(self, passages: Sequence[Passage]) -> None: ...  # noqa: D102 - the contract is the class's

    def wrote(self, markdown: str) -> None: ...  # noqa: D102 - the contract is the class's

    def begun_again(self) -> None: ...  # noqa: D102 - the contract is the class's

    @property
    def stopped(self) -> bool:
        """Whether the work should end; asked between steps, and while a model writes."""
        ...


class Nobody:
    """Looks away."""

    stopped = False

    def searching(self, query: str) -> None:
        """Nothing."""

    def reading(self, passages: Sequence[Passage]) -> None:
        """Nothing."""

    def wrote(self, markdown: str) -> None:
        """Nothing."""

    def begun_again(self) -> None:
        """Nothing."""


NOBODY = Nobody()
