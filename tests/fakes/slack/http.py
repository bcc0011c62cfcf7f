"""Slack's HTTP doors: Web API methods, response_urls, file downloads, and the door of the Socket Mode link."""

import asyncio
import contextlib
import json
from collections.abc import Callable
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import Receive, Scope, Send

from tests.fakes.slack import respond
from tests.fakes.slack.faults import ALWAYS, Fault, Faults
from tests.fakes.slack.identity import BOT_TOKEN
from tests.fakes.slack.methods import Args, run
from tests.fakes.slack.recorder import RESPONSE_URL, UPLOAD, Call
from tests.fakes.slack.refusal import Json, Refused
from tests.fakes.slack.sockets import SocketHub
from tests.fakes.slack.workspace import Workspace

LOGIN_PAGE = "<!DOCTYPE html><html><head><title>Sign in | Slack</title></head><body>Sign in</body></html>"
Cut = Callable[[tuple[str, int]], None]
"""Resets the connection of the client with this address."""


class Reset(Response):
    """No answer: the connection is reset instead, after `delay` seconds or when the client has gone."""

    def __init__(self, cut: Cut, delay: float = 0.0) -> None:
        super().__init__()
        self._cut, self._delay = cut, delay

    async def __call__(self, scope: Scope, receive: Receive, _send: Send) -> None:
        try:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(_gone(receive), self._delay)
        finally:
            self._cut(scope["client"])
        await asyncio.sleep(0.01)  # lets the server see that the connection is gone, so that it answers nothing


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


class CutShort(Response):
    """A download that promises the whole content and ends after `length` bytes with a reset."""

    def __init__(self, content: bytes, length: int, cut: Cut) -> None:
        super().__init__(content)
        self._length, self._cut = length, cut

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": self.body[: self._length], "more_body": True})
        await asyncio.sleep(0.05)  # lets the first part arrive
        self._cut(scope["client"])
        await asyncio.sleep(0.01)


class Doors:
    """The ASGI application around a workspace, its faults and its record of calls."""

    def __init__(self, workspace: Workspace, hub: SocketHub, faults: Faults, calls: list[Call], cut: Cut) -> None:
        self._workspace, self._faults, self._calls, self._cut = workspace, faults, calls, cut
        self.app = Starlette(
            routes=[
                Route("/api/{method}", self._api, methods=["GET", "POST"]),
                Route("/response/{key}", self._respond, methods=["POST"]),
                Route("/upload/{file_id}", self._upload, methods=["POST"]),
                Route("/files-pri/{file_id}/{name:path}", self._download),
                WebSocketRoute("/link/", hub.serve),
            ]
        )

    async def _api(self, request: Request) -> Response:
        body, name = await request.body(), request.path_params["method"]
        args = decoded(request, body)
        token = request.headers.get("authorization", "").removeprefix("Bearer ") or str(args.pop("token", ""))
        headers = dict(request.headers) | {"authorization": "(not recorded)"}
        return self._answer(Call(name, args, self._workspace.clock.now(), token, headers), self._as_json)

    def _answer(self, call: Call, render: Callable[[Call, Json], Response]) -> Response:
        with self._workspace.changed:
            self._calls.append(call)
            call.fault = fault = self._faults.take(call.method)
            answer = self._instead(fault, call, render) if fault else None
            if answer is None:
                call.response = self._run(call)
                answer = Reset(self._cut) if fault else render(call, call.response)
            self._workspace.changed.notify_all()
        return answer

    def _instead(self, fault: Fault, call: Call, render: Callable[[Call, Json], Response]) -> Response | None:
        """What the fault answers in place of the work; None where the work is done first."""
        if fault.error is not None:
            call.response = Refused(fault.error).as_json()
            return render(call, call.response)
        if fault.rate_limited is not None:
            call.response = Refused("ratelimited").as_json()
            return JSONResponse(call.response, 429, headers={"Retry-After": str(fault.rate_limited)})
        if fault.status is not None:
            return PlainTextResponse("server error", fault.status)
        return None if fault.timeout is None else Reset(self._cut, fault.timeout)

    def _run(self, call: Call) -> Json:
        try:
            if call.method == RESPONSE_URL:
                return respond.use(self._workspace, call.args.pop("key"), call.args)
            if call.method == UPLOAD:
                return _keep(self._workspace, call.args["file_id"], call.args["content"])
            return run(self._workspace, call.method, Args(call.args), call.token)
        except Refused as refused:
            return refused.as_json()

    def _as_json(self, call: Call, answer: Json) -> Response:
        scopes = self._workspace.scopes if call.token == BOT_TOKEN else {"connections:write"}
        headers = {"x-oauth-scopes": ",".join(sorted(scopes)), "x-slack-req-id": f"req{len(self._calls)}"}
        return JSONResponse(answer, headers=headers)

    async def _respond(self, request: Request) -> Response:
        args = decoded(request, await request.body()) | {"key": request.path_params["key"]}
        return self._answer(Call(RESPONSE_URL, args, self._workspace.clock.now()), _as_plain_ok)

    async def _upload(self, request: Request) -> Response:
        """The bytes of a file that the app is uploading; the address is all the permission that it takes."""
        body, file_id = await request.body(), request.path_params["file_id"]
        return self._answer(
            Call(UPLOAD, {"file_id": file_id, "content": body}, self._workspace.clock.now()), _as_plain_ok
        )

    async def _download(self, request: Request) -> Response:
        file = self._workspace.files.get(request.path_params["file_id"].rpartition("-")[2])
        if file is None:
            return PlainTextResponse("not found", 404)
        if file.redirect_to:
            return RedirectResponse(file.redirect_to, 302)
        allowed = (
            request.headers.get("authorization") == f"Bearer {BOT_TOKEN}" and "files:read" in self._workspace.scopes
        )
        if not allowed:  # Slack answers 200 with its login page
            return Response(LOGIN_PAGE, media_type="text/html; charset=utf-8")
        if file.cut_to is not None and file.cut_times:
            file.cut_times -= file.cut_times != ALWAYS
            return CutShort(file.content, file.cut_to, self._cut)
        return Response(file.content, media_type=file.mimetype)


def _keep(workspace: Workspace, file_id: str, content: bytes) -> Json:
    if file_id not in workspace.uploads:
        raise Refused("file_not_found")
    workspace.uploads[file_id].content = content
    return {"ok": True}


def _as_plain_ok(_call: Call, answer: Json) -> Response:
    return PlainTextResponse("ok") if answer["ok"] else JSONResponse(answer, respond.REFUSED_STATUS)


def decoded(request: Request, body: bytes) -> Json:
    """The arguments of a call: query, then form or JSON body; JSON inside form fields is decoded too."""
    args: Json = dict(request.query_params)
    if "json" in request.headers.get("content-type", ""):
        return args | (json.loads(body) if body else {})
    fields = parse_qsl(body.decode(), keep_blank_values=True)
    return args | {name: _unfolded(value) for name, value in fields}


def _unfolded(value: str) -> object:
    if value[:1] not in ("{", "["):
        return value
    try:
        return json.loads(value)
    except json.JSONDecodeError:
        return value
