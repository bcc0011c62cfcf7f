"""Where an answer goes: the port that threads and whispers fill."""

from typing import Protocol

from bot.model import Turn
from bot.slack.blocks import Rendered
from bot.slack.places.thread import Spot
from bot.watching import Watcher


class Place(Protocol):
    """Where an answer goes.

    `begin` shows that work has begun, `turns` gives what the thread said before that ts (oldest first, nothing
    when it cannot be read), `show` shows the message. All may be repeated, by another process too; `begin` and
    `show` raise SLACK_ERRORS. `watcher` is who looks on while the answer is made. `spot` is where files can follow the
    message, None where they cannot.
    """

    def begin(self) -> None: ...  # noqa: D102 - the contract is the class's

    def turns(self, before: str) -> tuple[Turn, ...]: ...  # noqa: D102 - the contract is the class's

    def show(self, message: Rendered) -> None: ...  # noqa: D102 - the contract is the class's

    @property
    def watcher(self) -> Watcher: ...  # noqa: D102 - the contract is the class's

    @property
    def spot(self) -> Spot | None: ...  # noqa: D102 - the contract is the class's
