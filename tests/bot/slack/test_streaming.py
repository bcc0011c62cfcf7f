"""Answers that grow before the reader's eyes, and that come whole whichever of Slack's calls fails."""

import threading
from collections.abc import Callable

import pytest
from slack_sdk import WebClient

from bot.model import Answer, Declined, Question
from bot.slack.blocks import PLACEHOLDER
from bot.slack.streaming.stream import MOST_BYTES, PAUSE, Stream
from bot.watching import Watcher
from indexer.model import Passage
from tests.bot.slack.conftest import CITATION, RECOMMENDATION, RunningApp, ScriptedAsk
from tests.fakes.slack import ALWAYS, FakeSlack, Message, Said, live_mentions, visible

FIRST, SECOND = "Retrieval takes two to six weeks [1].", "\n\nFine-tuning takes longer [1]."


def passage(title: str, url: str | None) -> Passage:
    return Passage(f"guides/{title}.md", title, ("Time",), 0, 4, "Text", 0.9, url=url)


PASSAGES = (
    passage("A guide to RAG", "https://example.com/rag"),
    passage("A guide to RAG", "https://example.com/rag"),
    passage("Notes", None),
    passage("Bad", "http://example.com/plain"),
)


def whole(question: Question) -> Answer:
    return Answer(question.text, FIRST + SECOND, (CITATION,), "extractive", RECOMMENDATION)


def step_by_step(question: Question, watcher: Watcher) -> Answer:
    watcher.searching(question.text)
    watcher.reading(PASSAGES)
    watcher.wrote(FIRST)
    watcher.wrote(SECOND)
    return whole(question)


class Paused:
    """An `ask` that stops after its first statement until the test lets it go on."""

    def __init__(self) -> None:
        self.reached, self.go_on = threading.Event(), threading.Event()

    def __call__(self, question: Question, watcher: Watcher) -> Answer:
        watcher.searching(question.text)
        watcher.reading(PASSAGES)
        watcher.wrote(FIRST)
        self.reached.set()
        assert self.go_on.wait(10)
        watcher.wrote(SECOND)
        return whole(question)


@pytest.fixture
def asked(slack: FakeSlack, ask: ScriptedAsk) -> Callable[[], Said]:
    """A question in a channel, answered step by step."""
    ask.made = step_by_step
    return lambda: slack.user("U1").mentions("C1", "Fine-tune or RAG?")


def only_answer(slack: FakeSlack, app: RunningApp, said: Said) -> Message:
    app.reply_to(said)
    app.settle()
    (answer,) = slack.answers(said)
    return answer


def is_whole(answer: Message) -> bool:
    """The text once, its source, the recommendation, and nothing of the work on it."""
    shown = visible(answer)
    return (
        shown.count("Retrieval takes two to six weeks") == 1
        and shown.count("Fine-tuning takes longer") == 1
        and "A guide to RAG › Time" in shown
        and "Recommendation: RAG" in shown
        and PLACEHOLDER not in shown
        and not answer.streaming
    )


def test_an_answer_is_streamed_with_its_steps_and_ends_with_its_sources(
    slack: FakeSlack, app: RunningApp, asked: Callable[[], Said]
) -> None:
    answer = only_answer(slack, app, asked())
    assert is_whole(answer)
    assert answer.streamed
    assert answer.text == FIRST + SECOND
    assert [card["status"] for card in answer.tasks.values()] == ["complete"] * 3
    assert [card["title"] for card in answer.tasks.values()] == [
        "Searched the knowledge folder",
        "Read what was found",
        "Wrote the answer",
    ]
    assert answer.plan_title == "Read 3 documents"
    assert slack.calls("chat.update") == []


def test_the_documents_that_are_read_are_sources_of_their_card(
    slack: FakeSlack, app: RunningApp, asked: Callable[[], Said]
) -> None:
    cards = only_answer(slack, app, asked()).tasks
    (sources,) = [card["sources"] for card in cards.values() if "sources" in card]
    assert sources == [{"type": "url", "url": "https://example.com/rag", "text": "A guide to RAG"}]


def test_the_first_statement_is_there_before_the_answer_is_finished(
    slack: FakeSlack, app: RunningApp, ask: ScriptedAsk
) -> None:
    ask.made = paused = Paused()
    said = slack.user("U1").mentions("C1", "Fine-tune or RAG?")
    slack.wait_for(lambda: [m for m in slack.answers(said) if "A guide to RAG" in visible(m)])
    assert paused.reached.wait(5)
    (growing,) = slack.answers(said)
    assert growing.streaming
    paused.go_on.set()
    assert is_whole(only_answer(slack, app, said))


def test_a_stream_in_a_channel_names_its_reader_and_one_in_a_direct_message_works_too(
    slack: FakeSlack, app: RunningApp, ask: ScriptedAsk
) -> None:
    ask.made = step_by_step
    app.reply_to(slack.user("U1").mentions("C1", "Fine-tune or RAG?"))
    app.reply_to(slack.user("U2").says_in_dm("Fine-tune or RAG?"))
    started = [call.args for call in slack.calls("chat.startStream")]
    assert [(args["recipient_user_id"], args["recipient_team_id"]) for args in started] == [
        ("U1", "T0TEAM"),
        ("U2", "T0TEAM"),
    ]


