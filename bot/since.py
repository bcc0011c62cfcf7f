"""What speaks for a decision, as the part of its sentence that follows "since"."""

import re
from collections.abc import Mapping, Sequence

from bot.facts import FACTS, Facts, in_words, said_of, size_of
from bot.facts.values import Value
from bot.frameworks.conditions import OneOf, Range

_MOST_FACTS = 3  # behind a decision: those of the rule that decides come first
_STYLE = re.compile(
    r"(?:\b(?:our|their|its|the|an?) (?:[\w'’-]+ ){0,3}|^(?!must|has|have|need|always)(?:[\w'’-]+ ){0,2})"
    r"(?:style|tone|voice|formats?|templates?|layout|wording)$",
    re.IGNORECASE,
)
_MANNER = "{} is a matter of how the model answers and not of what it knows"
_REASONS: Mapping[tuple[str, Value], str] = {
    ("need", "knowledge"): "the model needs facts that it does not have",
    ("need", "behaviour"): "this is about how the model answers and not about what it knows",
    ("need", "both"): "the model needs facts that it does not have and a particular way of answering",
    ("knowledge_changes", "yearly"): "the knowledge changes only once a year",
    ("knowledge_changes", "quarterly"): "the knowledge changes only once a quarter",
    ("citations_needed", True): "answers must show their sources",
    ("few_shot_suffices", True): "a few examples in the prompt already do the job",
    ("few_shot_suffices", False): "a few examples in the prompt do not do the job",
    ("prompting_tried", False): "a careful prompt has not been tried yet",
    ("base_model_fails", "sometimes"): "the base model fails only sometimes",
    ("per_user_permissions", True): "not everybody may see every document",
}
"""Facts that speak for an option, where that takes other words than saying them back."""


def since(tests: Sequence[OneOf | Range], known: Facts) -> dict[str, str]:
    """What is known of the facts that the tests ask for, each as a reason, by the fact's name; three at most."""
    asked = list(dict.fromkeys(test.fact for test in tests if test.fact in known))
    first = _manner(asked, known)
    if first:
        asked = [name for name in asked if name not in {"need", "strict_style"}]
    elif known.get("need") in {"knowledge", "behaviour"} and len(asked) > 1 and "need" in asked:
        asked.remove("need")  # what else is known says it better
    few = {test.fact for test in tests if isinstance(test, Range) and (test.at_most, test.below) != (None, None)}
    many = {test.fact for test in tests if isinstance(test, Range)} - few
    told = [name for name in known if name in asked[: _MOST_FACTS - len(first)]]
    return first | {name: _reason(name, known, few=name in few, many=name in many) for name in told}


def joined(phrases: Sequence[str]) -> str:
    """One, two and three; with a comma before the last where another "and" stands in one of them."""
    comma = "," if any(" and " in phrase for phrase in phrases) and len(phrases) > 1 else ""
    return f"{', '.join(phrases[:-1])}{comma} and {phrases[-1]}" if phrases[:-1] else "".join(phrases)


def _manner(asked: Sequence[str], known: Facts) -> dict[str, str]:
    """That a style is no knowledge, in the words that named it where they are a name; nothing for other matters."""
    if "strict_style" in asked and known.get("strict_style") is True:
        named = _style(known)
        return {"strict_style": _MANNER.format(f"“{named}”" if named else "a strict style or format")}
    if "need" in asked and known.get("need") == "behaviour" and (named := _style(known)):
        return {"need": _MANNER.format(f"“{named}”")}
    return {}


def _style(known: Facts) -> str:
    """The words that named a style, as "our brand voice"; "" where they are no name."""
    words = known.evidence("strict_style") if known.get("strict_style") is True else None
    style = _STYLE.search(words.words) if words else None
    return style[0] if style else ""


def _reason(name: str, known: Facts, *, few: bool, many: bool) -> str:
    """One fact; a number that has to be small, or large, is told as such."""
    value = known[name]
    if name == "knowledge_tokens" and few:
        return f"{size_of(known)} are few enough for that"
    if name == "knowledge_tokens" and many:
        return f"{size_of(known)} are more than the house framework puts into one prompt"
    if name == "labelled_examples" and few and value:
        return f"{in_words(FACTS[name], value)} labelled examples are too few to train on"
    if name == "labelled_examples" and many:
        return f"{said_of(known, name)} to train on"
    return _REASONS.get((name, value)) or said_of(known, name, "only" if few else "")
