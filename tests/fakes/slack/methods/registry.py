"""Which Web API methods exist, what scope each needs, and how their arguments are read."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.fakes.slack.identity import APP_TOKEN, BOT_TOKEN
from tests.fakes.slack.refusal import Json, Refused
from tests.fakes.slack.workspace import Workspace


class Args(Json):
    """The decoded arguments of one call."""

    def need(self, name: str) -> str:
        """The argument as text; Slack refuses the call when it is missing."""
        if self.get(name) in (None, ""):
            raise Refused("invalid_arguments", [f"[ERROR] missing required field: {name}"])
        return str(self[name])

    def text(self, name: str) -> str:
        return str(self.get(name) or "")

    def flag(self, name: str) -> bool:
        """A boolean, in JSON's form or in the form's."""
        return self.get(name) in (True, 1, "1", "true")

    def objects(self, name: str) -> list[Json]:
        """A list of JSON objects, empty when absent."""
        value = self.get(name) or []
        if not isinstance(value, list):
            raise Refused(
                f"invalid_{name}" if name == "blocks" else "invalid_arguments", [f"[ERROR] {name} is no list"]
            )
        return value


Method = Callable[[Workspace, Args], Json]


@dataclass(frozen=True)
class Registered:
    """A method, the scope that it needs, and the token it wants."""

    run: Method
    scope: str | None
    token: str | None


METHODS: dict[str, Registered] = {}


def method(name: str, *, scope: str | None = None, token: str | None = BOT_TOKEN) -> Callable[[Method], Method]:
    """Registers the function as a Web API method; `token=None` needs none."""

    def register(run: Method) -> Method:
        METHODS[name] = Registered(run, scope, token)
        return run

    return register


def run(workspace: Workspace, name: str, args: Args, token: str) -> Json:
    """The answer's JSON; raises Refused where Slack answers `ok: false`."""
    if name not in METHODS:
        raise Refused("unknown_method", req_method=name)
    registered = METHODS[name]
    if registered.token is not None:
        _authorise(workspace, registered, token)
    return {"ok": True, **registered.run(workspace, args)}


def _authorise(workspace: Workspace, registered: Registered, token: str) -> None:
    if not token:
        raise Refused("not_authed")
    if token not in (BOT_TOKEN, APP_TOKEN):
        raise Refused("invalid_auth")
    if token != registered.token:
        raise Refused("not_allowed_token_type")
    if registered.scope:
        workspace.require(registered.scope)
