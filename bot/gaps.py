"""What people asked in vain, like questions together.

Two questions are alike when the same words are left of them: without case, accents, endings, order, repetition and
common words ("What is our VPN policy?", "vpn policies"). What only means the same stays apart: joining too much would
hide a gap, joining too little shows it twice.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.answerers.function_words import FUNCTION_WORDS
from bot.kept_reply import Status, status_of
from bot.model import Answer, Declined
from indexer.words import stems

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class InVain:
    """One question that was declined, or whose answer did not help. `asked_at` in seconds since the epoch.

    `reasons` and `remarks` are those of the people who rated it 👎.
    """

    id: str
    text: str
    asked_at: float
    reply: Answer | Declined
    reasons: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions that are alike, the latest first; there is at least one."""

    questions: tuple[InVain, ...]

    @property
    def text(self) -> str:
        """The question in the words of who asked it last."""
        return self.questions[0].text

    @property
    def times(self) -> int:
        """How often it was asked."""
        return len(self.questions)

    @property
    def declined(self) -> int:
        """How often the folder did not say."""
        return sum(status_of(question.reply) is Status.DECLINED for question in self.questions)

    @property
    def disliked(self) -> int:
        """How many of the replies somebody rated 👎."""
        return sum(bool(question.reasons) for question in self.questions)

    @property
    def last_asked(self) -> float:
        """When it was asked last, in seconds since the epoch."""
        return self.questions[0].asked_at

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why people did not like the replies, each reason once, in order of the latest."""
        return tuple(dict.fromkeys(reason for question in self.questions for reason in question.reasons))


def grouped(in_vain: Iterable[InVain]) -> tuple[Gap, ...]:
    """The questions by likeness, the gap that was asked about last first."""
    groups: dict[frozenset[str], list[InVain]] = {}
    for question in sorted(in_vain, key=lambda question: -question.asked_at):
        groups.setdefault(likeness(question.reply.searched_for or question.text), []).append(question)
    return tuple(Gap(tuple(group)) for group in groups.values())


def likeness(text: str) -> frozenset[str]:
    """What two questions that are alike have in common: the stems of the words that tell.

    Of a question without any ("Who are they?") all its words.
    """
    written = _WORD.findall(text.lower())
    telling = " ".join(word for word in written if word not in FUNCTION_WORDS)
    return frozenset(stems(telling) or stems(text) or written)
