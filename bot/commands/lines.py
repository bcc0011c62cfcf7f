"""Inputs of a command: the argument, or with `-` one a line on stdin."""

import sys
from collections.abc import Iterator

import click


def inputs(argument: str) -> Iterator[str]:
    """The argument itself, or each line of stdin that is not blank when it is `-`. Raises UsageError for no words."""
    if not argument.strip():
        raise click.UsageError("There is nothing between the quotation marks; write something, or - for stdin.")
    if argument != "-":
        yield argument
        return
    for line in sys.stdin:
        if line.strip():
            yield line.strip()
