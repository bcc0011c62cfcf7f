"""Other ways to write the words of a question: joined and parted compounds, short forms, and slips of the keyboard."""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from itertools import pairwise

_COMPOUND = re.compile(r"\b[^\W\d_]+(?:[-‐‑/][^\W\d_]+)+\b")
_MAX_JOINED = 30  # words; in a longer question the pairs would outnumber what it asks

SHORT_FORMS = {
    "ft": "fine tuning finetuning",
    "sft": "supervised fine tuning finetuning",
    "rag": "retrieval augmented generation",
    "pe": "prompt engineering",
    "llm": "language model",
    "llms": "language models",
    "slm": "small language model",
    "kb": "knowledge base",
    "eval": "evaluation",
    "evals": "evaluations",
    "finetune": "fine tune",
    "finetuned": "fine tuned",
    "finetuning": "fine tuning",
}
"""The short forms of Advisor's own subject; a question with one finds the long form too."""


def with_compounds(text: str) -> str:
    """The text, then each hyphened compound as one word, so that "finetuning" finds "fine-tuning"."""
    joined = {re.sub(r"\W", "", found) for found in _COMPOUND.findall(text)}
    return "\n".join((text, *sorted(joined)))


def alternatives(words: Sequence[str]) -> list[str]:
    """Neighbours as one word ("fine tuning" as "finetuning"), and the long forms of short ones."""
    pairs = pairwise(words) if len(words) <= _MAX_JOINED else ()
    long_forms = (SHORT_FORMS[word.lower()] for word in words if word.lower() in SHORT_FORMS)
    return [first + second for first, second in pairs] + [word for form in long_forms for word in form.split()]


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` is most likely a slip for; None when none is near. Short words are never slips."""
    if len(word) < 5 or not word.isalpha():
        return None
    # 0.8: one slip in five letters, two in ten. Below it, other words begin to match.
    return next(iter(get_close_matches(word, known, n=1, cutoff=0.8)), None)
