"""`/advisor ask …` and `/advisor help`: one subcommand, one entry in `SUBCOMMANDS`."""

from collections.abc import Callable, Mapping

from slack_bolt import Ack, App

from bot.records import Message
from bot.slack.blocks import PLACEHOLDER, Rendered, help_text, note
from bot.slack.incoming import Body, from_command, text_of
from bot.slack.thread import NO_PREVIEWS

Accept = Callable[[Message], None]
Subcommand = Callable[[Body, str, Accept], Rendered]


def register(app: App, accept: Accept) -> None:
    """Answers what can be said at once, and writes questions down for a worker."""

    @app.command("/advisor")
    def advisor(ack: Ack, body: Body) -> None:
        name, _, rest = text_of(body, "text").strip().partition(" ")
        run = SUBCOMMANDS.get(name.lower())
        reply = run(body, rest.strip(), accept) if run is not None else _unknown(name)
        ack(text=reply.text, blocks=list(reply.blocks), response_type="ephemeral", **NO_PREVIEWS)


def _ask(body: Body, question: str, accept: Accept) -> Rendered:
    message = from_command(body, question)
    if message is None or not message.text:
        return help_text("What is your question? Write it after `ask`: `/advisor ask What is LoRA?`")
    accept(message)
    return note(PLACEHOLDER)


def _help(_body: Body, _rest: str, _accept: Accept) -> Rendered:
    return help_text()


def _unknown(name: str) -> Rendered:
    known = " and ".join(f"`/advisor {subcommand}`" for subcommand in SUBCOMMANDS if subcommand)
    return help_text(f"I do not know `{name.replace('`', '')[:40]}`. I know {known}.")


SUBCOMMANDS: Mapping[str, Subcommand] = {"": _help, "ask": _ask, "help": _help}
