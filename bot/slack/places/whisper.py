"""Where the answer to a slash command goes: to its asker alone."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from bot.model import Turn
from bot.slack.blocks import Rendered
from bot.slack.connecting import webhook
from bot.slack.places.thread import Thread
from bot.slack.posting import NO_PREVIEWS
from bot.slack.trouble import SLACK_ERRORS, code
from bot.watching import NOBODY, Watcher

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Whisper:
    """An answer by `response_url` (five posts in thirty minutes), or when that fails by direct message.

    A post to a response_url cannot be looked up afterwards, so that one cut off on its way is followed by a
    direct message: an answer twice, to one person, rather than not at all.
    """

    response_url: str | None
    direct: Callable[[], Thread]
    replace: bool = False  # the response_url is that of a message, to be shown in its place

    def begin(self) -> None:
        """Nothing: the command was acknowledged with a line that says what happens."""

    def turns(self, before: str) -> tuple[Turn, ...]:
        """Nothing: Slack does not say in which thread a command was typed."""
        del before
        return ()

    def show(self, message: Rendered) -> None:
        """Shows the message to the asker."""
        if self.response_url is None or not self._sent(self.response_url, message):
            thread = self.direct()
            thread.begin()
            thread.show(message)

    @property
    def watcher(self) -> Watcher:
        """Nobody: an answer is whispered when it is whole."""
        return NOBODY

    @property
    def spot(self) -> None:
        """Nowhere: files cannot be whispered."""
        return None

    def _sent(self, url: str, message: Rendered) -> bool:
        body = {"text": message.text, "blocks": list(message.blocks), "response_type": "ephemeral"}
        how = NO_PREVIEWS | {"replace_original": self.replace}
        try:
            answer = webhook(url).send_dict(body | how)
        except SLACK_ERRORS as error:
            log.warning("a response_url failed (%s), answering by direct message", code(error))
            return False
        if answer.status_code != 200:
            log.info("a response_url is spent (HTTP %d), answering by direct message", answer.status_code)
        return answer.status_code == 200
