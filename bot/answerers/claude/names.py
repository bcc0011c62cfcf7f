"""Whether a sentence names a product, a person or a technology that stands in nothing that Claude was given."""

import re
from collections.abc import Iterator
from functools import cached_property

from bot.answerers.claude.wordings import reads_as_english
from bot.answerers.function_words import FUNCTION_WORDS

_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s\b")
# OpenAI, LoRA, LLMs, GDPR: names by their shape, wherever they stand.
_SHAPED = re.compile(r"\b(?:[A-Z]{3,}s?|[A-Za-z]*[a-z][A-Z][A-Za-z]*|[A-Z]{2,}[a-z]{2,}[A-Za-z]*)\b")
# A capital in the middle of an English sentence, not after a colon or an opening quote.
_CAPITAL = re.compile(r"(?<=[a-z0-9,] )[A-Z][a-z]{2,}\b")
_EXPANDED = re.compile(r"\b[A-Z]\w*(?:[ -](?:[A-Z]\w*|of|and|for|the))*[ -][A-Z]\w*")
_ROMAN = re.compile(r"[IVX]+")
_LONGEST_INITIALS = 6
_SAME = 5  # letters that two forms of one word share
_WRITTEN_ALIKE = """
january february march april may june july august september october november december
monday tuesday wednesday thursday friday saturday sunday
section step table figure phase part chapter option level question rule appendix example note
usd eur gbp chf utc gmt faq faqs api apis llm llms rag internet web english german french european american
always never must without before after first yes okay
"""
_NO_NAMES = frozenset(_WRITTEN_ALIKE.split())


class Names:
    """Knows what may be named: every word of the texts that Claude was given, however it is written."""

    def __init__(self, given: str) -> None:
        self._given = given

    def strange_in(self, sentence: str) -> str:
        """The first name in the sentence that the texts do not hold, "" for none, or where it is not English."""
        if not reads_as_english(sentence):
            return ""
        plain = self._without_expansions(_POSSESSIVE.sub("", sentence))
        return next((name for name in _named(plain) if not self._hold(name)), "")

    def _without_expansions(self, sentence: str) -> str:
        """Without "Retrieval-Augmented Generation" where the texts say RAG."""
        return _EXPANDED.sub(lambda run: "" if self._abbreviate(_initials(run[0])) else run[0], sentence)

    def _abbreviate(self, initials: str) -> bool:
        """Whether the texts hold the initials as a word, also without those of a "The" before them."""
        return any(initials[at:] in self._words for at in range(len(initials) - 1))

    def _hold(self, name: str) -> bool:
        plain = name.casefold()
        singular = plain.removesuffix("s")
        if _ROMAN.fullmatch(name) or {plain, singular} & (
            self._words | self._all_initials | FUNCTION_WORDS | _NO_NAMES
        ):
            return True
        return len(plain) >= _SAME and (plain[:_SAME] in self._beginnings or plain in self._unbroken)

    @cached_property
    def _in_order(self) -> list[str]:
        return _WORD.findall(self._given.casefold())

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(self._in_order)

    @cached_property
    def _known(self) -> frozenset[str]:
        return self._words | self._all_initials | FUNCTION_WORDS | _NO_NAMES

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(word[:_SAME] for word in self._words)

    @cached_property
    def _unbroken(self) -> str:
        return "".join(self._in_order)  # "Open AI" is OpenAI

    @cached_property
    def _all_initials(self) -> frozenset[str]:
        """What its neighbours' first letters spell: LLM for "large language model"."""
        letters = "".join(word[0] for word in self._in_order)
        sizes = range(3, _LONGEST_INITIALS + 1)
        return frozenset(letters[at : at + size] for size in sizes for at in range(len(letters) - size + 1))


def _named(sentence: str) -> Iterator[str]:
    for shape in (_SHAPED, _CAPITAL):
        yield from (found[0] for found in shape.finditer(sentence))


def _initials(run: str) -> str:
    return "".join(word[0] for word in _WORD.findall(run)).casefold()
