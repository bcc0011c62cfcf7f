"""The web application: Slack's requests in HTTP mode, `/healthz` for whoever keeps the process up, `/metrics`."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.web.metrics import CONTENT_TYPE, metrics
from bot.web.vitals import Health, Vitals, health
from indexer.model import IndexerError, IndexState

SECONDS_TO_LOOK = 5.0  # a probe is often given up after ten

T = TypeVar("T")

Receive = Callable[[Request], Awaitable[Response]]


def site(vitals: Vitals, slack: tuple[str, Receive] | None = None, *, patience: float = SECONDS_TO_LOOK) -> Starlette:
    """The application; `slack` is the path that Slack posts to and what answers it, None in Socket Mode.

    A look at the database that takes longer than `patience` seconds counts as failed.
    """

    async def healthz(_request: Request) -> Response:
        found = await _looked(vitals, patience)
        return JSONResponse(_shown(found), 200 if found.ready else 503)

    async def figures(_request: Request) -> Response:
        found = await _looked(vitals, patience)
        index = await _within_time(lambda: _index(vitals), patience) if found.ready else None
        return PlainTextResponse(metrics(vitals.counts.read(), found, index), headers={"content-type": CONTENT_TYPE})

    routes = [Route("/healthz", healthz), Route("/metrics", figures)]
    if slack is not None:
        routes.append(Route(slack[0], slack[1], methods=["POST"]))
    return Starlette(routes=routes)


async def _looked(vitals: Vitals, patience: float) -> Health:
    found = await _within_time(lambda: health(vitals), patience)
    late = f"no answer in {patience:g} s"
    return found or Health(slack=late, database=late, index=late, index_as_of=None, waiting=None)


async def _within_time(look: Callable[[], T], seconds: float) -> T | None:
    """What a look at the database gives, in a thread; None when it takes too long."""
    try:
        return await asyncio.wait_for(asyncio.to_thread(look), seconds)
    except TimeoutError:
        return None


def _index(vitals: Vitals) -> IndexState | None:
    try:
        return vitals.library.state()
    except (IndexerError, SQLAlchemyError):
        return None


def _shown(found: Health) -> dict[str, object]:
    """What /healthz prints: states and times, no names, addresses or settings."""
    return {
        "status": "ok" if found.ready else "failing",
        "slack": found.slack,
        "database": found.database,
        "index": found.index,
        "index_as_of": found.index_as_of.isoformat() if found.index_as_of else None,
        "waiting": found.waiting.messages if found.waiting else None,
    }
