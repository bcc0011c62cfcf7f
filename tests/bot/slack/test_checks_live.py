"""A check while it is made: watched, stopped, and whole whichever of Slack's calls fails; read once by a model."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from bot.facts import FactsRead, read_facts
from bot.records import Records
from bot.slack.blocks import PLACEHOLDER
from bot.slack.checks.verdict_blocks import CORRECT, DETAILS
from bot.slack.listeners.commands import CHECKING
from bot.slack.parts import Advice
from bot.slack.replies.replies import STOPPED_CHECK
from bot.watching import Stopped, Stopping
from tests.bot.slack.conftest import RunningApp, ScriptedAsk, checker, draw, told
from tests.fakes.slack import ALWAYS, FakeSlack, Message, Said, View, visible

WEEKLY = "Our documents change weekly and we have 300 labelled examples."
NOTICE = "Claude did not answer in time, so only rules have read the text: look the facts over."


class Claude:
    """Reads facts as rules do. `holding`: not before the test lets it go on, or somebody stops it."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.holding = False
        self.notice = ""
        self.reached, self.go_on = threading.Event(), threading.Event()

    def __call__(self, text: str, _team: str, stopped: Stopping) -> FactsRead:
        self.texts.append(text)
        self.reached.set()
        while self.holding and not self.go_on.wait(0.02):
            if stopped():
                raise Stopped
        return replace(read_facts(text), reader="" if self.notice else "claude-sonnet-5-5", notice=self.notice)


@pytest.fixture
def claude() -> Claude:
    return Claude()


@pytest.fixture
def start(slack: FakeSlack, ask: ScriptedAsk, records: Records, claude: Claude) -> Iterator[Callable[[], RunningApp]]:
    """Starts the app, as a new process each time."""
    running: list[RunningApp] = []

    def started() -> RunningApp:
        for before in running:
            before.stop()
        advice = Advice(ask, replace(checker(records), reader=claude), draw)
        running[:] = [RunningApp(slack, ask, records, advice=advice).start()]
        return running[0]

    yield started
    claude.go_on.set()
    running[0].stop()


@pytest.fixture
def app(start: Callable[[], RunningApp]) -> RunningApp:
    return start()


def asked(slack: FakeSlack) -> Said:
    return slack.user("U1").mentions("C1", f"check {WEEKLY}")


def verdicts(slack: FakeSlack, said: Said) -> list[Message]:
    """The replies that are no chart."""
    return [message for message in slack.answers(said) if not message.files]


def is_whole(card: Message) -> bool:
    """The verdict once, with its reason, its facts, its sources and its buttons, and nothing of the work on it."""
    shown = visible(card)
    return (
        shown.count("RAG · the one guide") == 1
        and shown.count("Why:") == 1
        and "You have 300 labelled examples (“300 labelled examples”)" in shown
        and "Sources" in shown
        and "Correct the facts" in shown
        and PLACEHOLDER not in shown
        and not card.streaming
    )


def opened(slack: FakeSlack) -> View:
    return slack.wait_for(lambda: slack.modal("U1"), what="a modal")


def test_a_check_is_streamed_with_its_steps_and_ends_with_the_verdict(slack: FakeSlack, app: RunningApp) -> None:
    card = app.reply_to(asked(slack))
    assert card.streamed
    assert is_whole(card)
    assert [task["title"] for task in card.tasks.values()] == ["Read the facts", "Asked each guide"]
    assert [task["status"] for task in card.tasks.values()] == ["complete"] * 2
    assert card.plan_title == "Checked with the guides’ own rules"
    assert slack.calls("chat.update") == []


def test_while_the_facts_are_read_people_see_so_and_can_stop_it(
    slack: FakeSlack, app: RunningApp, claude: Claude
) -> None:
    claude.holding = True
    said = asked(slack)
    assert claude.reached.wait(20)
    (growing,) = slack.answers(said)
    assert growing.streaming
    assert [(task["title"], task["status"]) for task in growing.tasks.values()] == [
        ("Reading the facts", "in_progress")
    ]
    assert slack.session("C1", said.ts)["status"] == "processing"
    claude.go_on.set()
    assert is_whole(app.reply_to(said))
    app.settle()
    assert slack.session("C1", said.ts)["status"] == "active"


@pytest.mark.parametrize("missing", ["none", "agents.sessions.setStatus", "chat.startStream", "chat.stopStream"])
def test_stop_ends_a_check_and_leaves_neither_verdict_nor_record(
    slack: FakeSlack, app: RunningApp, claude: Claude, records: Records, missing: str
) -> None:
    slack.missing(missing)
    claude.holding = True
    said = asked(slack)
    assert claude.reached.wait(20)
    slack.user("U1").stops("C1", said.ts)
    (reply,) = slack.wait_for(lambda: [m for m in slack.answers(said) if STOPPED_CHECK in visible(m)])
    app.settle()
    assert slack.answers(said) == [reply]
    assert not reply.streaming
    with records.engine.connect() as db:
        assert db.exec_driver_sql("select count(*) from checks").scalar() == 0


