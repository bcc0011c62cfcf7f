"""Options that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from indexer.settings import IndexSettings, read_settings

Command = TypeVar("Command", bound=Callable[..., Any])


def folders(command: Command) -> Command:
    """`--knowledge` and `--data`, given to the command as one `settings: IndexSettings`."""

    def with_settings(knowledge: Path | None, data: Path | None, **rest: object) -> object:
        return command(settings=read_settings(IndexSettings, knowledge=knowledge, data=data), **rest)

    with_settings.__doc__ = command.__doc__
    with_settings.__name__ = command.__name__
    where = click.Path(path_type=Path, file_okay=False)
    return click.option("--data", type=where, metavar="DIR", help="Derived data. [env ADVISOR_DATA; .advisor]")(
        click.option("--knowledge", type=where, metavar="DIR", help="The folder. [env ADVISOR_KNOWLEDGE; knowledge]")(
            with_settings
        )
    )  # type: ignore[return-value] # click's decorators keep the callable and add its options


as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line on stdout.")

audience = click.option(
    "--audience", "groups", multiple=True, metavar="GROUP", help="Also read what this group may read. Repeatable."
)
