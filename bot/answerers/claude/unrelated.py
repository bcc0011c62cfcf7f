"""Whether a sentence has nothing to do with what it cites: no word of meaning in common, in any form."""

import re

from bot.answerers.claude.wordings import reads_as_english
from bot.answerers.function_words import FUNCTION_WORDS

_WORD = re.compile(r"[^\W_]+")
_SAME = 4  # letters that two forms of one word share: "labelled" and "labels", "cost" and "costly"
_LEAST = 5  # words of meaning: a shorter sentence may say it all in words of its own


def is_unrelated(sentence: str, cited: str) -> bool:
    """Whether the English sentence shares no word with the English text that bears it; translations are not judged."""
    said = _meant(sentence)
    if len(said) < _LEAST or not (reads_as_english(sentence) and reads_as_english(cited)):
        return False
    return said.isdisjoint(_meant(cited))


def _meant(text: str) -> set[str]:
    words = _WORD.findall(text.casefold())
    return {word[:_SAME] for word in words if word not in FUNCTION_WORDS and (len(word) > 2 or word.isdigit())}
