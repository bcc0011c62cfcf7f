"""The questions that Slack offers when the direct message with Advisor is opened."""

from collections.abc import Iterator, Sequence

import pytest

from bot.records import Records
from bot.slack.parts import Advice
from tests.bot.slack.conftest import RunningApp, ScriptedAsk, checker, draw
from tests.fakes.slack import ALWAYS, FakeSlack

QUESTIONS = [f"Question {number}, {'which is long, ' * 10}is it answered?" for number in range(6)]


class Questions:
    """What is offered; the test may change it."""

    def __init__(self) -> None:
        self.now: Sequence[str] = QUESTIONS

    def __call__(self) -> Sequence[str]:
        return self.now


@pytest.fixture
def questions() -> Questions:
    return Questions()


@pytest.fixture
def offering(slack: FakeSlack, ask: ScriptedAsk, records: Records, questions: Questions) -> Iterator[RunningApp]:
    advice = Advice(ask, checker(records), draw, questions)
    running = RunningApp(slack, ask, records, advice=advice).start()
    yield running
    running.stop()


def opened(slack: FakeSlack) -> None:
    delivery = slack.user("U1").opens_dm()
    slack.wait_for(lambda: delivery.acked_at)


def test_opening_the_direct_message_offers_four_questions_at_most(slack: FakeSlack, offering: RunningApp) -> None:
    opened(slack)
    (prompts,) = slack.workspace.prompts.values()
    assert [prompt["message"] for prompt in prompts] == QUESTIONS[:4]
    assert all(len(prompt["title"]) <= 60 for prompt in prompts)
    (call,) = slack.calls("assistant.threads.setSuggestedPrompts")
    assert "thread_ts" not in call.args


def test_the_questions_follow_the_folder(slack: FakeSlack, offering: RunningApp, questions: Questions) -> None:
    opened(slack)
    questions.now = ["What is new?"]
    opened(slack)
    (prompts,) = slack.workspace.prompts.values()
    assert [prompt["message"] for prompt in prompts] == ["What is new?"]


def test_a_folder_that_answers_nothing_offers_nothing(
    slack: FakeSlack, offering: RunningApp, questions: Questions
) -> None:
    questions.now = []
    opened(slack)
    assert slack.calls("assistant.threads.setSuggestedPrompts") == []


def test_opening_the_home_tab_offers_nothing(slack: FakeSlack, offering: RunningApp) -> None:
    delivery = slack.user("U1").opens_home()
    slack.wait_for(lambda: delivery.acked_at)
    assert slack.workspace.prompts == {}


@pytest.mark.parametrize("error", ["unknown_method", "missing_scope"])
def test_where_prompts_cannot_be_set_questions_are_answered(slack: FakeSlack, offering: RunningApp, error: str) -> None:
    slack.fail_next("assistant.threads.setSuggestedPrompts", error=error, times=ALWAYS)
    opened(slack)
    offering.reply_to(slack.user("U1").says_in_dm("What is LoRA?"))
