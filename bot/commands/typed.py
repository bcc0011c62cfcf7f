"""A watcher at a terminal: what has been verified is printed as it comes."""

import click

from bot.watching import Nobody

_AGAIN = "\n\n(Claude did not finish. What stands above does not count; this is the answer:)\n\n"


class Typed(Nobody):
    """Implements `Watcher`. Where nobody sees it grow (`live` is false), it prints nothing."""

    def __init__(self, live: bool) -> None:
        self._live = live
        self.has_written = False

    def wrote(self, markdown: str) -> None:
        """Prints it behind what was printed before."""
        if self._live:
            click.echo(markdown, nl=False)
            self.has_written = True

    def begun_again(self) -> None:
        """Says that what was printed does not count: a terminal takes nothing back."""
        if self.has_written:
            click.echo(_AGAIN, nl=False)

    def end(self) -> None:
        """Ends the line."""
        if self.has_written:
            click.echo()
