"""Slack's requests by HTTP: read within bounds, verified before anything in them is looked at, then handed to Bolt.

Bolt verifies too, but only after it has parsed the body, and it takes a timestamp that is no number for a bug of ours.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk.signature import SignatureVerifier
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

log = logging.getLogger(__name__)

PATH = "/slack/events"
"""Where Slack posts events, commands and interactions: the one request URL of the app's configuration."""

MOST_BYTES = 1_000_000  # the longest message (40,000 characters), escaped twice and in any script, has a third of it
SECONDS_TO_READ = 10.0  # Slack itself hangs up after three
_TYPES = ("application/json", "application/x-www-form-urlencoded")
_SIGNED_WITH = ("x-slack-request-timestamp", "x-slack-signature")
_HEADERS = ("content-type", *_SIGNED_WITH, "x-slack-retry-num", "x-slack-retry-reason")  # Bolt obeys some others

Receive = Callable[[Request], Awaitable[Response]]


class Refused(Exception):
    """A request that is not answered: the HTTP status, and why. Its body is neither kept nor logged."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


def slack_requests(app: App, signing_secret: str, *, patience: float = SECONDS_TO_READ) -> Receive:
    """What answers a POST to `PATH`: with Bolt's response, or a 4xx for what Slack did not send.

    A body has to arrive within `patience` seconds. Raises ValueError for an empty signing secret.
    """
    verifier = SignatureVerifier(signing_secret)

    async def receive(request: Request) -> Response:
        try:
            bolt_request = await _read(request, verifier, patience)
        except Refused as refused:
            log.warning("refused a request to %s: %s", PATH, refused)
            return PlainTextResponse("refused\n", refused.status)
        return _response(await run_in_threadpool(app.dispatch, bolt_request))

    return receive


async def _read(request: Request, verifier: SignatureVerifier, patience: float) -> BoltRequest:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _TYPES:
        raise Refused(415, "its content type is neither JSON nor a form")
    body = await _body(request, patience)
    if not _signed(body, request.headers, verifier):
        raise Refused(401, "it does not bear Slack's signature of the last five minutes")
    passed = {name: request.headers[name] for name in _HEADERS if name in request.headers}
    try:
        read = BoltRequest(body=body.decode(), headers=dict(passed))
        well_formed = isinstance(read.body.get("event", {}), dict)  # Bolt looks into it without asking
    except (ValueError, TypeError, KeyError, AttributeError):  # what Bolt raises where it reads ids
        well_formed = False
    if not well_formed:
        raise Refused(400, "its body is malformed")
    return read


async def _body(request: Request, patience: float) -> bytes:
    """The whole body. Raises Refused when it is too large, too slow or cut off."""
    body = bytearray()
    try:
        async with asyncio.timeout(patience):
            async for part in request.stream():
                body += part
                if len(body) > MOST_BYTES:
                    raise Refused(413, f"its body has more than {MOST_BYTES} bytes")
    except TimeoutError:
        raise Refused(408, f"its body did not arrive in {patience:g} s") from None
    except ClientDisconnect:
        raise Refused(400, "its sender hung up") from None
    return bytes(body)


def _signed(body: bytes, headers: Mapping[str, str], verifier: SignatureVerifier) -> bool:
    timestamp, signature = (headers.get(name) for name in _SIGNED_WITH)
    try:
        return verifier.is_valid(body, timestamp, signature)
    except (ValueError, TypeError, OverflowError):  # a timestamp that is no number, a body that is no text
        return False


def _response(answer: BoltResponse) -> Response:
    headers = {name: value for name, value in answer.first_headers().items() if name.lower() != "content-length"}
    return Response(answer.body, answer.status, headers)