def test_a_decline_ends_the_stream_with_the_nearest_documents(
    slack: FakeSlack, app: RunningApp, ask: ScriptedAsk
) -> None:
    def declined(question: Question, watcher: Watcher) -> Declined:
        watcher.reading(PASSAGES)
        return Declined(question.text, "extractive", ("A guide to RAG",), "Add a document.")

    ask.made = declined
    answer = only_answer(slack, app, slack.user("U1").mentions("C1", "Who won?"))
    assert answer.streamed
    assert "The knowledge folder does not say" in visible(answer)
    assert not [card for card in answer.tasks.values() if card["title"] == "Wrote the answer"]


FAULTS = {
    "unknown": {"error": "unknown_method", "times": ALWAYS},
    "refused": {"error": "restricted_action", "times": ALWAYS},
    "dead": {"error": "message_not_in_streaming_state", "times": ALWAYS},
    "limited": {"rate_limited": 1},
    "failing": {"status": 500},
    "internal": {"error": "internal_error"},
    "lost": {"accept_then_reset": True},
}
STREAMING = ("chat.startStream", "chat.appendStream", "chat.stopStream")
OTHERS = (
    "agents.sessions.setStatus",
    "assistant.threads.setStatus",
    "assistant.threads.setTitle",
    "chat.delete",
    "chat.postMessage",
    "chat.update",
    "conversations.replies",
)
ANY_OTHER = [(method, fault) for method in OTHERS for fault in ("unknown", "lost")]


@pytest.mark.parametrize(("method", "fault"), [*((m, f) for m in STREAMING for f in FAULTS), *ANY_OTHER])
def test_whichever_call_fails_the_person_gets_one_whole_answer(
    slack: FakeSlack, app: RunningApp, asked: Callable[[], Said], method: str, fault: str
) -> None:
    slack.fail_next(method, **FAULTS[fault])  # type: ignore[arg-type] # a fault of the table
    said = asked()
    app.reply_to(said)
    slack.no_more_faults()
    assert is_whole(only_answer(slack, app, said))


UPDATING = [(method, fault) for method in ("chat.update", "conversations.replies") for fault in ("unknown", "lost")]
POSTING = [("chat.postMessage", fault) for fault in ("limited", "failing", "lost")]


@pytest.mark.parametrize(("method", "fault"), [*UPDATING, *POSTING])
def test_where_nothing_can_be_streamed_the_reply_is_updated_or_posted_anew(
    slack: FakeSlack, app: RunningApp, asked: Callable[[], Said], method: str, fault: str
) -> None:
    slack.missing("chat.startStream")
    slack.fail_next(method, **FAULTS[fault])  # type: ignore[arg-type] # a fault of the table
    said = asked()
    app.reply_to(said)
    slack.no_more_faults()
    assert is_whole(only_answer(slack, app, said))


@pytest.mark.parametrize("missing", [("chat.stopStream", "chat.update"), ("chat.stopStream", "chat.delete")])
def test_a_stream_that_cannot_be_ended_is_followed_by_the_whole_answer(
    slack: FakeSlack, app: RunningApp, asked: Callable[[], Said], missing: tuple[str, str]
) -> None:
    for method in missing:
        slack.missing(method)
    said = asked()
    answers = slack.wait_for(lambda: [m for m in slack.answers(said) if is_whole(m)])
    assert len(answers) == 1


def test_an_answer_that_outlives_its_stream_is_whole_all_the_same(
    slack: FakeSlack, app: RunningApp, ask: ScriptedAsk
) -> None:
    ask.made = paused = Paused()
    said = slack.user("U1").mentions("C1", "Fine-tune or RAG?")
    assert paused.reached.wait(5)
    slack.clock.advance(minutes=6)
    paused.go_on.set()
    assert is_whole(only_answer(slack, app, said))


def test_what_was_begun_again_leaves_no_trace(slack: FakeSlack, app: RunningApp, ask: ScriptedAsk) -> None:
    def begins_again(question: Question, watcher: Watcher) -> Answer:
        watcher.reading(PASSAGES)
        watcher.wrote("Half a thought that is void")
        watcher.begun_again()
        watcher.wrote(FIRST)
        watcher.wrote(SECOND)
        return whole(question)

    ask.made = begins_again
    answer = only_answer(slack, app, slack.user("U1").mentions("C1", "Fine-tune or RAG?"))
    assert is_whole(answer)
    assert "Half a thought" not in visible(answer)