def test_stop_reaches_a_check_that_still_waits(slack: FakeSlack, app: RunningApp, claude: Claude) -> None:
    claude.holding = True
    slack.user("U2").mentions("C2", f"check {WEEKLY}")
    assert claude.reached.wait(20)
    said = asked(slack)
    slack.wait_for(lambda: all(delivery.acked_at for delivery in said.deliveries))
    told_of = slack.user("U1").stops("C1", said.ts)
    slack.wait_for(lambda: told_of.acked_at)
    claude.go_on.set()
    slack.wait_for(lambda: [m for m in slack.answers(said) if STOPPED_CHECK in visible(m)])
    assert len(claude.texts) == 1


def test_a_check_after_stop_is_made(slack: FakeSlack, app: RunningApp, claude: Claude) -> None:
    claude.holding = True
    said = asked(slack)
    assert claude.reached.wait(20)
    slack.user("U1").stops("C1", said.ts)
    slack.wait_for(lambda: [m for m in slack.answers(said) if STOPPED_CHECK in visible(m)])
    claude.go_on.set()
    slack.user("U1").mentions("C1", "check this", thread_ts=said.ts)
    slack.wait_for(lambda: [m for m in slack.answers(said) if is_whole(m)])


FAULTS = {
    "unknown": {"error": "unknown_method", "times": ALWAYS},
    "dead": {"error": "message_not_in_streaming_state", "times": ALWAYS},
    "limited": {"rate_limited": 1},
    "failing": {"status": 500},
    "lost": {"accept_then_reset": True},
}
STREAMING = [(method, fault) for method in ("chat.startStream", "chat.stopStream") for fault in FAULTS]
OTHERS = [
    (method, fault)
    for method in ("agents.sessions.setStatus", "assistant.threads.setTitle", "assistant.threads.setStatus")
    for fault in ("unknown", "lost")
]


@pytest.mark.parametrize(("method", "fault"), [*STREAMING, *OTHERS])
def test_whichever_call_fails_the_person_gets_one_whole_verdict(
    slack: FakeSlack, app: RunningApp, method: str, fault: str
) -> None:
    slack.fail_next(method, **FAULTS[fault])  # type: ignore[arg-type] # a fault of the table
    said = asked(slack)
    app.reply_to(said)
    slack.no_more_faults()
    app.settle()
    (card,) = verdicts(slack, said)
    assert is_whole(card)


@pytest.mark.parametrize(
    ("method", "fault"),
    [
        ("chat.postMessage", "limited"),
        ("chat.postMessage", "lost"),
        ("chat.update", "unknown"),
        ("chat.update", "lost"),
    ],
)
def test_where_nothing_can_be_streamed_the_verdict_is_updated_or_posted_anew(
    slack: FakeSlack, app: RunningApp, method: str, fault: str
) -> None:
    slack.missing("chat.startStream")
    slack.fail_next(method, **FAULTS[fault])  # type: ignore[arg-type] # a fault of the table
    said = asked(slack)
    app.reply_to(said)
    slack.no_more_faults()
    app.settle()
    (card,) = verdicts(slack, said)
    assert is_whole(card)


def test_a_command_says_at_once_what_happens_and_then_whispers_the_verdict(
    slack: FakeSlack, app: RunningApp, claude: Claude
) -> None:
    claude.holding = True
    slack.user("U1").runs("/advisor", f"check {WEEKLY}")
    told(slack, CHECKING)
    claude.go_on.set()
    told(slack, "RAG · the one guide")


def test_a_streamed_verdict_is_corrected_in_its_place_and_its_text_read_no_second_time(
    slack: FakeSlack, app: RunningApp, claude: Claude
) -> None:
    said = asked(slack)
    card = app.reply_to(said)
    slack.user("U1").clicks(card, CORRECT)
    slack.user("U1").submits(opened(slack), {"few_shot_suffices": "yes"})
    slack.wait_for(lambda: "Prompt engineering ·" in visible(card))
    app.settle()
    assert verdicts(slack, said) == [card]
    assert "RAG ·" not in visible(card)
    assert "(“300 labelled examples”)" in visible(card)
    assert claude.texts == [WEEKLY]


def test_what_claude_read_is_kept_for_a_process_that_starts_later(
    slack: FakeSlack, start: Callable[[], RunningApp], claude: Claude
) -> None:
    card = start().reply_to(asked(slack))
    start()
    slack.user("U1").clicks(card, DETAILS)
    assert "(“300 labelled examples”)" in visible(opened(slack).body)
    assert claude.texts == [WEEKLY]


def test_that_claude_did_not_read_the_facts_is_said_in_the_card_and_the_form_until_they_are_looked_over(
    slack: FakeSlack, app: RunningApp, claude: Claude
) -> None:
    claude.notice = NOTICE
    card = app.reply_to(asked(slack))
    assert NOTICE in visible(card)
    slack.user("U1").clicks(card, CORRECT)
    view = opened(slack)
    assert NOTICE in visible(view.body)
    slack.user("U1").submits(view, {"few_shot_suffices": "yes"})
    slack.wait_for(lambda: "Prompt engineering ·" in visible(card))
    assert NOTICE not in visible(card)
    slack.wait_for(lambda: view.closed)
    slack.user("U1").clicks(card, CORRECT)
    again = slack.wait_for(lambda: v if (v := slack.modal("U1")) is not view else None)
    assert NOTICE not in visible(again.body)
