"""Words that answers and verdicts share."""

from collections.abc import Iterable

from bot.model import Option

COMES_CLOSEST = "This is the closest that the knowledge folder comes:"

IN_WORDS = {
    Option.PROMPT_ENGINEERING: "prompt engineering",
    Option.LONG_CONTEXT: "long context",
    Option.RAG: "RAG",
    Option.FINE_TUNING: "fine-tuning",
    Option.RAG_AND_FINE_TUNING: "RAG and fine-tuning",
    Option.AGENTS: "agents",
    Option.NEED_MORE_INFORMATION: "more information needed",
}


def perhaps_meant(questions: Iterable[str]) -> str:
    """What may have been meant, as a sentence."""
    return f"Perhaps you meant {' or '.join(f'“{question}”' for question in questions)}"


def listed(phrases: Iterable[str], joint: str = "and") -> str:
    """One, two and three."""
    *most, last = [*phrases] or [""]
    return f"{', '.join(most)} {joint} {last}" if most else last


def capital(text: str) -> str:
    """The text with a capital letter first."""
    return text[:1].upper() + text[1:]


def within_a_sentence(name: str) -> str:
    """A name without its capital, unless it is an abbreviation."""
    return name if name[:2].isalpha() and name[:2].isupper() else name[:1].lower() + name[1:]


def counted(number: int, thing: str) -> str:
    """How many of a thing: 1 document, 1,200 documents."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
