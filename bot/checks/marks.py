"""The marks beside a sentence: the number of its source, and whether it agrees with the verdict."""

from bot.model import Citation, Option


def mark(citation: Citation) -> str:
    """The citation's number, as the sources are numbered."""
    return f" [{citation.number}]"


def agreement(option: Option, verdict: Option) -> str:
    """One sign: the same option as the verdict's, another one, or that there is none yet to agree with."""
    if verdict is Option.NEED_MORE_INFORMATION:
        return "·"
    return "=" if option is verdict else "≠"
