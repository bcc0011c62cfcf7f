"""A thread in which a reply can be watched while it is made: streamed where Slack does that, else placed and updated.

What streams is what will stand there in the end: the work as task cards, then the verified text of an answer or a
check, then its sources and buttons. When anything goes wrong on the way, the whole reply takes the place of what was
streamed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.model import Turn
from bot.slack.blocks import Rendered
from bot.slack.places.thread import Spot, Thread
from bot.slack.streaming import tasks
from bot.slack.streaming.markdown import inert_markdown
from bot.slack.streaming.sessions import Session
from bot.slack.streaming.stream import Stream, Uncertain
from bot.watching import Stopping, Watcher
from indexer.model import Passage


@dataclass(slots=True)
class LiveThread:
    """Where one reply goes. `title` names the thread when the question begins it, else ""."""

    thread: Thread
    stream: Stream
    session: Session
    title: str
    stop_pressed: Stopping
    script: tasks.Script = tasks.ANSWER
    _onlooker: "Onlooker" = field(init=False)

    def __post_init__(self) -> None:
        self._onlooker = Onlooker(self.thread.key, self.stream, self.session, self.stop_pressed)

    @property
    def key(self) -> str:
        """The id of what is answered."""
        return self.thread.key

    @property
    def watcher(self) -> Watcher:
        """Who shows each step."""
        return self._onlooker

    @property
    def spot(self) -> Spot:
        """Where a file that belongs to the answer is posted."""
        return self.thread.spot

    def begin(self) -> None:
        """Shows that work has begun; afterwards `show` can be repeated."""
        self.session.begin(self.title)  # first: Slack takes a title only while there is no session yet
        self.thread.find()
        if self.thread.reply_ts is None:
            self._start()
        if not self.stream.live:
            self.stream.ts, self.stream.broken = self.thread.reply_ts, True  # an earlier attempt's may live still
            self.thread.begin()

    def turns(self, before: str) -> tuple[Turn, ...]:
        """What was said in the thread before that ts, oldest first; nothing when it cannot be read."""
        return self.thread.turns(before)

    def show(self, message: Rendered) -> None:
        """Ends the stream with the message, or puts it in the place of what was shown before."""
        if not self._ended_with(message):
            if self.stream.ts is not None:
                self.stream.end()
            self.thread.show(message)
            self.session.end()

    def _start(self) -> None:
        try:
            started = self.stream.start(self.script.beginning(self.key))
        except Uncertain:
            self.thread.look()
            self.stream.ts = self.thread.reply_ts
        else:
            if started is not None:
                self.thread.keep(started)

    def _ended_with(self, message: Rendered) -> bool:
        """Whether the stream, as far as it got, was the message's beginning, and ended as the whole."""
        if message.markdown is None:
            return False
        text = inert_markdown(message.markdown)
        cards = self.script.ending(self.key, self._onlooker.found, bool(text))
        return self.stream.stop(text, cards, message.below, self.thread.mark())


@dataclass(slots=True)
class Onlooker:
    """Shows each step of an answer in its stream, or in the line under its thread."""

    key: str
    stream: Stream
    session: Session
    stop_pressed: Stopping
    found: tuple[Passage, ...] | None = None
    _written: str = ""
    _writing: bool = False

    @property
    def stopped(self) -> bool:
        """Whether somebody pressed Stop."""
        return self.stop_pressed()

    def searching(self, query: str) -> None:
        """Nothing new: the reply began with it."""

    def reading(self, passages: Sequence[Passage]) -> None:
        """Shows which documents are being read."""
        self.found = tuple(passages)
        if self.stream.live:
            self.stream.show(tasks.found(self.key, passages))
        elif passages:
            self.session.says(f"is reading {tasks.said_of(passages)}…")

    def wrote(self, markdown: str) -> None:
        """Shows more of the answer."""
        if not self._writing:
            self._writing = True
            self._say_that_it_writes()
        self._written += markdown
        self.stream.write(inert_markdown(self._written))

    def begun_again(self) -> None:
        """What was shown is void: what comes after it cannot be appended to it."""
        self._written = ""
        if self.stream.wrote:
            self.stream.broken = True

    def _say_that_it_writes(self) -> None:
        if self.stream.live:
            self.stream.later(tasks.writing(self.key, self.found))
        else:
            self.session.says("is writing the answer…")
