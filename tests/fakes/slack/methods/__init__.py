"""The Web API methods, one function each. A new method costs one function with `@method(...)` in one of these files."""

from tests.fakes.slack.methods import agents, apps, chat, conversations, files, people, streams, views
from tests.fakes.slack.methods.registry import METHODS, Args, run

__all__ = ["METHODS", "Args", "agents", "apps", "chat", "conversations", "files", "people", "run", "streams", "views"]