def test_an_answer_other_than_what_was_streamed_takes_its_place(
    slack: FakeSlack, app: RunningApp, ask: ScriptedAsk
) -> None:
    def changes_its_mind(question: Question, watcher: Watcher) -> Answer:
        watcher.wrote("Something else entirely.")
        return whole(question)

    ask.made = changes_its_mind
    answer = only_answer(slack, app, slack.user("U1").mentions("C1", "Fine-tune or RAG?"))
    assert is_whole(answer)
    assert "Something else" not in visible(answer)


def test_a_failure_in_the_middle_of_a_stream_leaves_the_apology_alone(
    slack: FakeSlack, app: RunningApp, ask: ScriptedAsk
) -> None:
    def fails(_question: Question, watcher: Watcher) -> Answer:
        watcher.reading(PASSAGES)
        watcher.wrote(FIRST)
        raise ValueError("the secret cause")

    ask.made = fails
    answer = only_answer(slack, app, slack.user("U1").mentions("C1", "Fine-tune or RAG?"))
    assert "something went wrong" in visible(answer)
    assert "two to six weeks" not in visible(answer)


def test_a_text_too_long_for_a_stream_comes_by_an_update(slack: FakeSlack, app: RunningApp, ask: ScriptedAsk) -> None:
    long = "Ünïcödé is long. " * 1_000

    def goes_on(question: Question, watcher: Watcher) -> Answer:
        for start in range(0, len(long), 500):
            watcher.wrote(long[start : start + 500])
        return Answer(question.text, long, (CITATION,), "extractive")

    ask.made = goes_on
    answer = only_answer(slack, app, slack.user("U1").mentions("C1", "Tell me all"))
    assert "A guide to RAG › Time" in visible(answer)
    assert not answer.streaming


def test_what_documents_say_is_inert_in_a_stream(slack: FakeSlack, app: RunningApp, ask: ScriptedAsk) -> None:
    evil = (
        "<!channel> <@U2> ![x](https://evil.example/x) [click](https://evil.example) https://evil.example "
        "www.evil.example :tada: [a][b] [1]\n[b]: https://evil.example\n```\ncode\n```"
    )

    def streams(question: Question, watcher: Watcher) -> Answer:
        watcher.reading([passage("<!here> [t](https://evil.example)", "https://example.com/ok")])
        watcher.wrote(evil)
        return Answer(question.text, evil, (CITATION,), "extractive")

    ask.made = streams
    answer = only_answer(slack, app, slack.user("U1").mentions("C1", "Fine-tune or RAG?"))
    assert answer.streamed
    assert live_mentions(answer) == []
    everything = answer.text + str(answer.tasks)
    assert "https://evil" not in everything
    assert "www.evil" not in everything
    assert "](http" not in everything
    assert "[1]" in answer.text


def test_a_rate_limited_append_loses_no_text(slack: FakeSlack, app: RunningApp, asked: Callable[[], Said]) -> None:
    slack.fail_next("chat.appendStream", rate_limited=30, times=ALWAYS)
    answer = only_answer(slack, app, asked())
    assert is_whole(answer)
    assert answer.streamed


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def stream(slack: FakeSlack, clock: Clock) -> Stream:
    """A stream that was started in answer to a question."""
    said = slack.user("U1").mentions("C1", "Fine-tune or RAG?")
    client = WebClient(slack.bot_token, base_url=slack.api_url)
    stream = Stream(client, "C1", said.ts, "U1", "T0TEAM", clock)
    stream.start([])
    return stream


def shown(slack: FakeSlack, stream: Stream) -> str:
    return next(message.text for message in slack.workspace.log if message.ts == stream.ts)


def test_text_is_appended_once_a_pause_and_then_all_that_waited(slack: FakeSlack, stream: Stream, clock: Clock) -> None:
    stream.write("One.")
    stream.write("One. Two.")
    clock.seconds += PAUSE / 2
    stream.write("One. Two. Three.")
    assert shown(slack, stream) == "One."
    clock.seconds += PAUSE / 2
    stream.write("One. Two. Three. Four.")
    assert shown(slack, stream) == "One. Two. Three. Four."
    assert len(slack.calls("chat.appendStream")) == 2


def test_a_rate_limit_is_respected_for_as_long_as_slack_says(slack: FakeSlack, stream: Stream, clock: Clock) -> None:
    slack.fail_next("chat.appendStream", rate_limited=30)
    stream.write("One.")
    clock.seconds += 29
    stream.write("One. Two.")
    assert shown(slack, stream) == ""
    clock.seconds += 1
    stream.write("One. Two. Three.")
    assert shown(slack, stream) == "One. Two. Three."


def test_a_stream_whose_text_turns_into_another_is_broken(slack: FakeSlack, stream: Stream, clock: Clock) -> None:
    stream.write("One.")
    clock.seconds += PAUSE
    stream.write("Two.")
    assert not stream.live
    assert not stream.stop("Two.", [], [], {})


def test_no_text_over_the_limit_is_sent(slack: FakeSlack, stream: Stream) -> None:
    stream.write("ü" * MOST_BYTES)
    assert not stream.live
    assert slack.calls("chat.appendStream") == []
