"""What Slack shows beside a reply while it is made: an agent session with its Stop button, and a line that says what
happens. All of it is courtesy: no answer is lost because one of these calls failed.
"""

from dataclasses import dataclass

from slack_bolt import App
from slack_sdk import WebClient

from bot.slack.courtesy import hasty, politely
from bot.slack.incoming import Body, event_of, text_of
from bot.slack.mrkdwn import fitted, one_line
from bot.slack.streaming.stops import Stops

TITLE = 80  # characters of a thread's title; Slack takes 200

PROCESSING, ACTIVE = "processing", "active"


@dataclass(frozen=True, slots=True)
class Session:
    """The agent session of one thread, begun by `user`."""

    client: WebClient
    channel: str
    thread_ts: str
    user: str

    def begin(self, title: str) -> None:
        """Work has begun; from now on people see a Stop button. A title names the thread, "" leaves its name."""
        named = {"title": fitted(title, TITLE, one_line)} if title else {}
        begun = politely(
            lambda: hasty(self.client).agents_sessions_setStatus(
                channel_id=self.channel,
                thread_ts=self.thread_ts,
                status=PROCESSING,
                initiator_user_id=self.user,
                **named,
            ),
            "beginning a session",
        )
        if not begun and named:
            politely(
                lambda: hasty(self.client).assistant_threads_setTitle(
                    channel_id=self.channel, thread_ts=self.thread_ts, **named
                ),
                "naming a thread",
            )

    def says(self, line: str) -> None:
        """Sets the line under the thread, "" for none."""
        say(self.client, self.channel, self.thread_ts, line)

    def end(self) -> None:
        """Work is over."""
        leave(self.client, self.channel, self.thread_ts)


def say(client: WebClient, channel: str, thread_ts: str, line: str) -> None:
    """Sets the line under a thread, "" for none; Slack takes it away after two minutes, or once there is a reply."""
    politely(
        lambda: hasty(client).assistant_threads_setStatus(channel_id=channel, thread_ts=thread_ts, status=line),
        "the line under a thread",
    )


def leave(client: WebClient, channel: str, thread_ts: str) -> None:
    """Takes a session out of `processing`, where Slack leaves it when somebody stops it."""
    politely(
        lambda: hasty(client).agents_sessions_setStatus(channel_id=channel, thread_ts=thread_ts, status=ACTIVE),
        "ending a session",
    )


def register(app: App, stops: Stops) -> None:
    """The Stop button: what is being answered in the thread, and what waits to be, is not answered."""

    @app.event("agent_session_stopped")
    def stopped(body: Body, client: WebClient) -> None:
        event = event_of(body)
        team, channel, thread_ts = text_of(body, "team_id"), text_of(event, "channel"), text_of(event, "thread_ts")
        if team and channel and thread_ts:
            stops.stop(team, channel, thread_ts)
            leave(client, channel, thread_ts)
