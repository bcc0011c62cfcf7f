"""The questions that Slack offers to somebody who opens the direct message with Advisor."""

from collections.abc import Callable, Sequence

from slack_bolt import App
from slack_sdk import WebClient

from bot.slack.courtesy import hasty, politely
from bot.slack.incoming import Body, event_of, text_of
from bot.slack.mrkdwn import literal

MOST = 4
"""Prompts that Slack takes."""
TITLE = 60  # characters on a prompt's button; the whole question is what is sent

HEADING = "Some questions that the knowledge folder answers"


def register(app: App, offered: Callable[[], Sequence[str]]) -> None:
    """Sets the prompts each time the direct message is opened, so that they follow the folder."""

    @app.event("app_home_opened")  # of all that is opened, so that what another listener does not want is acknowledged
    def opened(body: Body, client: WebClient) -> None:
        questions = [question for question in offered() if _plain(question)][:MOST] if _direct_message(body) else ()
        prompts = [{"title": _title(question), "message": question} for question in questions]
        channel = text_of(event_of(body), "channel")
        if prompts and channel:  # without a thread_ts: under agent_view Slack shows no prompts that have one
            politely(
                lambda: hasty(client).assistant_threads_setSuggestedPrompts(
                    channel_id=channel, title=HEADING, prompts=prompts
                ),
                "offering prompts",
            )


def _direct_message(body: Body) -> bool:
    """The same event tells that the Home tab was opened."""
    return text_of(event_of(body), "tab") == "messages"


def _plain(question: str) -> bool:
    """Whether it is words alone: whoever presses it sends it as their own, mentions and addresses in it too."""
    return "<" not in question and literal(question) == question


def _title(question: str) -> str:
    return question if len(question) <= TITLE else question[: TITLE - 1].rstrip() + "…"
