"""A watcher at a terminal: what has been verified is printed as it comes."""

import re

import click

from bot.watching import Nobody

_AGAIN = "\n\n(Claude did not finish. What stands above does not count; this is the answer:)\n\n"
_PIECE = re.compile(r"\n|[^\S\n]+|\S+")


class Typed(Nobody):
    """Implements `Watcher`. Where nobody sees it grow (`live` is false), it prints nothing.

    No line is longer than `width` columns, but for one word that is.
    """

    def __init__(self, live: bool, width: int) -> None:
        self._live = live
        self._width = width
        self._column = 0
        self._gap = self._word = ""  # not printed before the word is known to its end, and whether it still fits
        self.has_written = False

    def wrote(self, markdown: str) -> None:
        """Prints it behind what was printed before."""
        if self._live:
            for piece in _PIECE.findall(markdown):
                self._put(piece)
            self.has_written = True

    def begun_again(self) -> None:
        """Says that what was printed does not count: a terminal takes nothing back."""
        if self.has_written:
            self.wrote(_AGAIN)

    def end(self) -> None:
        """Ends the line."""
        if self.has_written:
            self._break()

    def _put(self, piece: str) -> None:
        if piece == "\n":
            self._break()
        elif piece.isspace():
            self._print_word()
            self._gap = piece
        else:
            self._word += piece

    def _break(self) -> None:
        self._print_word()
        click.echo()
        self._column, self._gap = 0, ""

    def _print_word(self) -> None:
        if not self._word:
            return
        if self._gap and self._column + len(self._gap) + len(self._word) > self._width:
            click.echo()
            self._column, self._gap = 0, ""
        click.echo(f"{self._gap}{self._word}", nl=False)
        self._column += len(self._gap) + len(self._word)
        self._gap = self._word = ""
