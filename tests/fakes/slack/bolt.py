"""A Bolt app connected to the fake Slack in this process, and disconnected without slack_sdk's three-second wait."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler

from tests.fakes.slack.fake import FakeSlack

CLOSE_SECONDS = 4.0


@contextmanager
def socket_mode(app: App, slack: FakeSlack, *, ping_interval: float = 1) -> Iterator[SocketModeHandler]:
    """Connects the app by Socket Mode while the block runs; a lost link is noticed after `ping_interval` seconds."""
    handler = SocketModeHandler(app, slack.app_token, ping_interval=ping_interval)
    links = slack.connected
    handler.connect()  # type: ignore[no-untyped-call] # slack_bolt leaves it untyped
    slack.wait_until_connected(links + 1)
    try:
        yield handler
    finally:
        _close(handler, slack)


def _close(handler: SocketModeHandler, slack: FakeSlack) -> None:
    """Wakes the client's two waiting threads (3 s on the socket, 1 s on its queue) so that it closes at once."""
    client = handler.client
    client.auto_reconnect_enabled = client.default_auto_reconnect_enabled = False
    client.closed = True
    client.message_queue.put(None)
    slack.drop_links()
    deadline = time.monotonic() + CLOSE_SECONDS
    while client.is_connected() and time.monotonic() < deadline:
        time.sleep(0.01)  # the client's reader and its close race for the socket: let the reader finish
    handler.close()  # type: ignore[no-untyped-call]
