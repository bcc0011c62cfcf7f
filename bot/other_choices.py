"""Choices between other things than the options: hosted or self-hosted, all at once or in steps, agent or workflow."""

import re

from bot.facts.reading import sentences_in
from bot.option_names import options_named
from bot.proposals import CHOICE

_CHOICE = re.compile(rf"{CHOICE}|\binstead of\b|\brather (?:than|have|use|build|do)\b")
_OTHERS = re.compile(
    r"\bself[- ]?host\w*|\bon[- ]?prem\w*|\bopen(?:[- ](?:source|weights?))? models?\b|\b(?:api|apis)\b"
    r"|\b(?:all|both) at once\b|\bin (?:steps|phases|stages)\b|\bclean(?:ing)? (?:\w+ )?(?:up|first)\b"
    r"|\b(?:into|in) an? (?:database|spreadsheet)\b"
    r"|\blora\b|\bfull fine[- ]?tuning\b|\bbuy\b|\bin[- ]house\b|\btranslat\w+"
)
_WORKFLOW = re.compile(r"\bworkflows?\b|\b(?:fixed|simple|plain|set|few|scripted) (?:\w+ )?steps\b|\bfunction calls?\b")


def is_between_others(text: str) -> bool:
    """Whether the text asks to choose between other things than two of the options, and nowhere between two of them."""
    choices = _choices(text)
    if any(len(options_named(choice)) > 1 for choice in choices):
        return False
    return any(_OTHERS.search(choice) for choice in choices)


def weighs_a_workflow(text: str) -> bool:
    """Whether the text weighs a workflow of fixed steps, which is no option of its own, against something else."""
    return any(_WORKFLOW.search(choice) for choice in _choices(text))


def _choices(text: str) -> list[str]:
    return [sentence for sentence in sentences_in(text) if _CHOICE.search(sentence)]
