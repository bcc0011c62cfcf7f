"""The number by which a sentence points at its source."""

from bot.model import Citation


def mark(citation: Citation) -> str:
    """The citation's number, as the sources are numbered."""
    return f" [{citation.number}]"
