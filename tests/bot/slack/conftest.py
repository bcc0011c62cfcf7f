"""The real Bolt app, in this process, connected to the fake Slack, with a scripted `ask`."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.checks.checker import Checker
from bot.checks.log import ChecksLog
from bot.checks.verdict import Verdict
from bot.frameworks.panel_source import PanelSource
from bot.model import AdvisorError, Answer, Citation, Declined, Option, Question, Recommendation
from bot.records import Records, open_records
from bot.settings import SlackSettings
from bot.slack.app import run_socket_mode
from bot.slack.blocks import PLACEHOLDER
from bot.slack.checks.charts import Draw
from bot.slack.parts import Advice
from bot.watching import NOBODY, Watcher
from tests.bot.decision.guides import CAUTIOUS, EAGER, HOUSE
from tests.fakes.knowledge import FakeLibrary, FakeRetriever
from tests.fakes.slack import FakeSlack, Message, Said, visible

QUOTE = "Retrieval pipelines reach production in two to six weeks."
CITATION = Citation(
    1, "guides/rag.md", "A guide to RAG", ("Time",), 10, 10 + len(QUOTE), QUOTE, "https://example.com/rag"
)
RECOMMENDATION = Recommendation(Option.RAG, "The documents change weekly [1].", ("labelled_examples",))


class ScriptedAsk:
    """Answers every question with its text, unless told otherwise; keeps what it was asked.

    `reply` makes the answer at once, `made` under the eyes of the watcher.
    """

    def __init__(self) -> None:
        self.questions: list[Question] = []
        self.reply: Callable[[Question], Answer | Declined] = self._echo
        self.made: Callable[[Question, Watcher], Answer | Declined] = lambda question, _watcher: self.reply(question)

    def __call__(self, question: Question, watcher: Watcher = NOBODY) -> Answer | Declined:
        self.questions.append(question)
        return self.made(question, watcher)

    @staticmethod
    def _echo(question: Question) -> Answer:
        said = f"You asked: {question.text} [1]"
        return Answer(question.text, said, (CITATION,), "extractive", RECOMMENDATION)


def draw(_verdict: Verdict) -> bytes:
    """Stands for the chart."""
    return b"PNG"


def no_chart(_verdict: Verdict) -> bytes:
    raise AdvisorError("There is nothing to draw.")


def checker(records: Records) -> Checker:
    """Checks by three small guides, recorded beside the inbox."""
    library = FakeLibrary(HOUSE.document, CAUTIOUS.document, EAGER.document)
    return Checker(library, FakeRetriever(), PanelSource(library), ChecksLog(records.engine))


class RunningApp:
    """The app in a thread of its own, on one database."""

    def __init__(
        self,
        slack: FakeSlack,
        ask: ScriptedAsk,
        records: Records,
        draw: Draw = draw,
        advice: Advice | None = None,
        **settings: Any,
    ) -> None:
        self.slack, self.ask, self.records = slack, ask, records
        self.settings = SlackSettings(
            bot_token=SecretStr(slack.bot_token),
            app_token=SecretStr(slack.app_token),
            api_url=slack.api_url,
            **settings,
        )
        self._stop = threading.Event()
        self._thread = threading.Thread(
            target=run_socket_mode,
            args=(self.settings, records, advice or Advice(ask, checker(records), draw), self._stop),
            kwargs={"workers": 1},  # in order, so that an answer to the last question says that all were answered
            daemon=True,
        )

    def start(self) -> "RunningApp":
        self._thread.start()
        self.slack.wait_until_connected()
        return self

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(10)
        assert not self._thread.is_alive(), "the app did not stop"

    def reply_to(self, said: Said) -> Message:
        """The one reply, once it is more than the line that says that work has begun."""
        return self.slack.wait_for(lambda: self._shown(said), what=f"a reply to {said.message.text!r}")[0]

    def settle(self) -> None:
        """Waits until all that was delivered so far was handled: one more question is asked, and answered."""
        self.slack.wait_for(lambda: all(d.acked_at for d in self.slack.deliveries), what="acks")
        self.reply_to(self.slack.user("USETTLE").says_in_dm("Is all done?"))

    def _shown(self, said: Said) -> list[Message]:
        answers = self.slack.answers(said)
        return [m for m in answers if m.text != PLACEHOLDER and not m.streaming and (m.metadata or not m.streamed)]


def told(slack: FakeSlack, words: str, user: str = "U1") -> Message:
    """The newest message that only this person sees and that says so, once it is there."""
    return slack.wait_for(lambda: [m for m in slack.ephemerals(user) if words in visible(m)], what=words)[-1]


@pytest.fixture
def ask() -> ScriptedAsk:
    return ScriptedAsk()


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    opened = open_records(f"sqlite:///{tmp_path / 'records.sqlite3'}")
    yield opened
    opened.close()


@pytest.fixture
def app(slack: FakeSlack, ask: ScriptedAsk, records: Records) -> Iterator[RunningApp]:
    running = RunningApp(slack, ask, records).start()
    yield running
    running.stop()
