"""Slack in HTTP mode: posts each delivery, signed, to the app's request URL, and takes the response as its ack."""

import json
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tests.fakes.slack.refusal import Json
from tests.fakes.slack.signing import signed_headers
from tests.fakes.slack.sockets import Delivery
from tests.fakes.slack.workspace import Workspace

GIVES_UP_AFTER = 3.0  # as Slack does
AT_ONCE = 8


class Poster:
    """Posts to one request URL, several deliveries at a time."""

    def __init__(self, workspace: Workspace, url: str, secret: str) -> None:
        self._workspace, self.url, self._secret = workspace, url, secret
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="fake-slack-post")

    def send(self, delivery: Delivery) -> None:
        """Posts the delivery soon; its `status` is then set, and with a 200 its ack."""
        self._pool.submit(self._send, delivery)

    def close(self) -> None:
        self._pool.shutdown(wait=True)

    def _send(self, delivery: Delivery) -> None:
        body, kind = delivery.event.http_body()
        headers = signed_headers(body, self._secret, self._workspace.clock.now(), kind)
        if delivery.retry_num:
            headers |= {"X-Slack-Retry-Num": str(delivery.retry_num), "X-Slack-Retry-Reason": "http_timeout"}
        with self._workspace.changed:
            delivery.sent_at = time.monotonic()
        status, answer = post(self.url, body.encode(), headers)
        with self._workspace.changed:
            delivery.status = status
            if status == 200:
                delivery.note_ack(_payload(answer))
            self._workspace.changed.notify_all()


def post(url: str, body: bytes, headers: Mapping[str, str], timeout: float = GIVES_UP_AFTER) -> tuple[int, str]:
    """The status and the text of the response; status 0 when there was none."""
    try:
        with urlopen(Request(url, body, dict(headers)), timeout=timeout) as response:
            return response.status, response.read().decode()
    except HTTPError as refused:
        return refused.code, refused.read().decode()
    except (OSError, HTTPException) as error:
        return 0, type(error).__name__


def _payload(answer: str) -> Json | None:
    """What the response says to the one who typed or clicked: JSON, or a plain text; None for nothing."""
    if not answer:
        return None
    try:
        read = json.loads(answer)
    except ValueError:
        return {"text": answer}
    return read if isinstance(read, dict) else {"text": answer}
