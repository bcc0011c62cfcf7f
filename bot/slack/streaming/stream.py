"""One message that grows while people look on, over chat.startStream, appendStream and stopStream.

Slack lets a stream live for about five minutes, and any of the calls may be refused or unknown. A stream that failed is
`broken`: it is not appended to any more, and its owner shows the answer by an update.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack.blocks import Block
from bot.slack.courtesy import hasty, politely
from bot.slack.streaming.tasks import Chunk
from bot.slack.trouble import SLACK_ERRORS, code, refused

log = logging.getLogger(__name__)

PAUSE = 1.0
"""Seconds between two appends of text: Slack takes about 100 a minute from an app, over all its streams."""
MOST_BYTES = 7_000
"""Of text in a stream. Slack refuses one with cards at about 10,600 bytes, and a chunk at 12,000 characters."""


class Uncertain(Exception):
    """Nobody knows whether Slack started the stream."""


@dataclass(slots=True)
class Stream:
    """A stream in a thread, for one reader: their user id and team, which Slack wants in channels."""

    client: WebClient
    channel: str
    thread_ts: str
    user: str
    team: str
    now: Callable[[], float]  # seconds, of any clock that never goes back
    ts: str | None = None
    broken: bool = False
    _sent: str = ""  # the text that Slack has
    _cards: list[Chunk] = field(default_factory=list)  # that it has not
    _not_before: float = 0.0

    @property
    def live(self) -> bool:
        """Whether it was started, and takes more."""
        return self.ts is not None and not self.broken

    @property
    def wrote(self) -> bool:
        """Whether it shows text."""
        return bool(self._sent)

    def start(self, cards: Sequence[Chunk]) -> str | None:
        """The ts of the message, None when Slack refuses. Raises Uncertain."""
        try:
            started = hasty(self.client).chat_startStream(
                channel=self.channel,
                thread_ts=self.thread_ts,
                recipient_user_id=self.user,
                recipient_team_id=self.team,
                task_display_mode="plan",
                chunks=list(cards),
            )
        except SLACK_ERRORS as error:
            if not refused(error):
                raise Uncertain from error
            log.info("no stream in %s (%s), posting instead", self.channel, code(error))
            return None
        self.ts = str(started["ts"])
        return self.ts

    def later(self, cards: Sequence[Chunk]) -> None:
        """Shows these cards with whatever comes next."""
        self._cards += cards

    def show(self, cards: Sequence[Chunk]) -> None:
        """Shows these cards now."""
        self.later(cards)
        if self.live:
            self._append(self._sent)

    def write(self, text: str) -> None:
        """Shows the text so far, a little later when some was shown just now; it breaks when the text is another."""
        if self.live and self._fits(text) and self.now() >= self._not_before:
            self._append(text)

    def stop(self, text: str, cards: Sequence[Chunk], blocks: Sequence[Block], metadata: dict[str, object]) -> bool:
        """Whether Slack ended the stream with all of the text, these cards, and below them these blocks."""
        if not self.live or not self._fits(text):
            return False
        try:
            self.client.chat_stopStream(
                channel=self.channel,
                ts=self.ts or "",
                chunks=self._more(text, cards),
                blocks=list(blocks),
                metadata=metadata,
                session_status="active",
            )
        except SLACK_ERRORS as error:
            self._break(error)
            return False
        return True

    def end(self) -> None:
        """Ends the stream as it is, so that it can be updated; one that has ended already stays so."""
        self.broken = True
        politely(lambda: hasty(self.client).chat_stopStream(channel=self.channel, ts=self.ts or ""), "ending a stream")

    def _fits(self, text: str) -> bool:
        self.broken = self.broken or not text.startswith(self._sent) or len(text.encode()) > MOST_BYTES
        return not self.broken

    def _append(self, text: str) -> None:
        more = self._more(text)
        if not more:
            return
        try:
            hasty(self.client).chat_appendStream(channel=self.channel, ts=self.ts or "", chunks=more)
        except SlackApiError as error:
            if code(error) != "ratelimited":
                self._break(error)
            self._not_before = self.now() + _retry_after(error)  # it was refused: the next one brings the same
        except SLACK_ERRORS as error:  # Slack may have it or not: it cannot be repeated
            self._break(error)
        else:
            self._sent, self._cards = text, []
            self._not_before = self.now() + PAUSE

    def _more(self, text: str, cards: Sequence[Chunk] = ()) -> list[Chunk]:
        """What Slack does not have yet."""
        rest = text[len(self._sent) :]
        written: list[Chunk] = [{"type": "markdown_text", "text": rest}] if rest else []
        return [*self._cards, *cards, *written]

    def _break(self, error: Exception) -> None:
        log.info("a stream in %s is broken (%s), its answer comes by an update", self.channel, code(error))
        self.broken = True


def _retry_after(error: SlackApiError) -> float:
    """The seconds that Slack asks for."""
    wanted = str(error.response.headers.get("Retry-After", ""))
    return float(wanted) if wanted.isdigit() else PAUSE
