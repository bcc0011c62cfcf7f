"""Where a reply goes whose thread Advisor may not write to."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from slack_sdk.errors import SlackApiError

from bot.model import Turn
from bot.slack.blocks import Rendered
from bot.slack.places.thread import Spot, Thread
from bot.slack.places.whisper import Whisper
from bot.slack.streaming.live import LiveThread
from bot.slack.trouble import code
from bot.watching import NOBODY, Watcher

log = logging.getLogger(__name__)

CLOSED = frozenset({"not_in_channel", "channel_not_found", "is_archived", "restricted_action", "no_permission"})
"""What Slack says of a channel in which Advisor cannot post."""


@dataclass(slots=True)
class ThreadElseWhisper:
    """The thread; when Advisor may not post there, the eyes of the one who asked, which `turned` is told."""

    thread: Thread | LiveThread
    whisper: Whisper
    turned: Callable[[], None]
    whispering: bool = False

    def begin(self) -> None:
        """Begins in the thread, if it is open to Advisor."""
        try:
            self.thread.begin()
        except SlackApiError as error:
            if code(error) not in CLOSED:
                raise
            log.info("%s: the channel is closed to Advisor (%s), answering privately", self.thread.key, code(error))
            self.whispering = True
            self.turned()

    def turns(self, before: str) -> tuple[Turn, ...]:
        """What the thread said; nothing when it cannot be read."""
        return self.thread.turns(before)

    def show(self, message: Rendered) -> None:
        """Shows the message where the reply began."""
        (self.whisper if self.whispering else self.thread).show(message)

    @property
    def watcher(self) -> Watcher:
        """Who looks on in the thread, unless the reply is private."""
        return NOBODY if self.whispering else self.thread.watcher

    @property
    def spot(self) -> Spot | None:
        """The thread, unless the reply is private."""
        return None if self.whispering else self.thread.spot
